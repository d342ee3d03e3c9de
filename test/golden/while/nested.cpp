// TITLE: Nested loops
// DOC: An inner loop is a node inside the outer one; names of the outer body's locals are no
// DOC: state of the outer loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int pairs(const Tensor& n) {
  int count = 0;
  int i = 1;
  while (i < n) {
    int j = i;
    while (j * i < n) {
      ++count;
      j += 1 + i;
    }
    ++i;
  }
  return count;
}
// source]

int main() {
  for (const int n : {1, 2, 7}) {
    int count = 0;
    for (int i = 1; i < n; ++i) {
      int j = i;
      while (j * i < n) ++count, j += 1 + i;
    }
    same(pairs(Tensor(n)), count);
  }
  return result();
}
