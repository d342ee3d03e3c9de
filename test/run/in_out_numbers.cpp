// RUN: %run-three %s
// int&, double&, bool& parameters: written at the outermost call, through calls that are inlined,
// and where two parameters are one number.
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION void count_up(Tensor x, int &n) {
  while (x > 0) {
    x = x - 1;
    ++n;
  }
}
AG_FUNCTION void split(Tensor x, double &lo, double &hi) {
  if (x > 0) {
    lo = 0;
    hi = x.item<double>();
  } else {
    lo = x.item<double>();
    hi = 0;
  }
}
AG_FUNCTION bool find(Tensor t, int key, int &where) {
  for (int i = 0; i < t.shape(0); ++i)
    if (t[i] == key) {
      where = i;
      return true;
    }
  return false;
}
void bump(int &k, int by) {
  if (by > 3)
    k += by;
  else
    k += 1;
}
AG_FUNCTION int uses(Tensor x) {
  int k = 0;
  int n = 0;
  while (x > 0) {
    bump(k, n);
    ++n;
    x = x - 1;
  }
  return k;
}
AG_FUNCTION void inner(Tensor x, int &n) {
  if (x > 2)
    n += 10;
  else
    n -= 1;
}
AG_FUNCTION int outer(Tensor x) {
  int n = 5;
  inner(x, n);
  inner(x - 1, n);
  return n;
}
AG_FUNCTION void flag(Tensor x, bool &done) {
  if (x > 2)
    done = true;
}
AG_FUNCTION void twoint(Tensor x, int &a, int &b) {
  if (x > 0) {
    a = 1;
    b += 2;
  }
}
int main() {
  int n = 3;
  count_up(4.0, n);
  same(n, 7);
  count_up(2.0, n);
  same(n, 9);
  double lo, hi;
  lo = hi = 0;
  split(2.5, lo, hi);
  same(lo, 0);
  same(hi, 2.5);
  split(-2.5, lo, hi);
  same(lo, -2.5);
  int w = -1;
  same(find(Tensor{4, 5, 6}, 5, w), 1);
  same(w, 1);
  same(find(Tensor{4, 5, 6}, 9, w), 0);
  same(w, 1);
  same(uses(7.0), 3 + 1 + 4 + 5 + 6);
  same(outer(4.0), 25);
  same(outer(2.0), 3);
  same(outer(3.0), 14);
  bool d = false;
  flag(1.0, d);
  same(d, 0);
  flag(3.0, d);
  same(d, 1);
  int s = 5;
  twoint(1.0, s, s);
  same(s, 3);
  return result();
}
