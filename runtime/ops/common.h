// Small helpers shared by the families of ops: errors with words, result blocks, axes, strides,
// reading scalars. No op lives here.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "autograft/error.h"
#include "autograft/tensor.h"
#include "ir/op_def.h"
#include "kernel/kernel.h"
#include "tensor/impl.h"

namespace ag::ops {

using detail::Access;
using detail::AnyNumber;
using detail::TensorImpl;
using detail::Type;
using ir::AttributeView;
using ir::EvalContext;
using ir::InferContext;
using ir::Operands;
using ir::OpId;
using Types = std::span<const Type* const>;

/// Throws ag::Error; `message` names the op, the shapes and dtypes.
[[noreturn]] void fail(const char* code, Location where, const std::string& message);

using detail::describe;
/// "[2, 3]", an extent that is not known yet as "?".
std::string describe(const Shape& shape);
const char* op_name(OpId op);

inline const Type& type_of(const Tensor& t) { return Access::type(t); }
inline bool concrete(const Tensor& t) { return Access::get(t)->data != nullptr; }
/// An extent that only a running graph knows.
constexpr bool symbolic(std::int64_t extent) noexcept { return extent < 0; }
/// Can the two be the same extent? Symbols and placeholders are decided when the graph runs.
constexpr bool may_equal(std::int64_t a, std::int64_t b) noexcept {
  return a == b || symbolic(a) || symbolic(b);
}

/// A concrete tensor with uninitialised elements.
Tensor new_tensor(const Type* type);
Tensor new_tensor(DType dtype, const Shape& shape);
using detail::scalar_type;
template <class T>
T* data(const Tensor& t) {
  return static_cast<T*>(Access::data(t));
}
inline void* bytes(const Tensor& t) { return Access::data(t); }
/// The same elements under another shape of equal size; copied unless `t` alone holds its block.
Tensor with_shape(Tensor t, const Shape& shape);

/// The one element of a concrete rank-0 integer tensor.
std::int64_t read_index(const Tensor& t);
Tensor i64_scalar(std::int64_t v);

/// `axis` in [0, rank), negative ones counted from the end. Errors: AG0214.
int checked_axis(OpId op, std::int64_t axis, int rank, Location where);
/// A set of axes as flags; empty means all. Errors: AG0214, also for one named twice.
using AxisSet = std::array<bool, max_rank>;
AxisSet checked_axes(OpId op, std::span<const std::int64_t> axes, int rank, Location where);

using Strides = std::array<std::int64_t, max_rank>;
/// Row-major strides in elements.
Strides strides_of(const Shape& shape);
/// Strides of `from` seen as broadcast to `to` (aligned at the end, 0 where it repeats).
Strides broadcast_strides(const Shape& from, const Shape& to);

/// The shape that two shapes broadcast to, symbols included. Errors: AG0214.
Shape broadcast(OpId op, const Shape& a, const Shape& b, Location where);
/// Errors: AG0214 unless `from` broadcasts to exactly `to`.
void require_broadcast_to(OpId op, const Shape& from, const Shape& to, Location where);

/// Elements before, along and after an axis.
kernel::AxisShape axis_shape(const Shape& shape, int axis);

/// Turns a failed kernel into the ag::Error that it means; `shape` is that of the result.
void require_ok(OpId op, const kernel::Status& status, DType dtype, const Shape& shape,
                Location where);

/// Errors: AG0215 "op: does not take f32 …".
[[noreturn]] void bad_dtype(OpId op, DType dtype, const char* takes, Location where);

}  // namespace ag::ops
