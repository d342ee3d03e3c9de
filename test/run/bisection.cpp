// RUN: %run-three %s
// A root by halving an interval: two carried doubles, a branch that moves one end, an early return
// when the middle is exact.
#include <autograft/autograft.h>

#include <cmath>
#include <cstdio>

AG_FUNCTION ag::Tensor value(ag::Tensor x) { return x * x * x - 2.0 * x - 5.0; }

AG_FUNCTION ag::Tensor bisect(ag::Tensor low, ag::Tensor high, double width) {
  while (high - low > width) {
    ag::Tensor middle = (low + high) / 2.0;
    ag::Tensor f = value(middle);
    if (f == 0.0) return middle;
    if (value(low) * f < 0.0) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return (low + high) / 2.0;
}

static double plain_value(double x) { return x * x * x - 2.0 * x - 5.0; }

static double plain(double low, double high, double width) {
  while (high - low > width) {
    const double middle = (low + high) / 2.0, f = plain_value(middle);
    if (f == 0.0) return middle;
    (plain_value(low) * f < 0.0 ? high : low) = middle;
  }
  return (low + high) / 2.0;
}

int main() {
  for (const double width : {1e-3, 1e-6, 1e-12}) {
    const double x = bisect(1.0, 4.0, width).item<double>();
    std::printf("%.17g\n", x);
    if (x != plain(1.0, 4.0, width)) return 1;
  }
  const double exact = bisect(ag::Tensor(-5.0), ag::Tensor(9.18910291), 1e-3).item<double>();
  if (exact != plain(-5.0, 9.18910291, 1e-3)) return 2;
}
