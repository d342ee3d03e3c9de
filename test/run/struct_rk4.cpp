// RUN: %run-three %s
// A struct of numbers with member functions, a hidden friend, operators and free functions as state
// of a loop: a Runge-Kutta step of the Lorenz system.
#include <autograft/autograft.h>

#include <cmath>

#include "../golden/golden.h"

using ag::Tensor;
struct Vec3 {
  double x = 0, y = 0, z = 0;
  double dot(const Vec3 &o) const { return x * o.x + y * o.y + z * o.z; }
  double norm() const { return std::sqrt(dot(*this)); }
  Vec3 &operator+=(const Vec3 &o) {
    x += o.x;
    y += o.y;
    z += o.z;
    return *this;
  }
  friend Vec3 operator-(const Vec3 &a, const Vec3 &b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
};
Vec3 operator+(Vec3 a, const Vec3 &b) {
  a += b;
  return a;
}
Vec3 operator*(double s, const Vec3 &v) { return Vec3{s * v.x, s * v.y, s * v.z}; }
Vec3 rhs(const Vec3 &v) {
  return {10 * (v.y - v.x), v.x * (28 - v.z) - v.y, v.x * v.y - 8.0 / 3 * v.z};
}
AG_FUNCTION Tensor lorenz(Tensor steps) {
  Vec3 v{1, 1, 1};
  double h = 0.01;
  while (steps > 0) {
    Vec3 k1 = rhs(v);
    Vec3 k2 = rhs(v + 0.5 * h * k1);
    Vec3 k3 = rhs(v + 0.5 * h * k2);
    Vec3 k4 = rhs(v + h * k3);
    v += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    steps = steps - 1;
  }
  return ag::stack({Tensor(v.x), Tensor(v.y), Tensor(v.z)});
}
AG_FUNCTION double travel(Tensor n) {
  Vec3 p{.x = 1}, q;
  double way = 0;
  for (int i = 0; n > i; ++i) {
    q = p;
    p.y += 0.5;
    p.z = q.y;
    way += (p - q).norm();
  }
  return way;
}
static Vec3 lorenz_host(int n) {
  Vec3 v{1, 1, 1};
  double h = 0.01;
  while (n-- > 0) {
    Vec3 k1 = rhs(v);
    Vec3 k2 = rhs(v + 0.5 * h * k1);
    Vec3 k3 = rhs(v + 0.5 * h * k2);
    Vec3 k4 = rhs(v + h * k3);
    v += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return v;
}
static double travel_host(int n) {
  Vec3 p{.x = 1}, q;
  double way = 0;
  for (int i = 0; n > i; ++i) {
    q = p;
    p.y += 0.5;
    p.z = q.y;
    way += (p - q).norm();
  }
  return way;
}
int main() {
  Vec3 v = lorenz_host(20);
  auto r = lorenz(20).to_vector<double>();
  same(r[0], v.x);
  same(r[1], v.y);
  same(r[2], v.z);
  same(travel(7), travel_host(7));
  return result();
}
