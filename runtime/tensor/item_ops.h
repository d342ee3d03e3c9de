// What tensors and items need from the ops, declared here and defined in runtime/ops: the tensor
// layer never includes an ops header, the linker joins the two.
#pragma once

#include <span>

#include "autograft/error.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag::ops {

/// The elements that `indexes` select. Indexes apply from left to right: an integer removes the
/// axis at the cursor, a slice or `all_` keeps it and moves on, `newaxis` inserts one; an entry
/// with `starts_bracket()` puts the cursor back to axis 0 of what the entries before it selected
/// (`t[i][j]`). Concrete where `t` and all bounds are, else a graph value.
/// Errors: AG0212 (range), AG0214 (more indexes than axes).
Tensor get_item(const Tensor& t, std::span<const Index> indexes, Location where);

/// Writes `value`, broadcast to the selection and cast to root's dtype when nothing is lost
/// (AG0210, AG0208), into `root`. No index: all of it. Concrete: in place after
/// detail::make_unique(root). Otherwise root becomes a new graph value (written through
/// detail::Access::replace: the caller has done check_store).
void set_item(Tensor& root, std::span<const Index> indexes, const Arg& value, Location where);

/// `lhs op= rhs` as a value: lhs's dtype is kept, AG0210 if that would lose.
Tensor item_binary(detail::ScalarOp op, const Tensor& lhs, const Arg& rhs);

/// Tensor::to and Tensor::T.
Tensor cast(const Tensor& t, DType dtype, Location where);
Tensor reverse_axes(const Tensor& t, Location where);

}  // namespace ag::ops
