// RUN: %run-three %s
// Lambdas with promoted arguments, functors, static members, overloads, concepts, specialisations,
// recursion.
#include <autograft/autograft.h>

#include <concepts>
#include <type_traits>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION int inplace(Tensor x) {
  int k = 0;
  while (x > 0) {
    k += [&] {
      if (x > 2)
        return 3;
      return 1;
    }();
    x = x - 1;
  }
  return k;
}
AG_FUNCTION int stored(Tensor x) {
  int k = 0;
  auto bump = [&](int by) { k += by; };
  while (x > 0) {
    bump(2);
    if (x > 2)
      bump(k);
    x = x - 1;
  }
  return k;
}
AG_FUNCTION int recur(Tensor x) {
  int n = x.item<int>();
  auto fact = [](auto &self, int k) -> int {
    if (k < 2)
      return 1;
    return k * self(self, k - 1);
  };
  (void)n;
  return fact(fact, 5);
}

struct Scale {
  double f;
  double operator()(double v) const { return f * v; }
};
AG_FUNCTION double functor(Tensor x) {
  Scale s{2.0};
  double d = 1;
  while (x > 0) {
    d = s(d);
    x = x - 1;
  }
  return d;
}
struct Counter {
  int n = 0;
  static int twice(int v) { return 2 * v; }
  AG_FUNCTION void run(Tensor x) {
    while (x > 0) {
      n += twice(1);
      x = x - 1;
    }
  }
  AG_FUNCTION static int st(Tensor x) {
    int k = 1;
    while (x > 0) {
      k = twice(k);
      x = x - 1;
    }
    return k;
  }
};
int defaulted(int k, int by = 4) { return k + by; }
AG_FUNCTION int defs(Tensor x) {
  int k = 0;
  while (x > 0) {
    k = defaulted(k);
    x = x - 1;
  }
  return k;
}
int over(int v) { return v + 1; }
double over(double v) { return v * 2; }
AG_FUNCTION double overs(Tensor x) {
  int k = 0;
  double d = 1;
  while (x > 0) {
    k = over(k);
    d = over(d);
    x = x - 1;
  }
  return k + d;
}
template <class T> AG_FUNCTION T ce(T x, int n) {
  if constexpr (std::is_same_v<T, Tensor>) {
    while (x > 0)
      x = x - n;
    return x;
  } else
    return x * n;
}
template <std::integral T> T half(T v) { return v / 2; }
template <std::floating_point T> T half(T v) { return v * 0.5; }
AG_FUNCTION double conc(Tensor x) {
  int k = 100;
  double d = 100;
  while (x > 0) {
    k = half(k);
    d = half(d);
    x = x - 1;
  }
  return k + d;
}
template <class T> T spec(T v) { return v + 1; }
template <> double spec<double>(double v) { return v * 3; }
AG_FUNCTION double specs(Tensor x) {
  int k = 0;
  double d = 1;
  while (x > 0) {
    k = spec(k);
    d = spec(d);
    x = x - 1;
  }
  return k + d;
}
AG_FUNCTION Tensor tpow(Tensor x, int n) {
  if (n == 0)
    return ag::ones_like(x);
  if (n % 2)
    return x * tpow(x, n - 1);
  return tpow(x * x, n / 2);
}
AG_FUNCTION Tensor sumto(Tensor n) {
  if (n <= 0)
    return 0 * n;
  return n + sumto(n - 1);
}
AG_FUNCTION int ack(int m, int n) {
  if (m == 0)
    return n + 1;
  if (n == 0)
    return ack(m - 1, 1);
  return ack(m - 1, ack(m, n - 1));
}
int main() {
  same(inplace(4), 8);
  {
    int k = 0;
    for (int x = 4; x > 0; --x) {
      k += 2;
      if (x > 2)
        k += k;
    }
    same(stored(4), k);
  }
  same(recur(3), 120);
  same(functor(3), 8);
  Counter c;
  c.run(3);
  same(c.n, 6);
  same(Counter::st(3), 8);
  same(defs(3), 12);
  same(overs(3), 11);
  same(ce(Tensor(7), 3).item<int>(), -2);
  same(ce(7, 3), 21);
  same(conc(3), 12 + 12.5);
  same(specs(2), 11);
  same(tpow(2.0, 10).item<double>(), 1024);
  same(sumto(5).item<int>(), 15);
  same(ack(2, 3), 9);
  return result();
}
