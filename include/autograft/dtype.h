// The thirteen element types: the DType enumeration, the storage types of the two halves, and the
// mapping between C++ arithmetic types and dtypes. No tensors and no arithmetic live here.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace ag {

/// Element type of a tensor.
enum class DType : std::uint8_t {
  boolean,
  u8,
  u16,
  u32,
  u64,
  i8,
  i16,
  i32,
  i64,
  f16,
  bf16,
  f32,
  f64
};

inline constexpr int dtype_count = 13;

inline constexpr DType boolean = DType::boolean;
inline constexpr DType u8 = DType::u8, u16 = DType::u16, u32 = DType::u32, u64 = DType::u64;
inline constexpr DType i8 = DType::i8, i16 = DType::i16, i32 = DType::i32, i64 = DType::i64;
inline constexpr DType f16 = DType::f16, bf16 = DType::bf16, f32 = DType::f32, f64 = DType::f64;

/// Bytes of one element.
constexpr std::size_t item_size(DType t) noexcept {
  constexpr std::uint8_t sizes[dtype_count] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8};
  return sizes[static_cast<int>(t)];
}
constexpr bool is_floating(DType t) noexcept { return t >= DType::f16; }
constexpr bool is_unsigned(DType t) noexcept { return t >= DType::u8 && t <= DType::u64; }
constexpr bool is_signed_integer(DType t) noexcept { return t >= DType::i8 && t <= DType::i64; }
constexpr bool is_integer(DType t) noexcept { return t >= DType::u8 && t <= DType::i64; }
/// f16 and bf16: stored in two bytes, computed in f32, rounded after every op.
constexpr bool is_half(DType t) noexcept { return t == DType::f16 || t == DType::bf16; }

/// "bool", "u8" … "f64": the spelling used in graph text, messages and file names.
const char* name(DType t) noexcept;
/// Inverse of name(); false when `text` names no dtype.
bool parse_dtype(const char* text, std::size_t length, DType& out) noexcept;

namespace detail {
// IEEE binary16 <-> binary32, to nearest even, denormals kept, by integer code on every machine
// (hardware conversions flush or differ; see docs/internals/kernels.md).
constexpr std::uint16_t f32_to_f16_bits(float value) noexcept {
  std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000u;
  bits &= 0x7fffffffu;
  if (bits >= 0x7f800000u)  // inf and NaN (quiet, payload's upper bits kept)
    return static_cast<std::uint16_t>(sign | 0x7c00u |
                                      (bits > 0x7f800000u ? 0x200u | ((bits >> 13) & 0x3ffu) : 0u));
  if (bits >= 0x477ff000u) return static_cast<std::uint16_t>(sign | 0x7c00u);
  if (bits < 0x38800000u) {  // denormal half: shift the full mantissa, then round
    if (bits < 0x33000000u) return static_cast<std::uint16_t>(sign);
    const std::uint32_t exponent = bits >> 23;
    const std::uint32_t mantissa = (bits & 0x7fffffu) | 0x800000u;
    const std::uint32_t shift = 126u - exponent;
    const std::uint32_t kept = mantissa >> shift;
    const std::uint32_t rest = mantissa & ((1u << shift) - 1u);
    const std::uint32_t half = 1u << (shift - 1u);
    const std::uint32_t up = (rest > half || (rest == half && (kept & 1u))) ? 1u : 0u;
    return static_cast<std::uint16_t>(sign | (kept + up));
  }
  const std::uint32_t rounded = bits + 0xfffu + ((bits >> 13) & 1u);
  return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000u) >> 13));
}

constexpr float f16_bits_to_f32(std::uint16_t half) noexcept {
  const std::uint32_t sign = (half & 0x8000u) << 16;
  std::uint32_t exponent = (half >> 10) & 0x1fu;
  std::uint32_t mantissa = half & 0x3ffu;
  if (exponent == 31u) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent == 0u) {
    if (mantissa == 0u) return std::bit_cast<float>(sign);
    exponent = 113u;
    while (!(mantissa & 0x400u)) {
      mantissa <<= 1;
      --exponent;
    }
    return std::bit_cast<float>(sign | (exponent << 23) | ((mantissa & 0x3ffu) << 13));
  }
  return std::bit_cast<float>(sign | ((exponent + 112u) << 23) | (mantissa << 13));
}

constexpr std::uint16_t f32_to_bf16_bits(float value) noexcept {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return static_cast<std::uint16_t>((bits >> 16) | 0x40u);
  return static_cast<std::uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

constexpr float bf16_bits_to_f32(std::uint16_t half) noexcept {
  return std::bit_cast<float>(static_cast<std::uint32_t>(half) << 16);
}
}  // namespace detail

/// Storage of one f16 element. Converts to and from float; arithmetic is done by tensors.
struct half_t {
  std::uint16_t bits = 0;
  half_t() = default;
  constexpr explicit half_t(float v) noexcept : bits(detail::f32_to_f16_bits(v)) {}
  constexpr explicit operator float() const noexcept { return detail::f16_bits_to_f32(bits); }
};

/// Storage of one bf16 element.
struct bfloat16_t {
  std::uint16_t bits = 0;
  bfloat16_t() = default;
  constexpr explicit bfloat16_t(float v) noexcept : bits(detail::f32_to_bf16_bits(v)) {}
  constexpr explicit operator float() const noexcept { return detail::bf16_bits_to_f32(bits); }
};

/// C++ arithmetic types that have a dtype: bool, every integer and character type up to 64 bits,
/// float, double (not long double, not __int128). Without const.
template <class T>
concept Number = std::is_arithmetic_v<T> && std::is_same_v<T, std::remove_cv_t<T>> &&
                 !std::is_same_v<T, long double>;

/// Types a local that has to be staged can have: numbers, and enumerations as their number.
template <class T>
concept Promotable = Number<T> || std::is_enum_v<T>;

template <class T>
concept Element = Number<T> || std::is_same_v<T, half_t> || std::is_same_v<T, bfloat16_t>;

/// The dtype of a C++ type: by size and signedness, so `long` and `long long` are both i64.
template <Element T>
constexpr DType dtype_of() noexcept {
  if constexpr (std::is_same_v<T, bool>)
    return DType::boolean;
  else if constexpr (std::is_same_v<T, half_t>)
    return DType::f16;
  else if constexpr (std::is_same_v<T, bfloat16_t>)
    return DType::bf16;
  else if constexpr (std::is_same_v<T, float>)
    return DType::f32;
  else if constexpr (std::is_same_v<T, double>)
    return DType::f64;
  else {
    constexpr int log2_size = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    constexpr int base =
        std::is_signed_v<T> ? static_cast<int>(DType::i8) : static_cast<int>(DType::u8);
    return static_cast<DType>(base + log2_size);
  }
}

namespace detail {
template <DType D>
struct storage;
template <>
struct storage<DType::boolean> {
  using type = bool;
};
template <>
struct storage<DType::u8> {
  using type = std::uint8_t;
};
template <>
struct storage<DType::u16> {
  using type = std::uint16_t;
};
template <>
struct storage<DType::u32> {
  using type = std::uint32_t;
};
template <>
struct storage<DType::u64> {
  using type = std::uint64_t;
};
template <>
struct storage<DType::i8> {
  using type = std::int8_t;
};
template <>
struct storage<DType::i16> {
  using type = std::int16_t;
};
template <>
struct storage<DType::i32> {
  using type = std::int32_t;
};
template <>
struct storage<DType::i64> {
  using type = std::int64_t;
};
template <>
struct storage<DType::f16> {
  using type = half_t;
};
template <>
struct storage<DType::bf16> {
  using type = bfloat16_t;
};
template <>
struct storage<DType::f32> {
  using type = float;
};
template <>
struct storage<DType::f64> {
  using type = double;
};
}  // namespace detail

/// The C++ type that stores one element of dtype D.
template <DType D>
using storage_t = typename detail::storage<D>::type;

}  // namespace ag
