// TITLE: Nested blocks and shadowing
// DOC: A name declared again in an inner block is another variable; only the outer one is state
// DOC: of the branch.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor shadows(Tensor x) {
  int k = 1;
  if (x > 0.f) {
    int k = 100;
    {
      Tensor x = Tensor(k) * 1.f;
      ++k;
      x = x + k;
    }
    x = x + k;
  } else {
    k = 5;
    x = x - k;
  }
  return x * k;
}
// source]

int main() {
  same(shadows(Tensor(1.f)).item<float>(), 102.f);
  same(shadows(Tensor(-1.f)).item<float>(), -30.f);
  return result();
}
