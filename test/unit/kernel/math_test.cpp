// Our own math functions: at most 2 ulp from libm's long double on dense sweeps, C99's special
// values, the same bits on every instruction set.
#include <catch2/catch.hpp>
#include <cmath>

#include "sweep.h"

namespace ag::kernel::test {

TEST_CASE("own functions stay within their bounds on dense sweeps", "[kernel][math]") {
  for (const Function &f : own_functions)
    for (DType t : {DType::f32, DType::f64}) {
      const Worst worst = sweep(kernels(), f, t, 20000);
      CAPTURE(info(f.op).name, static_cast<int>(t), worst.at, worst.ulps);
      REQUIRE(worst.ulps <= f.bound);
    }
}

TEST_CASE("own functions give the same bits on every instruction set", "[kernel][math]") {
  for (const Function &f : own_functions)
    for (DType t : {DType::f16, DType::bf16, DType::f32, DType::f64}) {
      const Array x = sweep_inputs(f, t, 20000);
      Array first(t, x.size());
      const Operand in[1] = {{x.data()}};
      REQUIRE(run_flat(*tables()[0], f.op, t, x.size(), in, first.data()).ok());
      for (const KernelTable *table : tables()) {
        Array out(t, x.size());
        REQUIRE(run_flat(*table, f.op, t, x.size(), in, out.data()).ok());
        CAPTURE(info(f.op).name, static_cast<int>(t), isa_name(*table));
        REQUIRE(difference(first, out) == "");
      }
    }
}

TEST_CASE("a function's value does not depend on its neighbours", "[kernel][math]") {
  // Vector body, tail, and the block with an argument beyond the fast range must agree.
  for (const Function &f : own_functions) {
    const Array x = sweep_inputs(f, DType::f64, 600);
    Array alone(DType::f64, x.size());
    Array together(DType::f64, x.size());
    const Operand in[1] = {{x.data()}};
    REQUIRE(run_flat(kernels(), f.op, DType::f64, x.size(), in, together.data()).ok());
    for (std::int64_t i = 0; i < x.size(); ++i) {
      const double one = x.at<double>(i);
      double y;
      const Operand single[1] = {{&one}};
      REQUIRE(run_flat(kernels(), f.op, DType::f64, 1, single, &y).ok());
      alone.set(i, y);
    }
    CAPTURE(info(f.op).name);
    REQUIRE(difference(alone, together) == "");
  }
}

namespace {
double value_of(Elementwise op, double x) {
  double y;
  const Operand in[1] = {{&x}};
  REQUIRE(run_flat(kernels(), op, DType::f64, 1, in, &y).ok());
  float xf = static_cast<float>(x), yf;
  const Operand single[1] = {{&xf}};
  REQUIRE(run_flat(kernels(), op, DType::f32, 1, single, &yf).ok());
  REQUIRE(std::isnan(y) == std::isnan(yf));
  if (std::isinf(y) || y == 0) {
    REQUIRE(static_cast<float>(y) == yf);
    REQUIRE(std::signbit(y) == std::signbit(yf));
  }
  return y;
}
bool is_zero(double y, bool negative) { return y == 0 && std::signbit(y) == negative; }
} // namespace

TEST_CASE("special values are those of C99", "[kernel][math]") {
  using enum Elementwise;
  const double inf = HUGE_VAL;
  for (Elementwise op :
       {exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tanh, sigmoid, silu, softplus, gelu,
                         erf, erfc})
    REQUIRE(std::isnan(value_of(op, NAN)));
  for (Elementwise op : {expm1, log1p, sin, tanh, silu, gelu, erf}) {
    REQUIRE(is_zero(value_of(op, 0.0), false));
    REQUIRE(is_zero(value_of(op, -0.0), true));
  }
  for (Elementwise op : {exp, exp2}) {
    REQUIRE(value_of(op, inf) == inf);
    REQUIRE(is_zero(value_of(op, -inf), false));
    REQUIRE(value_of(op, 0.0) == 1);
    REQUIRE(value_of(op, 2000) == inf);
    REQUIRE(is_zero(value_of(op, -2000), false));
  }
  REQUIRE(value_of(expm1, inf) == inf);
  REQUIRE(value_of(expm1, -inf) == -1);
  for (Elementwise op : {log, log2, log10}) {
    REQUIRE(value_of(op, 0.0) == -inf);
    REQUIRE(value_of(op, -0.0) == -inf);
    REQUIRE(is_zero(value_of(op, 1.0), false));
    REQUIRE(value_of(op, inf) == inf);
    REQUIRE(std::isnan(value_of(op, -1.0)));
    REQUIRE(std::isnan(value_of(op, -inf)));
  }
  REQUIRE(value_of(log1p, -1.0) == -inf);
  REQUIRE(value_of(log1p, inf) == inf);
  REQUIRE(std::isnan(value_of(log1p, -1.5)));
  REQUIRE(std::isnan(value_of(sin, inf)));
  REQUIRE(std::isnan(value_of(cos, -inf)));
  REQUIRE(value_of(cos, -0.0) == 1);
  REQUIRE(value_of(tanh, inf) == 1);
  REQUIRE(value_of(tanh, -inf) == -1);
  REQUIRE(value_of(erf, inf) == 1);
  REQUIRE(value_of(erf, -inf) == -1);
  REQUIRE(is_zero(value_of(erfc, inf), false));
  REQUIRE(value_of(erfc, -inf) == 2);
  REQUIRE(value_of(erfc, -0.0) == 1);
  REQUIRE(value_of(sigmoid, inf) == 1);
  REQUIRE(is_zero(value_of(sigmoid, -inf), false));
  REQUIRE(is_zero(value_of(silu, -inf), true));
  REQUIRE(value_of(softplus, inf) == inf);
  REQUIRE(is_zero(value_of(softplus, -inf), false));
}

TEST_CASE("powers of two and ten are exact", "[kernel][math]") {
  for (int k = -1074; k < 1024; ++k) {
    const double x = std::ldexp(1.0, k);
    double y;
    const Operand in[1] = {{&x}};
    REQUIRE(run_flat(kernels(), Elementwise::log2, DType::f64, 1, in, &y).ok());
    REQUIRE(y == k);
    const double e = k;
    const Operand exponent[1] = {{&e}};
    REQUIRE(run_flat(kernels(), Elementwise::exp2, DType::f64, 1, exponent, &y).ok());
    REQUIRE(y == x);
  }
  double x = 1;
  for (int k = 0; k <= 22; ++k, x *= 10) {
    double y;
    const Operand in[1] = {{&x}};
    REQUIRE(run_flat(kernels(), Elementwise::log10, DType::f64, 1, in, &y).ok());
    REQUIRE(y == k);
  }
}

} // namespace ag::kernel::test
