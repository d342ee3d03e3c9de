// TITLE: Overloads
// DOC: Which overload is called is decided as in the source: promotion never changes it.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor twist(const Tensor& x, int k) { return x + k; }
AG_FUNCTION Tensor twist(const Tensor& x, double k) { return x * k; }
AG_FUNCTION Tensor twist(const Tensor& x, const Tensor& k) { return x - k; }

AG_FUNCTION Tensor twists(Tensor x) {
  int i = 0;
  while (x < 50.) {
    ++i;
    x = twist(x, i);
    x = twist(x, i * 0.75);
    x = twist(x, Tensor(1.));
  }
  return x;
}
// source]

int main() {
  double x = 9;
  for (int i = 1; x < 50.; ++i) x = (x + i) * (i * 0.75) - 1.;
  same(twists(Tensor(9.)).item<double>(), x);
  return result();
}
