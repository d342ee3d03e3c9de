// TITLE: while
// DOC: A `while` on a tensor becomes a `Loop`, which becomes one node of the graph; its state is
// DOC: what the body writes and the condition or the code after it reads.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor log2_of(Tensor n) {
  Tensor k = 0;
  while (n > 1) {
    n = n / 2;
    k += 1;
  }
  return k;
}
// source]

int main() {
  for (const int n : {0, 1, 2, 17, 1 << 20}) {
    int k = 0;
    for (int m = n; m > 1; m /= 2) ++k;
    same(log2_of(Tensor(n)).item<int>(), k);
  }
  return result();
}
