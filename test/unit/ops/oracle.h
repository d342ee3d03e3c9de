// What the op tests compare with: plain arrays of long double with a shape, and loops written
// without a look at the runtime. Integers up to 64 bits are exact in a long double.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "autograft/error.h"
#include "autograft/ops.h"
#include "autograft/tensor.h"

namespace oracle {

using Real = long double;
using Extents = std::vector<std::int64_t>;

struct Array {
  Extents shape;
  std::vector<Real> values;
};

std::int64_t count(const Extents &shape);
/// Position -> value, for each position in row-major order.
Array filled(const Extents &shape, const std::function<Real(const Extents &)> &value);
Real at(const Array &a, const Extents &position);
/// The element of `a` that position of a broadcast result reads.
Real at_broadcast(const Array &a, const Extents &position);
Extents broadcast(const Extents &a, const Extents &b);

/// Reads any dtype, element by element.
Array read(const ag::Tensor &t);
/// A tensor of that dtype; values must be ones that the dtype holds.
ag::Tensor make(ag::DType dtype, const Array &a);
/// The value as the dtype stores it: integers wrap, floats round to nearest even.
Real stored(ag::DType dtype, Real v);

/// Small values, different ones at different places; never 0 when `nonzero`.
Array sample(ag::DType dtype, const Extents &shape, int seed, bool nonzero = false);

/// "" when dtype, shape and elements agree; floats within `relative` of the expected value.
std::string difference(const ag::Tensor &got, ag::DType dtype, const Array &expected,
                       Real relative = 0);

/// Code and message of what `f` throws; "" for nothing.
std::string code(const std::function<void()> &f);
std::string message(const std::function<void()> &f);

inline constexpr ag::DType all_dtypes[] = {ag::boolean, ag::u8,  ag::u16, ag::u32, ag::u64,
                                           ag::i8,      ag::i16, ag::i32, ag::i64, ag::f16,
                                           ag::bf16,    ag::f32, ag::f64};

} // namespace oracle
