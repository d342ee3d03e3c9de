// TITLE: The conditional operator
// DOC: `?:` on a tensor is lazy: each arm is built once and only the chosen one runs. Numbers
// DOC: have C++'s common type.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor bend(const Tensor& x) {
  Tensor y = x > 0.f ? x * 2.f : x - 1.f;
  int k = y > 3.f ? 1 : 2;
  double d = k == 1 ? k : 0.5;
  y = y + d;
  return k == 2 ? y : y * 10.f;
}
// source]

int main() {
  same(bend(Tensor(4.f)).item<float>(), 90.f);
  same(bend(Tensor(-1.f)).item<float>(), -1.5f);
  return result();
}
