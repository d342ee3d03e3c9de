// TITLE: range-for over a temporary tensor
// DOC: The cursor keeps a temporary range alive for the whole loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor squares(const Tensor& v) {
  Tensor s = 0.f;
  for (auto x : square(v)) s = s * 2.f + x;
  return s;
}
// source]

int main() {
  same(squares(Tensor{1.f, 2.f, 3.f}).item<float>(), (1.f * 2.f + 4.f) * 2.f + 9.f);
  return result();
}
