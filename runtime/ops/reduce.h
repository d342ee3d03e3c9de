// Rules that the reductions of reduce.cpp and statistics.cpp share.
#pragma once

#include "ops/common.h"

namespace ag::ops {

/// What sums and products of this dtype are kept in: C++'s promotion for bool, 8 and 16 bits.
DType accumulated_dtype(DType dtype);
Shape reduced_shape(const Shape& shape, const AxisSet& axes, bool keepdims);

}  // namespace ag::ops
