// Elements of every dtype as unsigned integers of the same width whose order is the sorting order:
// NaN last, -0 equal to +0, signed integers and floats by value.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "autograft/dtype.h"

namespace ag::kernel {

/// The key of one element stored as raw bits U. Descending order inverts all but NaN, which stays
/// last.
template <DType D, class U>
constexpr U order_key(U bits, bool descending) noexcept {
  constexpr U sign = U(U(1) << (8 * sizeof(U) - 1));
  constexpr U last = std::numeric_limits<U>::max();
  U key = bits;
  if constexpr (is_signed_integer(D)) key = U(bits ^ sign);
  if constexpr (is_floating(D)) {
    constexpr U infinity = D == DType::f16    ? U(0x7c00u)
                           : D == DType::bf16 ? U(0x7f80u)
                           : D == DType::f32  ? U(0x7f800000u)
                                              : U(0x7ff0000000000000u);
    const U size = U(bits & U(~sign));
    if (size > infinity) return last;
    if (size == 0) bits = 0;
    key = (bits & sign) ? U(~bits) : U(bits | sign);
  }
  return descending ? U(~key) : key;
}

/// Calls f.template operator()<D, U>() with the dtype as a constant and the unsigned type of its
/// width.
template <class F>
void with_keys(DType dtype, F f) {
  switch (dtype) {
  case DType::boolean:
  case DType::u8: return f.template operator()<DType::u8, std::uint8_t>();
  case DType::u16: return f.template operator()<DType::u16, std::uint16_t>();
  case DType::u32: return f.template operator()<DType::u32, std::uint32_t>();
  case DType::u64: return f.template operator()<DType::u64, std::uint64_t>();
  case DType::i8: return f.template operator()<DType::i8, std::uint8_t>();
  case DType::i16: return f.template operator()<DType::i16, std::uint16_t>();
  case DType::i32: return f.template operator()<DType::i32, std::uint32_t>();
  case DType::i64: return f.template operator()<DType::i64, std::uint64_t>();
  case DType::f16: return f.template operator()<DType::f16, std::uint16_t>();
  case DType::bf16: return f.template operator()<DType::bf16, std::uint16_t>();
  case DType::f32: return f.template operator()<DType::f32, std::uint32_t>();
  case DType::f64: return f.template operator()<DType::f64, std::uint64_t>();
  }
}

}  // namespace ag::kernel
