// sin and cos for |x| <= 2^20: reduction by pi/2 in four parts with every rounding error kept, then
// the polynomials of the first octant. Larger arguments are the caller's to send to libm
// (in_range).
#pragma once

#include "kernel/math/polynomial.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

/// x = n pi/2 + (high + low), |high| <= pi/4; n in the low bits of `quadrant`.
template <class V>
struct TrigParts {
  V high, low;
  decltype(to_bits(V())) quadrant;
};

template <class V>
inline auto in_trig_range(V x) {
  return magnitude(x) <= V(0x1p20);
}

/// The rounding error of s = a - b, for any a and b.
template <class V>
constexpr V difference_error(V a, V b, V s) {
  const V back = s - a;
  return (a - (s - back)) - (b + back);
}

template <bool Single, class V>
constexpr TrigParts<V> trig_parts(V x) {
  const V shifted = x * V(two_over_pi) + V(round_magic);
  const V n = shifted - V(round_magic);
  const V r1 = x - n * V(half_pi_1);  // exact: 33 bits times 20 bits
  const V b2 = n * V(half_pi_2);
  const V r2 = r1 - b2;
  if constexpr (Single) return {r2 - n * V(half_pi_3), V(0), to_bits(shifted)};
  const V b3 = n * V(half_pi_3);
  const V r3 = r2 - b3;
  const V tail = (difference_error(r1, b2, r2) + difference_error(r2, b3, r3)) - n * V(half_pi_4);
  const V high = r3 + tail;
  return {high, (r3 - high) + tail, to_bits(shifted)};
}

template <bool Single, class V>
constexpr V sin_octant(V x, V low) {
  const V z = x * x;
  const V cube = z * x;
  if constexpr (Single) return x + cube * horner(sin_tail_f32, z);
  const V rest = horner_from<1>(sin_tail_f64, z);
  return x - ((z * (V(0.5) * low - cube * rest) - low) - cube * V(sin_tail_f64[0]));
}

template <bool Single, class V>
constexpr V cos_octant(V x, V low) {
  const V z = x * x;
  const V half = V(0.5) * z;
  const V w = V(1) - half;
  if constexpr (Single) return w + z * z * horner(cos_tail_f32, z);
  return w + (((V(1) - w) - half) + (z * (z * horner(cos_tail_f64, z)) - x * low));
}

/// sin(x + turn pi/2).
template <bool Single, class V>
constexpr V sin_turned(V x, unsigned turn) {
  const TrigParts<V> p = trig_parts<Single>(x);
  const auto quadrant = p.quadrant + turn;
  const V y = select((quadrant & 1u) != 0, cos_octant<Single>(p.high, p.low),
                     sin_octant<Single>(p.high, p.low));
  return from_bits(to_bits(y) ^ ((quadrant & 2u) << 62));
}

template <bool Single, class V>
constexpr V sin_body(V x) {
  return select(x == V(0), x, sin_turned<Single>(x, 0));  // keeps -0
}
template <bool Single, class V>
constexpr V cos_body(V x) {
  return sin_turned<Single>(x, 1);
}

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
