// Pieces shared by the math bodies: polynomial evaluation, rounding to an integer and powers of two
// without integer conversions (which SSE2 and AVX2 lack for 64 bits). No fused multiply-add
// anywhere in math/: without the instruction it would cost a libm call, with it the bits would
// differ.
#pragma once

#include <cstddef>
#include <utility>

#include "kernel/math/coefficients.h"
#include "kernel/scalar.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

template <std::size_t I, std::size_t N, class V>
constexpr V horner_from(const double (&c)[N], V x) {
  if constexpr (I + 1 == N)
    return V(c[I]);
  else
    return V(c[I]) + x * horner_from<I + 1>(c, x);
}

/// c[0] + c[1] x + … by Horner's rule, unrolled at compile time.
template <std::size_t N, class V>
constexpr V horner(const double (&c)[N], V x) {
  return horner_from<0>(c, x);
}

/// Adding it to |x| < 2^51 rounds x to an integer, to even, and leaves that integer in the low
/// bits.
inline constexpr double round_magic = 0x1.8p52;

/// 2^n from `shifted` = n + round_magic; n in [-1022, 1023]. The shift drops the magic's own bits.
template <class V>
constexpr V power_of_two(V shifted) {
  return from_bits((to_bits(shifted) + 1023u) << 52);
}

/// y · 2^k for integral k and results down to the denormals, rounded once.
template <class V>
constexpr V scale(V y, V k) {
  const V half = k * V(0.5) + V(round_magic);
  const V rest = (k - (half - V(round_magic))) + V(round_magic);
  return y * power_of_two(half) * power_of_two(rest);
}

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
