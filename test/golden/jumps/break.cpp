// TITLE: break
// DOC: `break` sets the exit flag of its loop and what stands after it is guarded; the loop ends
// DOC: before its condition is tested again.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor until(Tensor x, const Tensor& limit) {
  int k = 0;
  while (x < 1000.f) {
    x = x * 2.f;
    if (x > limit) break;
    ++k;
  }
  return x + k;
}
// source]

int main() {
  for (const float limit : {0.f, 50.f, 1e6f}) {
    float x = 3.f;
    int k = 0;
    while (x < 1000.f) {
      x = x * 2.f;
      if (x > limit) break;
      ++k;
    }
    same(until(Tensor(3.f), Tensor(limit)).item<float>(), x + static_cast<float>(k));
  }
  return result();
}
