// The scalar-like values that op bodies (scalar_ops.h, math/) are templates over, instantiated with
// numbers: float, double, and Int<T>, an integer whose arithmetic wraps. An op body may use + - * /
// %, comparisons, & | ^ ~ << >> (integers), select, both, either, and the functions named here;
// nothing else, so that a symbolic scalar can later take the same bodies.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "kernel/isa.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {

/// An integer that wraps in two's complement. Division assumes that the op has checked its
/// operands.
template <class T>
struct Int {
  T value;
  // Wide enough that promotion to int can never overflow.
  using Work = std::conditional_t<(sizeof(T) < 8), std::uint32_t, std::uint64_t>;

  Int() = default;
  constexpr Int(T v) : value(v) {}
  static constexpr Int wrap(Work v) { return Int(static_cast<T>(v)); }

  friend constexpr Int operator+(Int a, Int b) { return wrap(Work(a.value) + Work(b.value)); }
  friend constexpr Int operator-(Int a, Int b) { return wrap(Work(a.value) - Work(b.value)); }
  friend constexpr Int operator*(Int a, Int b) { return wrap(Work(a.value) * Work(b.value)); }
  friend constexpr Int operator/(Int a, Int b) { return Int(static_cast<T>(a.value / b.value)); }
  friend constexpr Int operator%(Int a, Int b) { return Int(static_cast<T>(a.value % b.value)); }
  friend constexpr Int operator-(Int a) { return wrap(Work(0) - Work(a.value)); }
  friend constexpr Int operator~(Int a) { return wrap(~Work(a.value)); }
  friend constexpr Int operator&(Int a, Int b) { return wrap(Work(a.value) & Work(b.value)); }
  friend constexpr Int operator|(Int a, Int b) { return wrap(Work(a.value) | Work(b.value)); }
  friend constexpr Int operator^(Int a, Int b) { return wrap(Work(a.value) ^ Work(b.value)); }
  friend constexpr Int operator<<(Int a, Int b) { return wrap(Work(a.value) << Work(b.value)); }
  friend constexpr Int operator>>(Int a, Int b) { return Int(static_cast<T>(a.value >> b.value)); }
  friend constexpr bool operator==(Int a, Int b) { return a.value == b.value; }
  friend constexpr bool operator!=(Int a, Int b) { return a.value != b.value; }
  friend constexpr bool operator<(Int a, Int b) { return a.value < b.value; }
  friend constexpr bool operator<=(Int a, Int b) { return a.value <= b.value; }
  friend constexpr bool operator>(Int a, Int b) { return a.value > b.value; }
  friend constexpr bool operator>=(Int a, Int b) { return a.value >= b.value; }
};

/// What op bodies may ask about a scalar-like type.
template <class V>
struct ScalarTraits {
  static constexpr bool floating = std::is_floating_point_v<V>;
  static constexpr bool single = std::is_same_v<V, float>;
};
template <class T>
struct ScalarTraits<Int<T>> {
  static constexpr bool floating = false;
  static constexpr bool single = false;
  static constexpr bool is_signed = std::is_signed_v<T>;
  static constexpr int width = 8 * static_cast<int>(sizeof(T));
  static constexpr T lowest = std::numeric_limits<T>::lowest();
};

template <class V>
inline constexpr bool is_floating_scalar = ScalarTraits<V>::floating;

template <class V>
constexpr V select(bool condition, V yes, V no) {
  return condition ? yes : no;
}

// Logic that evaluates both sides, so that loops over it vectorise.
constexpr bool both(bool a, bool b) { return (static_cast<int>(a) & static_cast<int>(b)) != 0; }
constexpr bool either(bool a, bool b) { return (static_cast<int>(a) | static_cast<int>(b)) != 0; }

// Reinterpretation between a float and the unsigned integer of its width.
constexpr std::uint32_t to_bits(float x) { return __builtin_bit_cast(std::uint32_t, x); }
constexpr std::uint64_t to_bits(double x) { return __builtin_bit_cast(std::uint64_t, x); }
constexpr float from_bits(std::uint32_t bits) { return __builtin_bit_cast(float, bits); }
constexpr double from_bits(std::uint64_t bits) { return __builtin_bit_cast(double, bits); }

// f32 bodies may compute in f64: both conversions are exact or correctly rounded.
constexpr double widen(float x) { return x; }
constexpr float narrow(double x) { return static_cast<float>(x); }

inline float magnitude(float x) { return __builtin_fabsf(x); }
inline double magnitude(double x) { return __builtin_fabs(x); }
inline float with_sign(float x, float sign) { return __builtin_copysignf(x, sign); }
inline double with_sign(double x, double sign) { return __builtin_copysign(x, sign); }

// The host's libm: one call per element, also where a vector twin exists.
namespace lib {
#define AG_LIB1(name)                                                                              \
  inline float name(float x) { return __builtin_##name##f(x); }                                    \
  inline double name(double x) { return __builtin_##name(x); }
AG_LIB1(floor)
AG_LIB1(ceil)
AG_LIB1(trunc)
AG_LIB1(round)
AG_LIB1(sqrt)
AG_LIB1(cbrt)
AG_LIB1(exp)
AG_LIB1(exp2)
AG_LIB1(expm1)
AG_LIB1(log)
AG_LIB1(log2)
AG_LIB1(log10)
AG_LIB1(log1p)
AG_LIB1(sin)
AG_LIB1(cos)
AG_LIB1(tan)
AG_LIB1(asin)
AG_LIB1(acos)
AG_LIB1(atan)
AG_LIB1(sinh)
AG_LIB1(cosh)
AG_LIB1(tanh)
AG_LIB1(asinh)
AG_LIB1(acosh)
AG_LIB1(atanh)
AG_LIB1(erf)
AG_LIB1(erfc)
#undef AG_LIB1
#define AG_LIB2(name)                                                                              \
  inline float name(float x, float y) { return __builtin_##name##f(x, y); }                        \
  inline double name(double x, double y) { return __builtin_##name(x, y); }
AG_LIB2(pow)
AG_LIB2(fmod)
AG_LIB2(atan2)
AG_LIB2(hypot)
#undef AG_LIB2
// The variants with a sign argument, because lgamma itself writes a global.
inline float lgamma(float x) {
  int sign;
  return ::lgammaf_r(x, &sign);
}
inline double lgamma(double x) {
  int sign;
  return ::lgamma_r(x, &sign);
}
// Fused: exact product, one rounding, on machines without the instruction too.
inline float fma(float x, float y, float z) { return __builtin_fmaf(x, y, z); }
inline double fma(double x, double y, double z) { return __builtin_fma(x, y, z); }
}  // namespace lib

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
