// TITLE: enumerate and zip
// DOC: `ag::enumerate` and `ag::zip` over tensors, lists and `ag::range` are counted loops of the
// DOC: graph; `zip` ends with the shortest. With a host container among them the loop is unrolled.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor dot(const Tensor& a, const Tensor& b) {
  Tensor s = 0;
  for (auto [x, y, k] : ag::zip(a, b, ag::range(10, 100))) {
    if (x < 0) break;
    if (y == 3) continue;
    s += x * y * k;
  }
  return s;
}
AG_FUNCTION int first_over(const Tensor& t, int limit) {
  for (const auto& [i, v] : ag::enumerate(t))
    if (v > limit) return static_cast<int>(i);
  return -1;
}
AG_FUNCTION Tensor weighted(const Tensor& t, const std::vector<int>& w) {
  Tensor s = 0;
  for (auto [k, v] : ag::zip(w, t)) s += v * k;
  for (auto [i, k] : ag::enumerate(w)) s += t[i] * k;
  return s;
}
// source]

int main() {
  for (int n : {0, 1, 2, 5}) {
    const Tensor a = ag::arange(n), b = ag::arange(n + 1) * 7 % 5;
    int s = 0, w = 0;
    for (int i = 0; i < n; ++i) {
      const int y = i * 7 % 5;
      if (y != 3) s += i * y * (10 + i);
      if (i < 2) w += 2 * i * (i + 4);
    }
    same(dot(a, b).item<int>(), s);
    same(dot(b - 2, a).item<int>(), 0);
    same(first_over(b, 3), n >= 2 ? 2 : -1);
    if (n > 1) same(weighted(a, {4, 5}).item<int>(), w);
  }
  return result();
}
