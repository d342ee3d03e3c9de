// TITLE: continue
// DOC: `continue` skips the rest of the body; the increment of a `for` still runs.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int skip_thirds(const Tensor& n) {
  int s = 0;
  for (int i = 0; i < n; ++i) {
    if (i % 3 == 0) continue;
    s += i;
  }
  return s;
}

AG_FUNCTION Tensor skip_in_do(Tensor x) {
  Tensor odd = 0;
  do {
    x = x - 1;
    if (x % 2 == 0) continue;
    odd += 1;
  } while (x > 0);
  return odd;
}
// source]

int main() {
  same(skip_thirds(Tensor(8)), 1 + 2 + 4 + 5 + 7);
  same(skip_in_do(Tensor(9)).item<int>(), 4);
  return result();
}
