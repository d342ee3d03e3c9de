// TITLE: A loop that stays plain: its number is a shape
// DOC: An extent must be known while the graph is built.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor triangle(const Tensor& x) {
  Tensor total = 0.f;
  for (int i = 1; i <= 3; ++i) {
    total = total + sum(ag::ones({i, i}) * x);
  }
  return total;
}
// source]

int main() {
  same(triangle(Tensor(0.5f)).item<float>(), 7.f);
  return result();
}
