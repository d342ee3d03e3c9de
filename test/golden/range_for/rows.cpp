// TITLE: range-for over the rows of a tensor
// DOC: The range is the tensor's first axis; the element is a tensor of the rest.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor row_sum(const Tensor& m) {
  Tensor s = ag::zeros({m.shape(1)});
  for (const auto& row : m) {
    s = s * 0.5f + row;
  }
  return s;
}

AG_FUNCTION float last_positive(const Tensor& v) {
  Tensor last = -1.f;
  for (Tensor x : v)
    if (x > 0.f) last = x;
  return last.item<float>();
}
// source]

int main() {
  const Tensor m = {{1.f, 2.f}, {3.f, 4.f}, {5.f, 6.f}};
  same(row_sum(m).to_vector<float>(), std::vector<float>{6.75f, 8.5f});
  same(last_positive(Tensor{1.f, 7.f, -2.f}), 7.f);
  same(last_positive(Tensor{-1.f, -7.f}), -1.f);
  return result();
}
