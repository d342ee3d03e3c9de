// The scalar definitions: __int128 for integers, <cmath> for floats that must agree bit for bit,
// long double where a bound in ulps applies.
#include <cmath>
#include <limits>

#include "reference.h"

namespace ag::kernel::test {
namespace {

template <class To, class From> To bits_as(From x) { return std::bit_cast<To>(x); }

float as_f32(DType t, std::uint64_t raw) {
  if (t == DType::f16)
    return static_cast<float>(half_t{bits_as<half_t>(std::uint16_t(raw))});
  if (t == DType::bf16)
    return static_cast<float>(bits_as<bfloat16_t>(std::uint16_t(raw)));
  return bits_as<float>(static_cast<std::uint32_t>(raw));
}

std::uint64_t raw_of(DType t, float x) {
  if (t == DType::f16)
    return half_t(x).bits;
  if (t == DType::bf16)
    return bfloat16_t(x).bits;
  return bits_as<std::uint32_t>(x);
}

template <class F> F min_of(F a, F b) {
  if (std::isnan(a) || std::isnan(b))
    return std::numeric_limits<F>::quiet_NaN();
  if (a == b)
    return std::signbit(a) ? a : b;
  return a < b ? a : b;
}
template <class F> F max_of(F a, F b) {
  if (std::isnan(a) || std::isnan(b))
    return std::numeric_limits<F>::quiet_NaN();
  if (a == b)
    return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

/// Ops that <cmath> or C++ itself defines exactly; `known` is false for the others.
template <class F> F exact_float(Elementwise op, F a, F b, F c, bool &known) {
  using enum Elementwise;
  known = true;
  switch (op) {
  case add:
    return a + b;
  case sub:
    return a - b;
  case mul:
    return a * b;
  case div:
    return a / b;
  case mod:
  case fmod:
    return std::fmod(a, b);
  case pow:
    return std::pow(a, b);
  case fma:
    return std::fma(a, b, c);
  case atan2:
    return std::atan2(a, b);
  case hypot:
    return std::hypot(a, b);
  case copysign:
    return std::copysign(a, b);
  case minimum:
    return min_of(a, b);
  case maximum:
    return max_of(a, b);
  case clip:
    return min_of(max_of(a, b), c);
  case abs:
    return std::fabs(a);
  case neg:
    return -a;
  case sign:
    return a > 0 ? F(1) : a < 0 ? F(-1) : a;
  case floor:
    return std::floor(a);
  case ceil:
    return std::ceil(a);
  case round:
    return std::round(a);
  case trunc:
    return std::trunc(a);
  case square:
    return a * a;
  case relu:
    return std::isnan(a) || a > 0 ? a : F(0);
  case sqrt:
    return std::sqrt(a);
  case rsqrt:
    return F(1) / std::sqrt(a);
  case reciprocal:
    return F(1) / a;
  case cbrt:
    return std::cbrt(a);
  case tan:
    return std::tan(a);
  case asin:
    return std::asin(a);
  case acos:
    return std::acos(a);
  case atan:
    return std::atan(a);
  case sinh:
    return std::sinh(a);
  case cosh:
    return std::cosh(a);
  case asinh:
    return std::asinh(a);
  case acosh:
    return std::acosh(a);
  case atanh:
    return std::atanh(a);
  case lgamma:
    return std::lgamma(a);
  case std_exp:
    return std::exp(a);
  case std_exp2:
    return std::exp2(a);
  case std_expm1:
    return std::expm1(a);
  case std_log:
    return std::log(a);
  case std_log2:
    return std::log2(a);
  case std_log10:
    return std::log10(a);
  case std_log1p:
    return std::log1p(a);
  case std_sin:
    return std::sin(a);
  case std_cos:
    return std::cos(a);
  case std_tanh:
    return std::tanh(a);
  default:
    known = false;
    return F(0);
  }
}

/// Ops held to a bound instead: the value to 64 bits and the bound in ulps.
long double real_float(Elementwise op, long double x, double &bound) {
  using enum Elementwise;
  bound = 2;
  switch (op) {
  case exp:
    return std::exp(x);
  case exp2:
    return std::exp2(x);
  case expm1:
    return std::expm1(x);
  case log:
    return std::log(x);
  case log2:
    return std::log2(x);
  case log10:
    return std::log10(x);
  case log1p:
    return std::log1p(x);
  case sin:
    return std::sin(x);
  case cos:
    return std::cos(x);
  case tanh:
    return std::tanh(x);
  case erf:
    return std::erf(x);
  case erfc:
    return std::erfc(x);
  case sigmoid:
    return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
  case silu:
    bound = 3;
    if (x == -INFINITY)
      return -0.0L;
    return x < 0 ? x * std::exp(x) / (1 + std::exp(x)) : x / (1 + std::exp(-x));
  case softplus:
    bound = 3;
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
  default: // gelu: erfc's argument is rounded, which costs up to 2 x^2 ulps in the left tail
    bound = std::isfinite(x) ? 4 + 2 * static_cast<double>(x * x) : 0;
    if (x == -INFINITY)
      return -0.0L;
    return 0.5L * x * std::erfc(-x * 0.70710678118654752440084436210485L);
  }
}

bool compare_reals(Elementwise op, long double a, long double b) {
  using enum Elementwise;
  switch (op) {
  case eq:
    return a == b;
  case ne:
    return a != b;
  case lt:
    return a < b;
  case le:
    return a <= b;
  case gt:
    return a > b;
  case ge:
    return a >= b;
  case logical_not:
    return !(a != 0);
  case logical_and:
    return a != 0 && b != 0;
  case logical_or:
    return a != 0 || b != 0;
  case logical_xor:
    return (a != 0) != (b != 0);
  case isnan:
    return std::isnan(a);
  case isinf:
    return std::isinf(a);
  default:
    return std::isfinite(a);
  }
}

Wide128 power(DType t, Wide128 base, Wide128 exponent) {
  std::uint64_t result = 1;
  auto factor = static_cast<std::uint64_t>(base);
  for (auto e = static_cast<std::uint64_t>(exponent); e != 0; e >>= 1, factor *= factor)
    if (e & 1u)
      result *= factor;
  return integer(t, wrapped(t, static_cast<Wide128>(result)));
}

Wide128 exact_integer(Elementwise op, DType t, Wide128 a, Wide128 b, Wide128 c) {
  using enum Elementwise;
  switch (op) {
  case add:
    return a + b;
  case sub:
    return a - b;
  case mul:
    return static_cast<Wide128>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  case div:
    return a / b;
  case mod:
  case fmod:
    return a % b;
  case pow:
    return power(t, a, b);
  case fma:
    return static_cast<Wide128>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b) +
                                static_cast<std::uint64_t>(c));
  case minimum:
    return a < b ? a : b;
  case maximum:
    return a > b ? a : b;
  case clip: {
    const Wide128 low = a > b ? a : b;
    return low < c ? low : c;
  }
  case bit_and:
    return a & b;
  case bit_or:
    return a | b;
  case bit_xor:
    return a ^ b;
  case bit_not:
    return t == DType::boolean ? (a == 0) : ~a;
  case shl:
    return static_cast<Wide128>(static_cast<std::uint64_t>(a) << static_cast<int>(b));
  case shr:
    return a >> static_cast<int>(b);
  case abs:
    return a < 0 ? -a : a;
  case neg:
    return -a;
  case sign:
    return a > 0 ? 1 : a < 0 ? -1 : 0;
  case square:
    return static_cast<Wide128>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(a));
  case relu:
    return a > 0 ? a : 0;
  default:
    return a; // floor, ceil, round, trunc
  }
}

Expected expected_float(Elementwise op, DType t, const std::uint64_t *x) {
  bool known = false;
  if (t == DType::f64) {
    const double a = bits_as<double>(x[0]), b = bits_as<double>(x[1]), c = bits_as<double>(x[2]);
    const double r = exact_float(op, a, b, c, known);
    if (known)
      return {true, bits_as<std::uint64_t>(r), 0, 0};
    double bound;
    const long double real = real_float(op, a, bound);
    return {false, 0, real, bound};
  }
  const float r = exact_float(op, as_f32(t, x[0]), as_f32(t, x[1]), as_f32(t, x[2]), known);
  if (known)
    return {true, raw_of(t, r), 0, 0};
  double bound;
  const long double real = real_float(op, as_f32(t, x[0]), bound);
  return {false, 0, real, t == DType::f32 ? 1.0 : 0.51};
}

} // namespace

Expected expected(Elementwise op, DType t, const std::uint64_t *x) {
  if (op == Elementwise::where)
    return {true, x[0] != 0 ? x[1] : x[2], 0, 0};
  if (info(op).result == Result::boolean) {
    const auto real = [t](std::uint64_t raw) -> long double {
      if (t == DType::f64)
        return bits_as<double>(raw);
      if (is_floating(t))
        return as_f32(t, raw);
      return static_cast<long double>(integer(t, raw)); // 64 bits of significand: exact
    };
    return {true, compare_reals(op, real(x[0]), real(x[1])), 0, 0};
  }
  if (is_floating(t))
    return expected_float(op, t, x);
  const Wide128 r = exact_integer(op, t, integer(t, x[0]), integer(t, x[1]), integer(t, x[2]));
  return {true, wrapped(t, r), 0, 0};
}

Failure expected_failure(Elementwise op, DType t, const std::uint64_t *x) {
  if (!is_integer(t))
    return Failure::none;
  const Wide128 a = integer(t, x[0]);
  const Wide128 b = integer(t, x[1]);
  const int width = 8 * static_cast<int>(item_size(t));
  switch (op) {
  case Elementwise::div:
  case Elementwise::mod:
  case Elementwise::fmod:
    if (b == 0)
      return Failure::division_by_zero;
    if (is_signed_integer(t) && b == -1 && a == -(static_cast<Wide128>(1) << (width - 1)))
      return Failure::overflow;
    return Failure::none;
  case Elementwise::shl:
  case Elementwise::shr:
    return b < 0 || b >= width ? Failure::shift_out_of_range : Failure::none;
  case Elementwise::pow:
    return b < 0 ? Failure::negative_exponent : Failure::none;
  default:
    return Failure::none;
  }
}

} // namespace ag::kernel::test
