// RUN: %run-three %s
// Functions that return a reference to what the caller has: builders, compound operators, chains,
// early returns under a staged condition; annotated ones, too. std::max({...}), std::swap of items.
#include <autograft/autograft.h>

#include <algorithm>
#include <utility>

#include "../golden/golden.h"

using ag::Tensor;
struct Vec3 {
  double x = 0, y = 0, z = 0;
  Vec3 &operator+=(const Vec3 &o) {
    x += o.x;
    y += o.y;
    z += o.z;
    return *this;
  }
  Vec3 &scale(double k) {
    x *= k;
    y *= k;
    z *= k;
    return *this;
  }
  Vec3 &add(const Vec3 &o) { return *this += o; }
  Vec3 &bounded(double m) {
    if (norm2() < m)
      return *this;
    return scale(0.5);
  }
  double norm2() const { return x * x + y * y + z * z; }
};
inline Vec3 &operator*=(Vec3 &a, double k) { return a.scale(k); }
inline Vec3 operator+(Vec3 a, const Vec3 &b) { return a += b; }
AG_FUNCTION double builder(Tensor n) {
  Vec3 v{1, 2, 3}, w{0.5, 0.25, 0.125};
  int i = 0;
  while (n > i) {
    v.add(w).scale(1.25);
    v += w;
    w *= 0.5;
    (v += w) *= 1.5;
    v.bounded(100).add({0.5, 0, 0});
    ++i;
  }
  return v.norm2();
}
static double builder_host(int n) {
  Vec3 v{1, 2, 3}, w{0.5, 0.25, 0.125};
  for (int i = 0; i < n; ++i) {
    v.add(w).scale(1.25);
    v += w;
    w *= 0.5;
    (v += w) *= 1.5;
    v.bounded(100).add({0.5, 0, 0});
  }
  return v.norm2();
}
AG_FUNCTION Vec3 in_branch(Tensor n) {
  Vec3 v{1, 2, 3};
  if (n > 2)
    v.add(v).scale(n.item<double>());
  Vec3 u = v + v;
  return u.add({1, 1, 1});
}
class Net {
public:
  AG_FUNCTION Net &push(const Tensor &t) {
    if (ag::sum(t) > 0) {
      sum = sum + t;
      return *this;
    }
    sum = sum - t;
    return *this;
  }
  AG_FUNCTION Net &scale(Tensor k, int times) {
    for (int i = 0; i < times; ++i)
      sum = sum * k;
    return *this;
  }
  Tensor sum = 0.0;
};
AG_FUNCTION Tensor chain(const Tensor &x) {
  Net net;
  net.push(x).scale(2.0, 1).push(-x);
  int k = x.item<int>();
  net.scale(0.5, k).push(x);
  return net.sum;
}
struct Count {
  Tensor s = 0.0;
  int n = 0;
  Count &add(const Tensor &t) {
    s = s + t;
    ++n;
    return *this;
  }
  Count &operator+=(const Tensor &t) { return add(t); }
};
AG_FUNCTION Tensor mean(const Tensor &x) {
  Count a;
  for (auto v : x)
    if (v > 1)
      a.add(v).add(v);
    else
      a += v;
  return a.s / a.n;
}
AG_FUNCTION Tensor &next(Tensor &t, double step) {
  if (t > 3)
    return t;
  t += step;
  return t;
}
AG_FUNCTION Tensor twice(Tensor t) { return next(next(t, 2.0), 0.5) * 10; }
template <class T> T largest(T a, T b, T c) { return std::max({a, b, c}); }
AG_FUNCTION double lists(const Tensor &x, int n) {
  int a = 0, b = 0;
  while (x[0].item<int>() > a) {
    a += 2;
    b = std::max({a, n, b + 1});
  }
  double lo = 1e9;
  for (int i = 0; i < 3; ++i)
    lo = std::min({lo, x[i].item<double>(), 3.0});
  float f = x[1].item<float>();
  double r = std::max<double>({lo, f, 0.5}) + largest(lo, 2.0, 1.0);
  return std::min({a, b, 100}) + r;
}
template <class T> AG_FUNCTION T climb(T a, T b) {
  T c = a;
  while (c < b)
    c = std::max({a, c + 1, c});
  return std::min({c, a + 100, b + 100});
}
AG_FUNCTION Tensor sorted(Tensor t) {
  using std::swap;
  for (int i = 0; i < t.shape(0); ++i)
    for (int j = 0; j + 1 < t.shape(0); ++j)
      if (t[j] > t[j + 1])
        std::swap(t[j], t[j + 1]);
  Tensor x = 9;
  swap(t[0], t[1]);
  std::swap(t[2], x);
  std::swap(x, t[1]);
  int k = 3;
  if (t[0] > 1)
    k = std::exchange(k, 7) + k;
  return t + x * k;
}

int main() {
  for (int n : {0, 1, 5})
    same(builder(n), builder_host(n));
  const Vec3 u = in_branch(3.0);
  same(u.x + 10 * u.y + 100 * u.z, 13 + 250 + 3700);
  same(chain(2.0).item<double>(), 3.5);
  same(mean({1.5, 0.5, 3.0}).item<double>(), 9.5 / 5);
  Net net;
  net.push(2.0).push(-3.0).scale(2.0, 2);
  same(net.sum.item<double>(), 20);
  Tensor t = 2.0;
  same(next(next(t, 1.5), 1.5).item<double>(), 3.5);
  same(t.item<double>(), 3.5);
  same(twice(2.0).item<double>(), 40);
  same(twice(4.0).item<double>(), 40);
  same(lists({5.0, 2.5, 7.0}, 3), 6 + 2.5 + 2.5);
  same(climb(3, 8), 8);
  same(climb(3.5, 7.25), 7.5);
  same(sorted({5, 3, 1, 4}).to_vector<int>(), std::vector<int>{3 + 10, 4 + 10, 9 + 10, 5 + 10});
  return result();
}
