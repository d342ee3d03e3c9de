// TITLE: item
// DOC: `t.item<T>()` is the door from tensors to numbers: in an annotated function it gives a
// DOC: promoted value.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor repeat(const Tensor& v, const Tensor& times) {
  int n = times.item<int>();
  double first = v[0].item<float>();
  Tensor y = v;
  for (int i = 0; i < n; ++i) y = y * first + v[i % 2].item<float>();
  return y;
}
// source]

int main() {
  float a = 2.f, b = 3.f;
  for (int i = 0; i < 3; ++i) {
    const float add = i % 2 == 0 ? 2.f : 3.f;
    a = a * 2.f + add;
    b = b * 2.f + add;
  }
  same(repeat(Tensor{2.f, 3.f}, Tensor(3)).to_vector<float>(), std::vector<float>{a, b});
  return result();
}
