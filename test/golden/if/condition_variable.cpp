// TITLE: Condition variable of if
// DOC: A variable declared in the condition is tested for `!= 0`, as in C++, and is visible in
// DOC: both blocks.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor distance(const Tensor& a, const Tensor& b) {
  Tensor y = 1.f;
  if (Tensor d = a - b) {
    y = d * d;
  } else {
    y = d - 1.f;
  }
  return y;
}
// source]

int main() {
  same(distance(Tensor(5.f), Tensor(2.f)).item<float>(), 9.f);
  same(distance(Tensor(2.f), Tensor(2.f)).item<float>(), -1.f);
  return result();
}
