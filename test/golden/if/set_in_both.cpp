// TITLE: Variables that get their value in the branches
// DOC: A variable without a value may be set in both branches; a path that leaves it unset is an
// DOC: error (AG0201).
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor pick(const Tensor& x) {
  Tensor y;
  int k;
  if (x > 1.f) {
    y = x * 2.f;
    k = 10;
  } else {
    y = x - 1.f;
    k = 20;
  }
  return y + k;
}
// source]

int main() {
  same(pick(Tensor(4.f)).item<float>(), 18.f);
  same(pick(Tensor(-4.f)).item<float>(), 15.f);
  return result();
}
