// TITLE: Annotated functions that call annotated functions
// DOC: The callee joins the caller's graph. A promoted argument and an arithmetic result cross
// DOC: beside the C++ signature, so overloads see only the user's types.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int collatz_steps(int n) {
  int k = 0;
  while (n != 1) {
    n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    ++k;
  }
  return k;
}

AG_FUNCTION Tensor shrink(const Tensor& x, double by) { return x * by; }

AG_FUNCTION bool small(const Tensor& x) { return x < 1.; }

AG_FUNCTION void add_to(Tensor& sum, int k) { sum = sum + k; }

AG_FUNCTION Tensor total_steps(const Tensor& last, Tensor x) {
  Tensor total = 0;
  for (int n = 1; n <= last; ++n) {
    int steps = collatz_steps(n);
    add_to(total, steps);
    if (small(x)) continue;
    x = shrink(x, 1. / n);
  }
  return total + x;
}
// source]

int main() {
  int total = 0;
  double x = 100;
  for (int n = 1; n <= 9; ++n) {
    for (int m = n; m != 1; m = m % 2 == 0 ? m / 2 : 3 * m + 1) ++total;
    if (!(x < 1.)) x = x * (1. / n);
  }
  same(total_steps(Tensor(9), Tensor(100.)).item<double>(), total + x);
  same(collatz_steps(27), 111);
  same(small(Tensor(0.5)), 1);
  return result();
}
