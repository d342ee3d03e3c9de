// Conversions of one element between storage types, written for vectorised loops: halves by integer
// code (the bits of ag::half_t and ag::bfloat16_t), every rounding done once.
#pragma once

#include "autograft/dtype.h"
#include "kernel/scalar.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

/// A tag per half type; its storage is the 16 bits.
struct F16 {
  std::uint16_t bits;
};
struct BF16 {
  std::uint16_t bits;
};
/// Storage of a bool: 0 or 1.
struct Bool {
  std::uint8_t value;
};

constexpr float to_float(BF16 h) { return from_bits(static_cast<std::uint32_t>(h.bits) << 16); }

constexpr float to_float(F16 h) {
  const std::uint32_t magnitude_bits = (h.bits & 0x7fffu);
  const std::uint32_t sign = (h.bits & 0x8000u) << 16;
  // Shifted into place the exponent is 112 too small; the product is exact, for denormals too.
  const float finite = from_bits(magnitude_bits << 13) * 0x1p112f;
  const std::uint32_t special = (magnitude_bits << 13) | 0x7f800000u;
  return from_bits(sign | (magnitude_bits >= 0x7c00u ? special : to_bits(finite)));
}

constexpr BF16 to_bf16(float x) {
  const std::uint32_t bits = to_bits(x);
  const std::uint32_t nan = (bits >> 16) | 0x40u;
  const std::uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  return {static_cast<std::uint16_t>((bits & 0x7fffffffu) > 0x7f800000u ? nan : rounded)};
}

constexpr F16 to_f16(float x) {
  const std::uint32_t sign = (to_bits(x) >> 16) & 0x8000u;
  const std::uint32_t bits = to_bits(x) & 0x7fffffffu;
  const std::uint32_t nan = 0x7e00u | ((bits >> 13) & 0x3ffu);
  // Denormal result: adding 0.5 shifts the bits out and rounds them, to nearest even.
  const std::uint32_t denormal = to_bits(from_bits(bits) + 0.5f) - 0x3f000000u;
  const std::uint32_t normal = (bits + 0xfffu + ((bits >> 13) & 1u) - 0x38000000u) >> 13;
  const std::uint32_t finite = bits < 0x38800000u ? denormal : normal;
  const std::uint32_t large = bits > 0x7f800000u ? nan : 0x7c00u;
  return {static_cast<std::uint16_t>(sign | (bits >= 0x477ff000u ? large : finite))};
}

/// f64 -> f32 rounded to odd: a second rounding to 16 bits then gives what one rounding would.
constexpr float to_float_odd(double x) {
  const float near = static_cast<float>(x);
  const double back = near;
  const std::uint32_t bits = to_bits(near);
  const std::uint32_t other = __builtin_fabs(back) < __builtin_fabs(x) ? bits + 1 : bits - 1;
  const bool keep = either(either(back == x, x != x), (bits & 1u) != 0);
  return from_bits(keep ? bits : other);
}

/// An integer as an f64 rounded to odd, for the same reason: below 2^53 exact, above that the
/// eleven lowest bits (which f64 may have no room for) become one sticky bit.
constexpr double to_double_odd(std::int64_t x) {
  constexpr std::int64_t low_bits = 0x7ff;
  const bool small = both(x<(std::int64_t(1) << 53), x> - (std::int64_t(1) << 53));
  const std::int64_t sticky = (x & ~low_bits) | ((x & low_bits) != 0 ? low_bits + 1 : 0);
  return static_cast<double>(small ? x : sticky);
}
constexpr double to_double_odd(std::uint64_t x) {
  constexpr std::uint64_t low_bits = 0x7ff;
  const std::uint64_t sticky = (x & ~low_bits) | ((x & low_bits) != 0 ? low_bits + 1 : 0);
  return static_cast<double>(x < (std::uint64_t(1) << 53) ? x : sticky);
}

/// Does x, truncated, fit the integer type To?
template <class To>
constexpr bool fits(double x) {
  constexpr int bits = 8 * static_cast<int>(sizeof(To)) - std::is_signed_v<To>;
  constexpr double limit = 2.0 * static_cast<double>(std::uint64_t(1) << (bits - 1));  // 2^bits
  if constexpr (!std::is_signed_v<To>)
    return both(x<limit, x> - 1.0);
  else if constexpr (sizeof(To) == 8)
    return both(x < limit, x >= -limit);  // -2^63 - 1 is no f64
  else
    return both(x<limit, x> - limit - 1.0);
}

template <class From>
inline constexpr bool is_half_storage = std::is_same_v<From, F16> || std::is_same_v<From, BF16>;

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
