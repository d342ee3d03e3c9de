// What random programs have found in the tool: locals of a dependent type in the copy of a template
// callee are promoted; a lambda whose result is deduced from a host number and a staged one; two
// references to one object in a state list; a loop by choice in a callee whose result must be a plain
// number; what must fail while the graph is built, behind a check that fails when it runs.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>

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

AG_FUNCTION void same_object(Tensor& a, Tensor& b, int n) {
  for (int k = 0; k < 4 && a % 4 > 1; ++k) {
    a += n;
    b -= 2;
  }
  if (b > 3) b *= a;
}

template <class X>
AG_FUNCTION X counted(X x) {
  X y = x * 2;
  for (int k = 0; k < 3; ++k) y = y - 2;
  return y;
}

AG_FUNCTION Tensor plain_result(const Tensor& t, int n) {
  Tensor r = t;
  switch (n) {
    case 1: r = r + counted(4); break;
    default: r = r - counted(n);
  }
  return r;
}

AG_FUNCTION Tensor checked_first(const Tensor& x) {
  Tensor v{1, 2, 3};
  ag::check(x > 0, "checked");
  return v[3] + x;
}

std::string code(int v) {
  try {
    checked_first(Tensor(v));
  } catch (const ag::Error& e) {
    return std::string(e.code());
  }
  return "none";
}

int main() {
  same(code(0) == "AG0213", true);
  same(code(1) == "AG0212", true);
  for (const int v : {2, 3, 8}) {
    Tensor x = v;
    same_object(x, x, 5);
    int want = v;
    for (int k = 0; k < 4 && want % 4 > 1; ++k) want += 3;
    same(x.item<int>(), want > 3 ? want * want : want);
  }
  for (const int n : {1, 2, 3, 2}) same(plain_result(Tensor(10), n).item<int>(), n == 1 ? 12 : 10 - (2 * n - 6));
  for (const int v : {1, 7}) same(callee(Tensor(v)), 2 * (v > 2 ? 2 * v + 1 : 4 * v + 3) + 11);
  for (const int n : {1, 2}) same(deduced(Tensor(5), n), n & 2 ? n + 5 + 3 + 5 : 4);
  return result();
}
