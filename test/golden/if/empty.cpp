// TITLE: Empty bodies
// DOC: A branch or a loop with an empty body is still evaluated; nothing is its state.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor nothing(Tensor x, const Tensor& limit) {
  if (x > 0.f) {
  } else {
  }
  if (x > 1.f) {
  } else {
    x = x + 1.f;
  }
  int k = 0;
  while (++k < limit) {
  }
  return x + k;
}
// source]

int main() {
  same(nothing(Tensor(0.5f), Tensor(4)).item<float>(), 5.5f);
  same(nothing(Tensor(2.f), Tensor(-4)).item<float>(), 3.f);
  return result();
}
