// TITLE: Results
// DOC: A function may return a tensor, a number or nothing; a number is read back at the
// DOC: outermost call. A result may be left unused.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <cstddef>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION bool any_above(const Tensor& v, float limit) { return any(v > limit); }

AG_FUNCTION std::size_t count(const Tensor& v) {
  std::size_t n = 0;
  for (auto x : v)
    if (x > 0.f) ++n;
  return n;
}

AG_FUNCTION double mean_of(const Tensor& v) {
  any_above(v, 1.f);
  const double s = sum(v).item<float>();
  return s / count(v);
}
// source]

int main() {
  const Tensor v = {1.f, 4.f, 7.f};
  same(any_above(v, 5.f), 1);
  same(any_above(v, 7.f), 0);
  same(static_cast<double>(count(v)), 3);
  mean_of(v);
  same(mean_of(v), 4.);
  return result();
}
