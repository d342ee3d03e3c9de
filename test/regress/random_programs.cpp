// What random programs have found in the tool: locals of a dependent type in the copy of a template
// callee are promoted; a lambda whose result is deduced from a host number and a staged one.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

template <class X>
X twice_and(X x) {
  X y = x * 2 + 1;
  X z = x;
  z = y + 1;
  if (x > 2) return y % 50;
  return y + z;
}

AG_FUNCTION int callee(const Tensor& t) {
  int n = t.item<int>();
  return twice_and(n) + twice_and(t).item<int>() + twice_and(5);
}

AG_FUNCTION int deduced(const Tensor& t, int n) {
  auto f = [&](int k) {
    if (n & 2) return k + t.item<int>();
    return 2;
  };
  return f(n) + f(3);
}

int main() {
  for (const int v : {1, 7}) same(callee(Tensor(v)), 2 * (v > 2 ? 2 * v + 1 : 4 * v + 3) + 11);
  for (const int n : {1, 2}) same(deduced(Tensor(5), n), n & 2 ? n + 5 + 3 + 5 : 4);
  return result();
}
