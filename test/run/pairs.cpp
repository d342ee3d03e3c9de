// RUN: %run-three %s
// Pairs and arrays of numbers as state, made in several ways.
#include <autograft/autograft.h>

#include <array>
#include <tuple>
#include <utility>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION int pairs(Tensor x) {
  std::pair<int, int> p{0, 1};
  while (x > 0) {
    p.first += p.second;
    std::swap(p.first, p.second);
    x = x - 1;
  }
  return p.first;
}
AG_FUNCTION int arrays(Tensor x) {
  std::array<int, 3> a{1, 2, 3};
  while (x > 0) {
    a[0] += a[1];
    a[2] = a[0];
    x = x - 1;
  }
  return a[0] + a[2];
}
AG_FUNCTION int bind(Tensor x) {
  auto [a, b] = std::pair<int, int>(1, 2);
  while (x > 0) {
    a += b;
    b = a;
    x = x - 1;
  }
  return a;
}
AG_FUNCTION int made(Tensor x) {
  auto p = std::make_pair(0, 1);
  while (x > 0) {
    p = std::make_pair(p.second, p.first + p.second);
    x = x - 1;
  }
  return p.first;
}
AG_FUNCTION std::pair<int, double> res(Tensor x) {
  if (x > 0)
    return {1, x.item<double>()};
  return {0, 0.5};
}
int main() {
  {
    int f = 0, s = 1;
    for (int i = 0; i < 5; ++i) {
      f += s;
      std::swap(f, s);
    }
    same(pairs(5), f);
  }
  {
    std::array<int, 3> a{1, 2, 3};
    for (int i = 0; i < 4; ++i) {
      a[0] += a[1];
      a[2] = a[0];
    }
    same(arrays(4), a[0] + a[2]);
  }
  {
    int a = 1, b = 2;
    for (int i = 0; i < 3; ++i) {
      a += b;
      b = a;
    }
    same(bind(3), a);
  }
  same(made(6), 8);
  auto r = res(2.5);
  same(r.first, 1);
  same(r.second, 2.5);
  r = res(-1.0);
  same(r.second, .5);
  return result();
}
