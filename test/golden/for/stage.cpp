// TITLE: AG_STAGE
// DOC: `AG_STAGE` insists: a loop that cannot be staged is an error with the reason, never
// DOC: unrolled.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor insist(Tensor x, int n) {
  AG_STAGE for (int i = 0; i < n; ++i) x = x + i;
  AG_STAGE
  while (x > 100.f) {
    x = x / 2.f;
  }
  return x;
}
// source]

int main() {
  float x = 1.f;
  for (int i = 0; i < 20; ++i) x += static_cast<float>(i);
  while (x > 100.f) x /= 2.f;
  same(insist(Tensor(1.f), 20).item<float>(), x);
  return result();
}
