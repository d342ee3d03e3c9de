// Single numbers of any dtype: loading, storing, C++ conversions, exact conversions. Arrays of
// them are the kernels' business.
#pragma once

#include "autograft/tensor.h"

namespace ag::detail {

/// The element at `p`. Halves are widened to their value.
AnyNumber load_number(DType dtype, const void* p) noexcept;
/// Writes a number that already has dtype `n.dtype`.
void store_number(AnyNumber n, void* p) noexcept;

/// static_cast to `to`; false when C++ leaves it undefined (float out of an integer's range).
bool cast_number(AnyNumber n, DType to, AnyNumber& out) noexcept;
/// The same value as a `to`; false when `to` does not have it. NaN stays NaN.
bool hold_number(AnyNumber n, DType to, AnyNumber& out) noexcept;

/// The dtype of C++'s usual arithmetic conversions; of one type with itself, that type.
DType common_dtype(DType a, DType b) noexcept;

}  // namespace ag::detail
