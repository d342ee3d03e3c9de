// TITLE: Nested control flow
// TF: 125 126 127 128 129 124 197 210 219 220
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 125: an inner range that does not depend on the outer one.
AG_FUNCTION Tensor independent(Tensor a, Tensor b) {
  Tensor p = 0;
  for (Tensor i : a)
    for (Tensor j : b)
      p = p * 3 + i * j;
  return p;
}

// 126, 127, 128: the inner loop changes what the outer one carries and tests.
AG_FUNCTION Tensor shared(Tensor a, Tensor n) {
  Tensor s = 0;
  while (a < n) {
    Tensor b = a;
    while (b < n) {
      s += b * (a + 1);
      b += 2;
      if (b % 5 == 0)
        a += 1;
    }
    a += 1;
  }
  return s;
}

// 129
AG_FUNCTION Tensor if_in_for(Tensor a) {
  Tensor p = 0;
  for (Tensor i : a) {
    Tensor r = i;
    if (i > 2)
      r = i * i;
    p += r;
  }
  return p;
}

// 219: breaks that depend on each other; three deep.
AG_FUNCTION int correlated(Tensor n) {
  int count = 0;
  for (int i = 0; i < n; ++i) {
    bool found = false;
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < 4; ++k) {
        if (i + j + k == 5) {
          found = true;
          break;
        }
        ++count;
      }
      if (found)
        break;
    }
    if (found && i > 2)
      break;
    count += 100;
  }
  return count;
}

// 220: several continues; every condition is evaluated as often as in the source.
static Tensor positive(Tensor &calls, Tensor x) {
  calls += 1;
  return x > 0;
}
AG_FUNCTION Tensor guarded(Tensor xs) {
  Tensor calls = 0, s = 0;
  for (Tensor x : xs) {
    if (positive(calls, x))
      continue;
    if (positive(calls, x + 3)) {
      s += 1;
      continue;
    }
    s += 10;
  }
  return s * 100 + calls;
}

int main() {
  for (int n : {0, 1, 2, 4, 7}) {
    const Tensor xs = ag::arange(n) - 2;
    int s = 0, a = 0, f = 0, g = 0, calls = 0;
    for (int i = 0; i < n; ++i) {
      f += i > 2 ? i * i : i;
      const int x = i - 2;
      ++calls;
      if (x > 0)
        continue;
      ++calls;
      g += x + 3 > 0 ? 1 : 10;
    }
    while (a < n) {
      int b = a;
      while (b < n) {
        s += b * (a + 1);
        b += 2;
        if (b % 5 == 0)
          a += 1;
      }
      a += 1;
    }
    same(shared(0, n).item<int>(), s);
    same(if_in_for(ag::arange(n)).item<int>(), f);
    same(guarded(xs).item<int>(), g * 100 + calls);
    for (int m : {0, 1, 3}) {
      int p = 0;
      for (int i = 0; i < n; ++i)
        for (int j = 0; j < m; ++j)
          p = p * 3 + i * j;
      same(independent(ag::arange(n), ag::arange(m)).item<int>(), p);
    }
    int count = 0;
    for (int i = 0; i < n; ++i) {
      bool found = false;
      for (int j = 0; j < n && !found; ++j)
        for (int k = 0; k < 4; ++k) {
          if (i + j + k == 5) {
            found = true;
            break;
          }
          ++count;
        }
      if (found && i > 2)
        break;
      count += 100;
    }
    same(correlated(n), count);
  }
  return result();
}
