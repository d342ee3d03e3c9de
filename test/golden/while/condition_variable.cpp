// TITLE: Condition variable of while
// DOC: The variable is made again in every turn, as in C++.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor halve(Tensor x) {
  while (Tensor rest = x / 2) {
    x = x - rest;
  }
  return x;
}
// source]

int main() {
  for (const int n : {0, 1, 9, 64}) {
    int x = n;
    while (int rest = x / 2) x = x - rest;
    same(halve(Tensor(n)).item<int>(), x);
  }
  return result();
}
