// RUN: %run-three %s
// Structs of numbers as state, parameters, in-out parameters and results; nested ones, arrays,
// bindings, references to parts, `?:`.
#include <autograft/autograft.h>

#include <array>
#include <cmath>
#include <utility>

#include "../golden/golden.h"

using ag::Tensor;
namespace geo {
struct Vec2 {
  double x, y;
  double norm2() const { return x * x + y * y; }
  void add(const Vec2 &o, double f = 1.0) {
    x += f * o.x;
    y += f * o.y;
  }
  Vec2 clamped(double m) const {
    double n = std::sqrt(norm2());
    if (n > m)
      return {x * m / n, y * m / n};
    return *this;
  }
  static Vec2 unit(double a) { return {std::cos(a), std::sin(a)}; }
  double &at(int) { return x; }
};
inline Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
inline Vec2 operator*(Vec2 a, double s) { return {a.x * s, a.y * s}; }
inline Vec2 operator-(const Vec2 &a) { return {-a.x, -a.y}; }
inline bool operator==(const Vec2 &a, const Vec2 &b) { return a.x == b.x && a.y == b.y; }
inline double dot(const Vec2 &a, const Vec2 &b) { return a.x * b.x + a.y * b.y; }
struct Body {
  Vec2 pos, vel;
  int hits = 0;
  bool alive = true;
};
inline void step(Body &b, double dt) {
  b.pos = b.pos + b.vel * dt;
  if (b.pos.y < 0) {
    b.pos.y = -b.pos.y;
    b.vel.y *= -0.5;
    ++b.hits;
  }
  b.alive = b.hits < 3;
}
} // namespace geo
using geo::Body;
using geo::Vec2;
AG_FUNCTION Body drop(Tensor n) {
  Body b{{0, 10}, {1, 0}};
  for (int i = 0; n > i && b.alive; ++i) {
    b.vel.y -= 1;
    step(b, 0.25);
  }
  return b;
}
static Body drop_host(int n) {
  Body b{{0, 10}, {1, 0}};
  for (int i = 0; n > i && b.alive; ++i) {
    b.vel.y -= 1;
    step(b, 0.25);
  }
  return b;
}
AG_FUNCTION Vec2 walk(Tensor t) {
  Vec2 p{0, 0};
  const Vec2 wind{0.5, -0.25};
  for (auto a : t) {
    double r = a.item<double>();
    Vec2 d = Vec2::unit(r);
    p.add(d);
    p.add(wind, 0.5);
    p = (p + d * 0.5 + wind).clamped(3.0);
    if (dot(p, wind) > 0)
      p = -p;
  }
  return p;
}
static Vec2 walk_host(const std::vector<double> &t) {
  Vec2 p{0, 0};
  const Vec2 wind{0.5, -0.25};
  for (double r : t) {
    Vec2 d = Vec2::unit(r);
    p.add(d);
    p.add(wind, 0.5);
    p = (p + d * 0.5 + wind).clamped(3.0);
    if (dot(p, wind) > 0)
      p = -p;
  }
  return p;
}
AG_FUNCTION int find(Tensor t, Vec2 key) {
  int k = 0;
  for (auto v : t) {
    Vec2 c{v.item<double>(), 1};
    if (c == key)
      return k;
    ++k;
  }
  return -1;
}
AG_FUNCTION Vec2 pick(Tensor x, Vec2 a, Vec2 b) { return x > 0 ? a : b; }
AG_FUNCTION void push(Tensor x, Vec2 &p) {
  while (x > 0) {
    p.x += 1;
    p.y = p.x * 2;
    x = x - 1;
  }
}
AG_FUNCTION Vec2 both(Tensor x) {
  Vec2 p{1, 1};
  push(x, p);
  push(x, p);
  return pick(x, p, Vec2{7, 8});
}
AG_FUNCTION void axpy(Tensor a, const Vec2 &x, Vec2 &y) {
  y.x += a.item<double>() * x.x;
  y.y += a.item<double>() * (x.y + x.x);
}
AG_FUNCTION double bindings(Tensor n) {
  Vec2 p{1, 2};
  while (n > 0) {
    auto [x, y] = p;
    p.x = y;
    p.y = x + y;
    n = n - 1;
  }
  auto &[px, py] = p;
  px += 0.5;
  return px + py;
}
AG_FUNCTION double refs(Tensor n) {
  Body b{{1, 2}, {3, 4}};
  double &x = b.pos.x;
  Vec2 &v = b.vel;
  while (n > 0) {
    x += v.y;
    v.x += 1;
    n = n - 1;
  }
  return b.pos.x + b.vel.x;
}
AG_FUNCTION double arr(Tensor n) {
  std::array<double, 3> a{1, 2, 3};
  std::array<Vec2, 2> q{{{1, 2}, {3, 4}}};
  while (n > 0) {
    for (auto &e : a)
      e *= 2;
    q[0].x += a[2];
    q[1] = q[0];
    n = n - 1;
  }
  double s = 0;
  for (double e : a)
    s += e;
  return s + q[1].x;
}
AG_FUNCTION bool isin(Tensor x, Vec2 p) { return x > p.x && x < p.y; }
int main() {
  for (int n : {0, 5, 40}) {
    Body a = drop(n), b = drop_host(n);
    same(a.pos.x, b.pos.x);
    same(a.pos.y, b.pos.y);
    same(a.vel.y, b.vel.y);
    same(a.hits, b.hits);
    same(a.alive, b.alive);
  }
  std::vector<double> t{0.1, 2.0, 3.5, -1.0};
  Vec2 a = walk(ag::from_span(t, {4})), b = walk_host(t);
  same(a.x, b.x);
  same(a.y, b.y);
  same(find(Tensor{3.0, 4.0, 5.0}, Vec2{4, 1}), 1);
  same(find(Tensor{3.0, 4.0, 5.0}, Vec2{4, 2}), -1);
  same(pick(1.0, Vec2{1, 2}, Vec2{3, 4}).y, 2);
  same(pick(-1.0, Vec2{1, 2}, Vec2{3, 4}).y, 4);
  same(pick(-1.0, Vec2{1, 2}, Vec2{3, 5}).y, 5);
  Vec2 p{0, 0};
  push(3, p);
  same(p.x, 3);
  same(p.y, 6);
  push(2, p);
  same(p.x, 5);
  same(both(2).x, 5);
  same(both(-2).x, 7);
  Vec2 v{1, 2};
  Vec2 w{1, 1};
  axpy(1.0, v, w);
  same(w.x, 2);
  same(w.y, 4);
  axpy(2.0, v, v);
  same(v.x, 3);
  same(v.y, 12);
  same(bindings(3), 13.5);
  same(refs(3), 1 + 12 + 6);
  {
    std::array<double, 3> a{1, 2, 3};
    double q = 1;
    for (int i = 0; i < 3; ++i) {
      for (auto &e : a)
        e *= 2;
      q += a[2];
    }
    same(arr(3), a[0] + a[1] + a[2] + q);
  }
  same(isin(1.5, Vec2{1, 2}), 1);
  same(isin(2.5, Vec2{1, 2}), 0);
  return result();
}
