// TITLE: Nested if
// DOC: Branches nest to any depth; each lists what is written in it and read later.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int quadrant(const Tensor& x, const Tensor& y) {
  int q = 0;
  if (x > 0.f) {
    if (y > 0.f)
      q = 1;
    else
      q = 4;
  } else {
    if (y > 0.f) {
      q = 2;
    } else {
      q = 3;
    }
  }
  return q;
}
// source]

int main() {
  same(quadrant(Tensor(1.f), Tensor(1.f)), 1);
  same(quadrant(Tensor(-1.f), Tensor(1.f)), 2);
  same(quadrant(Tensor(-1.f), Tensor(-1.f)), 3);
  same(quadrant(Tensor(1.f), Tensor(-1.f)), 4);
  return result();
}
