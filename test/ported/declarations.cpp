// TITLE: Declarations inside of functions
// TF: 161 202 209 221 225
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 161: variables that are declared and get their value later.
AG_FUNCTION Tensor later(Tensor x) {
  int n;
  Tensor y;
  if (x > 2) {
    n = 1;
    y = x;
  } else {
    n = 2;
    y = -x;
  }
  return y * n;
}

// 202: a class of the function's own; an object made anew in each turn.
AG_FUNCTION Tensor local_class(Tensor x) {
  struct Pair {
    Tensor low, high;
    Tensor width() const { return high - low; }
  };
  Tensor s = 0;
  while (x > 1) {
    Pair p{x, x * 3};
    s += p.width();
    x = x - 1;
  }
  return s;
}

// `if constexpr`, constants, attributes and names of types are C++'s own affair.
template <int Form>
AG_FUNCTION Tensor formed(Tensor x) {
  using Number = int;
  static const Number step = 2;
  constexpr Number limit = 5;
  [[maybe_unused]] Number turns = 0;
  if constexpr (Form == 0) {
    while (x < limit) {
      x = x + step;
      ++turns;
    }
  } else {
    if (x < limit) [[likely]]
      x = x * step;
  }
  static_assert(limit > step);
  return x;
}

// 209: a branch of the host that is not taken may do what has no staged form.
AG_FUNCTION Tensor host_branch(Tensor x, bool strict) {
  if (strict) ag::check(x > 0, "not positive: {}", x);
  Tensor y = x;
  if (x > 10) y = x - 10;
  return y;
}

// 221, 225: functions in functions keep their own returns.
AG_FUNCTION Tensor inner_returns(Tensor x) {
  auto sign = [](Tensor t) {
    if (t > 0) return Tensor(1);
    if (t < 0) return Tensor(-1);
    return Tensor(0);
  };
  struct Twice {
    Tensor operator()(Tensor t) const { return t * 2; }
  };
  Tensor s = sign(x);
  if (s == 0) return x + 100;
  return Twice{}(x) * s;
}

int main() {
  for (int x : {1, 3}) same(later(x).item<int>(), x > 2 ? x : -2 * x);
  same(local_class(4).item<int>(), 18);
  for (int x : {1, 4, 9}) {
    int want = x;
    while (want < 5) want += 2;
    same(formed<0>(x).item<int>(), want);
    same(formed<1>(x).item<int>(), x < 5 ? 2 * x : x);
  }
  same(host_branch(-3, false).item<int>(), -3);
  same(host_branch(13, true).item<int>(), 3);
  for (int x : {-2, 0, 2}) same(inner_returns(x).item<int>(), x ? 4 : 100);
  return result();
}
