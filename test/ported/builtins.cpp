// TITLE: What Python has as built-in functions
// TF: 150 189 190 191
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "../golden/golden.h"

using ag::Tensor;

// 150: list(range(len(x)))
AG_FUNCTION Tensor positions(Tensor xs) {
  std::vector<int> at(static_cast<std::size_t>(xs.shape(0)));
  std::iota(at.begin(), at.end(), 0);
  Tensor s = 0;
  for (int i : at)
    if (xs[i] > 0)
      s += i;
  return s;
}

// 189: abs, float, int, len.
AG_FUNCTION Tensor numbers(Tensor x) {
  double d = x.item<double>();
  int k = static_cast<int>(d);
  while (k < 3)
    k += std::abs(k) + 1;
  if (std::abs(d) > 2.0)
    d = static_cast<float>(d) + std::fabs(d) / 4;
  return ag::abs(x) * 1000 + k * 10 + d;
}

// 190: max and min, of numbers and of tensors.
AG_FUNCTION Tensor extremes(Tensor xs) {
  int low = 100, high = -100;
  for (auto [i, x] : ag::enumerate(xs)) {
    const int v = x.item<int>();
    low = std::min(low, v);
    high = std::max(high, v);
  }
  return ag::max(xs) * 1000000 + ag::min(xs) * 10000 + high * 100 + low +
         std::clamp(low, -1, 1) * std::max(low, std::max(high, 3));
}

// 191: any, all, sorted, zip, sum.
AG_FUNCTION Tensor whole(Tensor xs, Tensor ys) {
  Tensor r = 0;
  if (ag::any(xs > 3))
    r += 1;
  if (ag::all(xs > 0))
    r += 10;
  Tensor sorted = ag::sort(xs);
  Tensor back = ag::flip(sorted, {0});
  for (auto [a, b] : ag::zip(sorted, ys)) {
    if (a == b)
      continue;
    r += a * b * 100;
  }
  return r * 100 + ag::sum(back * ag::arange(3));
}

// 191: empty ranges and steps of both signs.
template <int Step> AG_FUNCTION int ranges(Tensor from, Tensor to) {
  int s = 0;
  for (auto i : ag::range(from.item<int>(), to.item<int>(), Step))
    s = s * 10 + i;
  return s;
}

int main() {
  same(positions(Tensor{1, -1, 2, 0, 5}).item<int>(), 0 + 2 + 4);
  for (double x : {-3.5, -1.0, 0.0, 2.5, 7.0}) {
    int k = static_cast<int>(x);
    while (k < 3)
      k += std::abs(k) + 1;
    double d = x;
    if (std::abs(d) > 2.0)
      d = static_cast<float>(d) + std::fabs(d) / 4;
    same(numbers(x).item<double>(), std::abs(x) * 1000 + k * 10 + d);
  }
  for (std::vector<int> v : {std::vector<int>{3, -2, 5}, {4, 4, 4}, {0, 9, 1}}) {
    const Tensor t = ag::from_span(v, {3});
    const int high = *std::max_element(v.begin(), v.end());
    const int low = *std::min_element(v.begin(), v.end());
    same(extremes(t).item<int>(), high * 1000000 + low * 10000 + high * 100 + low +
                                      std::clamp(low, -1, 1) * std::max({low, high, 3}));
    int r = (high > 3) + (low > 0 ? 10 : 0);
    std::vector<int> sorted = v;
    std::sort(sorted.begin(), sorted.end());
    const int ys[] = {4, 1, 5};
    for (std::size_t i = 0; i < 3; ++i)
      if (sorted[i] != ys[i])
        r += sorted[i] * ys[i] * 100;
    same(whole(t, Tensor{4, 1, 5}).item<int>(), r * 100 + sorted[1] + 2 * sorted[0]);
  }
  same(ranges<1>(1, 4), 123);
  same(ranges<1>(4, 1), 0);
  same(ranges<-1>(4, 1), 432);
  same(ranges<3>(1, 8), 147);
  return result();
}
