// log, log2, log10, log1p. x = 2^k m with m in [sqrt(1/2), sqrt 2), log m from the series in
// s = f / (2 + f), f = m - 1 (the scheme of W. J. Cody and of FreeBSD's msun), branch-free.
#pragma once

#include "kernel/math/polynomial.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

/// log(2^k (1 + f)) = k ln2 + f - half_square + correction.
template <class V>
struct LogParts {
  V k, f, half_square, correction;
};

/// For finite x > 0; denormals too.
template <bool Single, class V>
constexpr LogParts<V> log_parts(V x) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdu;
  const auto tiny = x < V(0x1p-1022);
  const V scaled = select(tiny, x * V(0x1p54), x);
  const auto shifted = to_bits(scaled) + (0x3ff0000000000000u - root_half);
  // The biased exponent goes through the mantissa of 2^52, for want of an integer conversion.
  const V biased = from_bits((shifted >> 52) | 0x4330000000000000u) - V(0x1p52);
  const V k = biased - select(tiny, V(1023 + 54), V(1023));
  const V f = from_bits((shifted & 0x000fffffffffffffu) + root_half) - V(1);
  const V s = f / (V(2) + f);
  const V z = s * s;
  const V half_square = V(0.5) * f * f;
  V r;
  if constexpr (Single)
    r = z * horner(log_tail_f32, z);
  else
    r = z * horner(log_tail_f64, z);
  return {k, f, half_square, s * (half_square + r)};
}

/// `y` for finite x > 0, else what C99 asks of a logarithm.
template <class V>
constexpr V log_special(V x, V y) {
  const V infinity = V(__builtin_inf());
  const V not_positive = select(x == V(0), -infinity, V(__builtin_nan("")));
  const V outside = select(x <= V(0), not_positive, x);
  return select(both(x > V(0), x < infinity), y, outside);
}

template <bool Single, class V>
constexpr V log_body(V x) {
  const LogParts<V> p = log_parts<Single>(x);
  const V low = p.correction + p.k * V(ln2_2);
  return log_special(x, p.k * V(ln2_1) - ((p.half_square - low) - p.f));
}

/// log m / log b + k · (log 2 / log b), with both factors in two parts. `high` keeps 26 bits so
/// that its product with the first part of 1 / log b (24 bits) is exact.
template <bool Single, class V>
constexpr V log_scaled(V x, double inverse_1, double inverse_2, double k_1, double k_2) {
  const LogParts<V> p = log_parts<Single>(x);
  const V rough = p.f - p.half_square;
  const V high = from_bits(to_bits(rough) & 0xfffffffff8000000u);
  const V low = ((p.f - high) - p.half_square) + p.correction;
  const V first = p.k * V(k_1);
  const V second = high * V(inverse_1);
  const V rest = (low + high) * V(inverse_2) + low * V(inverse_1) + p.k * V(k_2);
  // |first| >= |second| or first is 0, so the error of the sum is exact.
  const V sum = first + second;
  return log_special(x, sum + (((first - sum) + second) + rest));
}

template <bool Single, class V>
constexpr V log2_body(V x) {
  return log_scaled<Single>(x, inv_ln2_1, inv_ln2_2, 1.0, 0.0);
}
template <bool Single, class V>
constexpr V log10_body(V x) {
  return log_scaled<Single>(x, inv_ln10_1, inv_ln10_2, log10_2_1, log10_2_2);
}

/// log(u) of the rounded u = 1 + x plus the rounding's share, c / u.
template <bool Single, class V>
constexpr V log1p_body(V x) {
  const V u = V(1) + x;
  const V c = select(x >= V(1), V(1) - (u - x), x - (u - V(1))) / u;
  const LogParts<V> p = log_parts<Single>(u);
  const V low = p.correction + (p.k * V(ln2_2) + c);
  const V y = log_special(u, p.k * V(ln2_1) - ((p.half_square - low) - p.f));
  return select(x == V(0), x, y);  // keeps -0
}

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
