// RUN: %run-three %s
// Square roots by Newton's method until the step is small or 50 turns are over; `abs` and the
// tolerance are promoted numbers, the turn count is an int.
#include <autograft/autograft.h>

#include <cmath>
#include <cstdio>

AG_FUNCTION double root(double a, double tolerance, int most) {
  double x = a > 1.0 ? a : 1.0;
  double step = x;
  for (int i = 0; i < most && std::abs(step) > tolerance; ++i) {
    step = (x - a / x) / 2.0;
    x -= step;
  }
  return x;
}

AG_FUNCTION ag::Tensor roots(const ag::Tensor& a, double tolerance) {
  ag::Tensor x = maximum(a, 1.0);
  int turns = 0;
  while (true) {
    ag::Tensor step = (x - a / x) / 2.0;
    x = x - step;
    ++turns;
    if (max(abs(step)) <= tolerance || turns >= 50) break;
  }
  return x;
}

static double plain(double a, double tolerance, int most) {
  double x = a > 1.0 ? a : 1.0, step = x;
  for (int i = 0; i < most && std::abs(step) > tolerance; ++i) {
    step = (x - a / x) / 2.0;
    x -= step;
  }
  return x;
}

int main() {
  for (const double a : {2.0, 3.0, 1e-4, 12345.678}) {
    const double x = root(a, 1e-12, 50);
    std::printf("%.17g ", x);
    if (x != plain(a, 1e-12, 50) || std::abs(x * x - a) > 1e-9 * a) return 1;
  }
  const ag::Tensor many = roots(ag::tensor<double>({2.0, 9.0, 100.0}, {3}), 1e-12);
  for (const double x : many.to_vector<double>()) std::printf("%.15g ", x);
  std::puts("");
  return many.to_vector<double>()[1] == 3.0 ? 0 : 2;
}
