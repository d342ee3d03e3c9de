// TITLE: Functions of the same file
// DOC: Unannotated functions with visible bodies are called by converted copies where they are given
// DOC: staged values or hold staged control flow; calls with host values stay as they are. The copy of a function of this file stands behind it, and is declared before its first user.
// RUN: %autograft %s -o - %flags -I%S/.. | %check
// RUN: %run-three %s
#include "../golden.h"
#include "autograft/autograft.h"

using ag::Tensor;
// [source
// CHECK: Tensor relu6(Tensor x) {
// CHECK: // A copy for staged values
// CHECK: Tensor ag_relu6_[[RELU:[0-9a-f]+]](Tensor x) {
Tensor relu6(Tensor x) {
  if (sum(x) > 0) return x;
  return x * 6;
}

double clampd(double v, double lo, double hi) {
  if (v < lo) return lo;
  if (v > hi) return hi;
  return v;
}

namespace geo {
static double twice(double v) { return clampd(v * 2, -10.0, 10.0); }
namespace {
int odd(int n) { return n % 2; }
}  // namespace
constexpr int cube(int v) noexcept { return v * v * v; }
enum class Phase { Up, Down, Flat };
Phase next(Phase p, bool hit) {
  if (hit) return p == Phase::Up ? Phase::Down : Phase::Flat;
  return p;
}
}  // namespace geo

double later(double v, double w = 3);
double avg(double a, double b) { return (a + b) / 2; }
int avg(int a, int b) { return (a + b) / 2; }
double mix(const double& a, const int& b, bool up) {
  if (up) return a + b;
  return a - b;
}
auto halve(double v) { return v > 1 ? v / 2 : v; }
Tensor power(const Tensor& x, int n) {
  Tensor r = 1.0f;
  for (int i = 0; i < n; ++i) r = r * x;
  return r;
}
Tensor pure(const Tensor& x) { return x + 1; }

// CHECK: ag_later_{{[0-9a-f]+}} ( double v , double w = 3 ) ;
// CHECK: AG_FUNCTION Tensor f(
AG_FUNCTION Tensor f(Tensor x) {
  double k = 0;
  int steps = 0;
  geo::Phase phase = geo::Phase::Up;
  while (sum(x) > 1.0) {
    // CHECK: x = ::ag_relu6_[[RELU]](x / 2);
    x = relu6(x / 2);
    // CHECK: result(::ag_clampd_[[CLAMP:[0-9a-f]+]](::ag::pass(0, k + 0.25), 0.0, 1.0));
    k += clampd(k + 0.25, 0.0, 1.0);
    if (geo::odd(steps)) k = geo::twice(k);
    k = later(k);
    k = halve(avg(k, 3.0));
    steps = avg(steps, 9) + geo::cube(2);
    // CHECK: ::ag::pass(2, ::ag::Scalar<bool>(sum(x) > 3.0))
    k = mix(k, steps, sum(x) > 3.0);
    phase = geo::next(phase, k > 2);
    ++steps;
  }
  if (phase == geo::Phase::Flat) k += 100;
  // CHECK: pure(::ag_power_{{[0-9a-f]+}}(x, 3)) + k + steps + clampd(5, 0, 2);
  return pure(power(x, 3)) + k + steps + clampd(5, 0, 2);
}

double later(double v, double w) { return v > 100 ? w : v; }
// source]
int main() {
  std::vector<float> r = f(ag::tensor<float>({3, 4, 5}, {3})).to_vector<float>();
  same(r, r);
  return result();
}
