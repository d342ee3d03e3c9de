// TITLE: Arithmetic parameters
// DOC: A number is a constant of the graph until it varies; then the function is built once more
// DOC: with it as data, and no value builds it again.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor scale(const Tensor& x, int n, double rate) {
  Tensor y = x;
  for (int i = 0; i < n; ++i) y = y * rate;
  if (n > 3) y = y + n;
  return y;
}
// source]

int main() {
  for (int n = 0; n < 10; ++n)
    for (const double rate : {0.5, 2.}) {
      double y = 3;
      for (int i = 0; i < n; ++i) y = y * rate;
      same(scale(Tensor(3.), n, rate).item<double>(), n > 3 ? y + n : y);
    }
  if (ag::trace_count(scale) > 3) return 1;
  return result();
}
