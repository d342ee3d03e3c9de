// TITLE: return from anywhere
// TF: 105 106 108 109 111 120 121 122 141 221
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <utility>

#include "../golden/golden.h"

using ag::Tensor;

// 105
AG_FUNCTION Tensor with_default(Tensor x) {
  if (x > 0) {
    ag::print("x {}", x);
    return x;
  }
  return x * x;
}

// 106: a local gets another shape behind the return.
AG_FUNCTION Tensor reused_local(Tensor x) {
  Tensor y = ag::stack({x, x});
  if (x > 0)
    return ag::sum(y);
  y = ag::stack({x, x, x});
  return ag::sum(y);
}

// 108
AG_FUNCTION Tensor three_ways(Tensor a, Tensor b) {
  if (a > 0) {
    if (b > 0) {
      if (a > b)
        return a;
      return b;
    } else {
      return -b;
    }
  }
  return a + b;
}

// 109
AG_FUNCTION Tensor before_loop(Tensor n) {
  if (n > 5)
    return -1;
  Tensor s = 0;
  while (n > 0) {
    s += n;
    n -= 1;
  }
  return s;
}

// 111
AG_FUNCTION Tensor complete(Tensor n) {
  if (n > 0) {
    return n + 1;
  } else {
    return n - 1;
  }
}

// 120, 121
AG_FUNCTION Tensor dependent(Tensor x, Tensor y) {
  Tensor r = 0;
  if (x > 0)
    r = 1;
  else
    r = -1;
  if (r > 0) {
    if (y > 0)
      return r * 10;
    r = 2;
  }
  return r + y;
}

// 141, 221: in loops over rows, of a loop in a loop, of void functions.
AG_FUNCTION std::pair<Tensor, int> find(Tensor rows, Tensor wanted) {
  int at = 0;
  for (Tensor row : rows) {
    for (Tensor x : row) {
      if (x == wanted)
        return {row, at};
      ++at;
    }
  }
  return {rows[0], -1};
}
AG_FUNCTION void bounded_add(Tensor &to, Tensor n) {
  if (n < 0)
    return;
  while (n > 0) {
    to += n;
    if (to > 20)
      return;
    n -= 1;
  }
  to = to * 100;
}

int main() {
  for (int a : {-2, 0, 1, 3, 7})
    for (int b : {-1, 0, 2}) {
      same(with_default(a).item<int>(), a > 0 ? a : a * a);
      same(reused_local(a).item<int>(), a > 0 ? 2 * a : 3 * a);
      same(three_ways(a, b).item<int>(), a > 0 ? b > 0 ? (a > b ? a : b) : -b : a + b);
      same(before_loop(a).item<int>(), a > 5 ? -1 : a > 0 ? a * (a + 1) / 2 : 0);
      same(complete(a).item<int>(), a > 0 ? a + 1 : a - 1);
      same(dependent(a, b).item<int>(), a > 0 ? (b > 0 ? 10 : 2 + b) : -1 + b);
      const auto [row, at] = find(ag::reshape(ag::arange(12), {3, 4}), a + 4 * b);
      const int wanted = a + 4 * b;
      const bool there = wanted >= 0 && wanted < 12;
      same(at, there ? wanted : -1);
      same(ag::sum(row).item<int>(), there ? 16 * (wanted / 4) + 6 : 6);
      Tensor to = b;
      bounded_add(to, a);
      int want = b;
      if (a >= 0) {
        int n = a;
        bool out = false;
        while (n > 0 && !out) {
          want += n;
          out = want > 20;
          n -= 1;
        }
        if (!out)
          want *= 100;
      }
      same(to.item<int>(), want);
    }
  return result();
}
