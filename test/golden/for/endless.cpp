// TITLE: for (;;) with break
// DOC: An endless loop ends by its exit flag, which is state of the loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor collapse(Tensor x) {
  for (;;) {
    x = x * 0.5f;
    if (x < 1.f) break;
    x = x - 0.25f;
  }
  return x;
}
// source]

int main() {
  float x = 37.f;
  for (;;) {
    x = x * 0.5f;
    if (x < 1.f) break;
    x = x - 0.25f;
  }
  same(collapse(Tensor(37.f)).item<float>(), x);
  return result();
}
