// TITLE: if without else
// DOC: Without `else` the variables keep their values on the other path; the emitted `other()`
// DOC: block is empty.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor relu_like(Tensor x) {
  if (x < 0.f) x = x * 0.25f;
  return x;
}
// source]

int main() {
  for (const float x : {-8.f, 4.f}) same(relu_like(Tensor(x)).item<float>(), x < 0 ? x * 0.25f : x);
  return result();
}
