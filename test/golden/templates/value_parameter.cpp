// TITLE: template<int N>
// DOC: A template argument is a host constant; it may be a shape.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
template <int N, bool Twice = false>
AG_FUNCTION Tensor widen(const Tensor& x) {
  Tensor y = ag::zeros({N});
  for (int i = 0; i < N; ++i) y[i] = x * i;
  if constexpr (Twice) y = y * 2.f;
  return y;
}
// source]

int main() {
  same(widen<3>(Tensor(2.f)).to_vector<float>(), std::vector<float>{0.f, 2.f, 4.f});
  same(widen<2, true>(Tensor(2.f)).to_vector<float>(), std::vector<float>{0.f, 4.f});
  return result();
}
