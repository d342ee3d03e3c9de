// TITLE: switch on host values
// DOC: A `switch` on a host value stays as it is.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor norm_of(const Tensor& v, bool squared) {
  const int kind = v.rank() + (squared ? 1 : 0);
  Tensor y = 0.f;
  switch (kind) {
  case 0: y = abs(v); break;
  case 1: y = sum(abs(v)); [[fallthrough]];
  default: y = y + 0.5f;
  }
  return y;
}
// source]

int main() {
  same(norm_of(Tensor(-3.f), false).item<float>(), 3.f);
  same(norm_of(Tensor{-3.f, 1.f}, false).item<float>(), 4.5f);
  same(norm_of(Tensor{-3.f, 1.f}, true).item<float>(), 0.5f);
  return result();
}
