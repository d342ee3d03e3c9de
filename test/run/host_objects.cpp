// RUN: %run-three %s
// Host objects without a promoted form, changed in loops over a number: such a loop runs while the
// graph is built, for each number anew.
#include <autograft/autograft.h>
#include <complex>

#include "../golden/golden.h"

struct V {
  double x, y;
  V() : x(0), y(0) {}
  V(double a, double b) : x(a), y(b) {}
  double dot(const V &o) const { return x * o.x + y * o.y; }
  V operator+(const V &o) const { return V(x + o.x, y + o.y); }
  static V unit() { return V(1, 0); }
};
AG_FUNCTION double constructed(int n) {
  V v(1, 2), s;
  for (int i = 0; i < n; ++i) {
    s = s + v;
    v.x += s.dot(v) / 8;
  }
  return s.x + s.y + V::unit().x;
}
template <class T> struct Vec {
  T x, y;
  T dot(const Vec &o) const { return x * o.x + y * o.y; }
};
template <class T> Vec<T> operator+(const Vec<T> &a, const Vec<T> &b) {
  return {a.x + b.x, a.y + b.y};
}
AG_FUNCTION double templated(int n) {
  Vec<double> v{1, 2}, s{0, 0};
  for (int i = 0; i < n; ++i) {
    s = s + v;
    v.x += s.dot(v) / 8;
  }
  return s.x + s.y;
}
AG_FUNCTION double orbit(int n, bool twice) {
  std::complex<double> z(0, 0), c(0.1, 0.2);
  for (int i = 0; i < n; ++i)
    z = z * z + c;
  if (twice)
    z *= 2;
  return z.real();
}
int main() {
  for (int n : {0, 1, 5, 3})
    std::printf("%.17g %.17g %.17g %.17g\n", constructed(n), templated(n), orbit(n, true),
                orbit(n, false));
  return result();
}
