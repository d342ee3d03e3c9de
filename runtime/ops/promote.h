// The typing front door (docs/dialect.md, "Values"): brings what the user wrote, tensors and
// numbers of any dtype, to the one dtype that an op of the graph takes.
#pragma once

#include <span>

#include "autograft/tensor.h"
#include "kernel/kernel.h"
#include "ops/common.h"

namespace ag::ops {

/// Of C++'s integral promotion and usual arithmetic conversions.
DType cpp_promoted(DType d) noexcept;
DType cpp_common(DType a, DType b) noexcept;
/// Of two tensors; false where there is none (u64 with a signed integer).
bool common_dtype(DType a, DType b, DType& out) noexcept;
/// Of a tensor of dtype `t` beside a plain number of dtype `n`.
DType weak_dtype(DType t, DType n) noexcept;

/// Does a value of `from` always keep its value as a `to`? (Floats: as C++ widens them.)
bool holds_all(DType to, DType from) noexcept;
/// Does `to` hold the integer `n` exactly?
bool holds(DType to, AnyNumber n) noexcept;

/// The dtype that the operands of `op` meet in. Errors: AG0210.
DType meeting_dtype(OpId op, std::span<const Arg* const> args, kernel::Accepts accepts);

/// The argument as a tensor of its own dtype (a number is strong). Errors: AG0201 when undefined.
Tensor as_tensor(const Arg& a, OpId op);
Tensor as_tensor(AnyNumber n);
/// The argument as a tensor of `dtype`. Errors: AG0208 for a plain integer that does not fit.
Tensor as_tensor(const Arg& a, DType dtype, OpId op);
/// A rank-0 number in `dtype`; out has room for 8 bytes. Errors: AG0208.
void convert_number(AnyNumber n, DType dtype, void* out, Location where);
/// A cast op, or the tensor itself.
Tensor cast_to(const Tensor& t, DType dtype, Location where);

/// Throws AG0201 unless the argument is a number or a defined tensor.
void require_defined(const Arg& a, OpId op);
/// Does the argument hold data (or is it a number)?
inline bool is_concrete(const Arg& a) {
  return a.is_number() || (a.impl() && a.impl()->data != nullptr);
}

}  // namespace ag::ops
