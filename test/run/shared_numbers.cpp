// RUN: %run-three %s
// A `const T&` that is the very number which the function changes through a `T&` or as a field.
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION void add_to(const int &x, int &y) {
  y = y + x;
  y += x;
}
AG_FUNCTION void add_back(double &y, const double &x, const double &z) {
  while (y < 10)
    y += x + z;
}
AG_FUNCTION int until(const int &x, int &y) {
  int turns = 0;
  for (; x < 20; ++turns)
    y += 3;
  return turns;
}
template <class T> AG_FUNCTION void twice(const T &x, T &y) {
  y = y + x;
  y = y + x;
}
void plain(const int &x, int &y) {
  if (y > 2)
    y -= x;
  y += x * 10;
}
AG_FUNCTION int inside(Tensor t) {
  int k = 1, m = 2;
  while (t > 0) {
    add_to(k, k);
    add_to(m, k);
    add_to(k + 1, m);
    add_to(2, m);
    twice(m, m);
    plain(k, k);
    t = t - 1;
  }
  return k * 1000 + m;
}
AG_FUNCTION Tensor mixed(Tensor t, int n) {
  double d = 1;
  int k = n;
  add_back(d, n, k);
  while (t < 10) {
    add_back(d, d, k);
    d = d / 3;
    t = t + d;
  }
  return t;
}
struct Counter {
  int n = 1;
  double rate = 0.5;
  AG_FUNCTION void add(const int &k) {
    n += k;
    n += k;
  }
  AG_FUNCTION void both(int &k) {
    n += k;
    k += n;
  }
  AG_FUNCTION void own(Tensor t) {
    while (t > 0) {
      add(n);
      both(n);
      t = t - 1;
    }
  }
  AG_FUNCTION double scaled(const double &by) {
    rate *= 2;
    return rate * by;
  }
};
AG_FUNCTION Tensor sized(const int &n, int &y) {
  y += 1;
  return ag::zeros({n}) + y;
}
AG_NOINLINE AG_FUNCTION void kept(const int &x, int &y) {
  y = y + x;
  y += x;
}
AG_FUNCTION int calls(Tensor t) {
  int k = 1, m = 2;
  while (t > 0) {
    kept(k, k);
    kept(m, k);
    kept(k, m);
    t = t - 1;
  }
  return k * 100 + m;
}
int main() {
  for (int i = 1; i < 5; ++i) {
    int k = i, m = 2;
    add_to(k, k);
    same(k, 4 * i);
    add_to(m, k);
    same(k, 4 * i + 4);
    add_to(i + 1, m);
    same(m, 2 * i + 4);
    twice(k, k);
    same(k, 16 * i + 16);
    twice(m, k);
    same(k, 20 * i + 24);
    Tensor t = i;
    twice(t, t);
    same(t.item<int>(), 4 * i);
  }
  double d = 1;
  add_back(d, d, d);
  same(d, 27);
  d = 1;
  add_back(d, 2, d);
  same(d, 10);
  int k = 3;
  same(until(k, k), 6);
  same(k, 21);
  same(until(20, k), 0);
  const int fixed = 4;
  add_to(fixed, k);
  same(k, 29);
  same(inside(1.0), 96);
  same(inside(2.0), 1944);
  same(mixed(3.0, 2).item<double>(), 98 / 9.0);
  Counter c;
  c.add(c.n);
  same(c.n, 4);
  c.add(2);
  same(c.n, 8);
  c.both(c.n);
  same(c.n, 32);
  c.both(k);
  same(c.n, 61);
  same(k, 90);
  c.own(2.0);
  same(c.n, 15616);
  same(c.scaled(c.rate), 1);
  same(c.scaled(3), 6);
  int y = 2;
  same(sized(3, y).size(), 3);
  same(y, 3);
  try { // the graph cannot be built for a number that it changes: AG0107
    sized(y, y);
  } catch (const ag::Error &e) {
    if (e.code() != "AG0107")
      return 1;
  }
  same(calls(2.0), 6954);
  return result();
}
