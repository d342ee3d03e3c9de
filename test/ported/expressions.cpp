// TITLE: Conditional and logical expressions, slices, lambdas, assertions
// TF: 148 149 152 153 154 156 157 159 162 163 164 165 166 186 187 188
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <algorithm>
#include <map>
#include <string>

#include "../golden/golden.h"

using ag::Tensor;

// 149: the length of a tensor.
AG_FUNCTION Tensor length(Tensor x) {
  Tensor n = x.shape(0);
  if (n > 3)
    n = n * 10;
  return n;
}

// 148: a dictionary, an alias of it, one that a function gives.
static std::map<std::string, Tensor> pair_of(Tensor x) { return {{"a", x}, {"b", x * 2}}; }
AG_FUNCTION Tensor dictionaries(Tensor x) {
  std::map<std::string, Tensor> d{{"a", x}}, &alias = d;
  if (x > 1)
    alias["a"] = x * 10;
  auto made = pair_of(d["a"]);
  while (made["b"] < 50)
    made["b"] += made["a"] + 1;
  return d["a"] * 1000 + made["b"];
}

// 152, 153: lambdas with conditional expressions, as arguments.
template <class F> Tensor apply_twice(F f, Tensor x) { return f(f(x)); }
AG_FUNCTION Tensor lambdas(Tensor x) {
  const auto clip = [](Tensor t) { return t > 10 ? t - 10 : t; };
  x = clip(x);
  return apply_twice([&](Tensor t) { return clip(t + x); }, x);
}

// 154: objects made in the function.
struct Point {
  Tensor x, y;
  Tensor dot(const Point &o) const { return x * o.x + y * o.y; }
};
AG_FUNCTION Tensor objects(Tensor x) {
  Point p{x, x + 1};
  const Point q{p.y, p.x};
  if (p.dot(q) > 10)
    p = Point{q.x, Tensor(0)};
  return p.dot(q);
}

// 157: default arguments, functions as arguments.
static Tensor scaled(Tensor x, int by = 3) { return x * by; }
AG_FUNCTION Tensor callees(Tensor x, Tensor (*f)(Tensor, int)) {
  if (x > 0)
    x = scaled(x);
  return f(x, 2);
}

// 159
AG_FUNCTION Tensor slices(Tensor m) {
  Tensor a = m[0];
  Tensor b = m.at(ag::all_, 1);
  Tensor c = m[ag::slice(1, 3)];
  return ag::sum(a) * 100 + ag::sum(b) * 10 + ag::sum(c);
}

// 163, 164, 186
AG_FUNCTION Tensor conditional(Tensor n) {
  Tensor a = n > 0 ? n * 2 : n - 1;
  Tensor b = n > 0 ? (n > 3 ? Tensor(7) : Tensor(8)) : (n < -3 ? Tensor(9) : Tensor(10));
  int k = n > 2 ? 3 : 4;
  if (n > 1)
    k = n < 4 ? k * 2 : k * 3;
  return a * 10000 + b * 100 + k;
}

// 165, 166, 187: short circuits; the second operand fails where it is not to be evaluated.
AG_FUNCTION Tensor logic(Tensor x, Tensor y, Tensor z) {
  Tensor r = 0;
  if (x < y && y < z)
    r += 1;
  if (x < y || y < z || x == z)
    r += 10;
  if (!(x == y) && (y != 0 && 12 / y > 2))
    r += 100;
  bool divides = x != 0 && y % x == 0;
  if (divides)
    r += 1000;
  return r;
}

// 162, 188
AG_FUNCTION Tensor checked(Tensor x) {
  ag::check(x > 0, "x is {}", x);
  return x * 2;
}

int main() {
  same(length(ag::zeros({2, 5})).item<int>(), 2);
  same(length(ag::zeros({4})).item<int>(), 40);
  const Tensor m = ag::reshape(ag::arange(12), {4, 3});
  same(slices(m).item<int>(), 3 * 100 + 22 * 10 + 33);
  for (int n : {-5, -1, 1, 2, 3, 5, 12}) {
    int first = n > 1 ? n * 10 : n, second = 2 * first;
    while (first > 0 && second < 50)
      second += first + 1;
    if (first > 0)
      same(dictionaries(n).item<int>(), first * 1000 + second);
    const auto clip = [](int t) { return t > 10 ? t - 10 : t; };
    const int x = clip(n);
    same(lambdas(n).item<int>(), clip(clip(x + x) + x));
    const int dot = 2 * n * (n + 1);
    same(objects(n).item<int>(), dot > 10 ? (n + 1) * (n + 1) : dot);
    same(callees(n, &scaled).item<int>(), (n > 0 ? 3 * n : n) * 2);
    int k = n > 2 ? 3 : 4;
    if (n > 1)
      k = n < 4 ? k * 2 : k * 3;
    const int a = n > 0 ? n * 2 : n - 1, b = n > 0 ? (n > 3 ? 7 : 8) : (n < -3 ? 9 : 10);
    same(conditional(n).item<int>(), a * 10000 + b * 100 + k);
    for (int y : {0, 1, 4})
      for (int z : {1, 3}) {
        int r = 0;
        if (n < y && y < z)
          r += 1;
        if (n < y || y < z || n == z)
          r += 10;
        if (!(n == y) && (y != 0 && 12 / y > 2))
          r += 100;
        if (n != 0 && y % n == 0)
          r += 1000;
        same(logic(n, y, z).item<int>(), r);
      }
    try {
      same(checked(n).item<int>(), 2 * n);
      if (n <= 0)
        ++differences;
    } catch (const ag::Error &e) {
      if (n > 0)
        ++differences;
      const std::string text = e.what();
      std::printf("%s\n", std::string(e.code()).c_str());
      if (text.find("x is " + std::to_string(n)) == std::string::npos)
        ++differences;
    }
  }
  return result();
}
