// TITLE: return in one branch
// DOC: A return in one branch only puts the rest of the function under the other one. The return
// DOC: slot needs no initial value.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor clipped(const Tensor& x) {
  if (x > 10.f) return Tensor(10.f);
  Tensor y = x + 1.f;
  if (y < 0.f) {
    y = y * 0.5f;
    return y;
  }
  return y * y;
}
// source]

int main() {
  same(clipped(Tensor(11.f)).item<float>(), 10.f);
  same(clipped(Tensor(-5.f)).item<float>(), -2.f);
  same(clipped(Tensor(2.f)).item<float>(), 9.f);
  return result();
}
