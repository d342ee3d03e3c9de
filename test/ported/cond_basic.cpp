// TITLE: if: which variables a branch may change
// TF: 2 3 4 5 6 9 12 13 15 16 17 18
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 3, 4: one variable changed in one or in both branches.
AG_FUNCTION Tensor one_in_then(Tensor n) {
  if (n > 0)
    n = -n;
  return n;
}
AG_FUNCTION Tensor one_in_both(Tensor n) {
  if (n > 0) {
    n = -n;
  } else {
    n = 2 * n;
  }
  return n;
}

// 5, 6: two variables.
AG_FUNCTION Tensor two_in_then(Tensor i, Tensor j) {
  if (i > j) {
    i += 1;
    j *= 10;
  }
  return ag::stack({i, j});
}
AG_FUNCTION Tensor two_in_both(Tensor i, Tensor j) {
  if (i > j) {
    i += 1;
    j *= 10;
  } else {
    i -= 5;
    j = i + j;
  }
  return ag::stack({i, j});
}

// 9: set for the first time, in both branches.
AG_FUNCTION Tensor created_in_both(Tensor c) {
  Tensor i;
  if (c > 0) {
    i = c + 1;
  } else {
    i = c - 1;
  }
  return i;
}

// 12, 13: locals of a branch, and a variable that nobody reads afterwards.
AG_FUNCTION Tensor locals_of_branches(Tensor c) {
  Tensor dead = c * 3;
  Tensor r = c;
  if (c > 0) {
    Tensor t = c * 2;
    dead = t;
    r = t + dead;
  } else {
    const Tensor t = c * 7;
    r = t;
  }
  return r;
}

// 15, 16: one `if` after another over the same variables.
AG_FUNCTION Tensor successive(Tensor i, int turns) {
  if (i > 3)
    i -= turns;
  if (i > 2)
    i -= 2;
  if (i > 0)
    i = i * 10;
  else
    i = i - 1;
  if (i % 2 == 0) {
    i = i + 1;
  } else {
    i = i + 2;
  }
  return i;
}

// 17, 18: one in another; conditions of the host and of tensors.
AG_FUNCTION Tensor nested(Tensor a, Tensor b, bool host) {
  Tensor r = 0;
  if (a > 0) {
    Tensor once = a * 100;
    if (host) {
      if (b > 0)
        r = once + 1;
      else
        r = once + 2;
    } else {
      if (b > 0)
        r = once + 3;
      else
        r = once + 4;
    }
  } else {
    if (b > 0) {
      r = b;
    } else {
      r = -1;
    }
  }
  return r;
}

int main() {
  for (int n : {-3, 0, 4}) {
    same(one_in_then(n).item<int>(), n > 0 ? -n : n);
    same(one_in_both(n).item<int>(), n > 0 ? -n : 2 * n);
    same(created_in_both(n).item<int>(), n > 0 ? n + 1 : n - 1);
    same(locals_of_branches(n).item<int>(), n > 0 ? 4 * n : 7 * n);
    for (int m : {1, 3}) {
      int i = n;
      if (i > 3)
        i -= m;
      if (i > 2)
        i -= 2;
      if (i > 0)
        i = i * 10;
      else
        i = i - 1;
      if (i % 2 == 0)
        i = i + 1;
      else
        i = i + 2;
      same(successive(n, m).item<int>(), i);
      i = n;
      int j = m;
      if (i > j)
        i += 1, j *= 10;
      same(two_in_then(n, m).to_vector<int>(), std::vector<int>{i, j});
      i = n;
      j = m;
      if (i > j)
        i += 1, j *= 10;
      else
        i -= 5, j = i + j;
      same(two_in_both(n, m).to_vector<int>(), std::vector<int>{i, j});
      for (bool host : {false, true}) {
        const int b = m - 2;
        const int want = n > 0   ? n * 100 + (host ? (b > 0 ? 1 : 2) : (b > 0 ? 3 : 4))
                         : b > 0 ? b
                                 : -1;
        same(nested(n, b, host).item<int>(), want);
      }
    }
  }
  return result();
}
