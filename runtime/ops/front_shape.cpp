// The shape, joining and splitting functions of ops.h.
#include "autograft/ops.h"
#include "ops/front.h"
#include "tensor/hooks.h"

#include <fmt/format.h>

namespace ag {
namespace {

using ir::OpId;

ops::Ints list(const IntList& l) { return {l.begin(), l.end()}; }

Tensor with_axes(OpId op, const Arg& x, const IntList& axes) {
  return ops::emit(op, {ops::as_tensor(x, op)}, ops::AxesAttributes{list(axes), false}, x.where());
}

Tensor with_shape(OpId op, const Arg& x, ops::Ints shape) {
  return ops::emit(op, {ops::as_tensor(x, op)}, ops::ShapeAttributes{std::move(shape)}, x.where());
}

Tensor with_diagonal(OpId op, const Arg& x, std::int64_t diagonal) {
  ops::CountAttributes a;
  a.count = diagonal;
  return ops::emit(op, {ops::as_tensor(x, op)}, a, x.where());
}

/// A position as the i64 operand that roll and narrow take.
Tensor position(const Arg& i, OpId op) {
  const Tensor t = ops::as_tensor(i, op);
  if (!is_integer(ops::type_of(t).dtype))
    ops::bad_dtype(op, ops::type_of(t).dtype, "an integer position", i.where());
  return ops::cast_to(t, DType::i64, i.where());
}

Tensor join(OpId op, std::span<const Tensor> tensors, std::int64_t axis, Location where) {
  if (tensors.empty())
    ops::fail("AG0214", where, fmt::format("{}: takes at least one tensor", ops::op_name(op)));
  DType dtype = DType::boolean;
  for (const Tensor& t : tensors) {
    ops::require_defined(Arg(t), op);
    const DType d = ops::type_of(t).dtype;
    if (&t == tensors.data())
      dtype = d;
    else if (!ops::common_dtype(dtype, d, dtype))
      ops::fail("AG0210", where,
                fmt::format("{}: {} and {} have no common dtype; convert one with "
                            ".to(dtype)",
                            ops::op_name(op), name(dtype), name(d)));
  }
  std::vector<Tensor> in;
  for (const Tensor& t : tensors) in.push_back(ops::cast_to(t, dtype, where));
  Tensor out;
  ops::emit(op, in, ops::AxesAttributes{{axis}, false}, where, std::span(&out, 1));
  return out;
}

/// The extent of an axis that must be known now.
std::int64_t known_extent(OpId op, const Tensor& t, std::size_t axis, Location where) {
  const std::int64_t n = ops::type_of(t).shape[axis];
  if (ops::symbolic(n))
    ops::fail("AG0302", where,
              fmt::format("{}: axis {} of shape {} is not known while the graph is built",
                          ops::op_name(op), axis, ops::describe(ops::type_of(t).shape)));
  return n;
}

Tensor narrow_constant(const Tensor& t, std::int64_t axis, std::int64_t start, std::int64_t length,
                       Location where) {
  ops::CountAttributes a;
  a.axis = axis;
  a.count = length;
  return ops::emit(OpId::narrow, {t, ops::i64_scalar(start)}, a, where);
}

}  // namespace

// What is not known yet is asked for when the graph runs.
Scalar<std::int64_t> Tensor::extent(int axis, std::source_location where) const {
  detail::require_defined(impl_, where);
  const Shape& s = impl_->type->shape;
  const int i = axis < 0 ? axis + s.rank() : axis;
  if (i < 0 || i >= s.rank() || s[static_cast<std::size_t>(i)] >= 0) return shape(axis, where);
  ops::CountAttributes attributes;
  attributes.axis = i;
  return ops::emit(OpId::extent, {*this}, attributes, detail::known_place(where))
      .as_scalar<std::int64_t>(where);
}

Scalar<std::int64_t> Tensor::elements(std::source_location where) const {
  detail::require_defined(impl_, where);
  Scalar<std::int64_t> n = std::int64_t{1};
  for (int i = 0; i < rank(); ++i) n = n * extent(i, where);
  return n;
}

TensorArgs::TensorArgs(const std::vector<Tensor>& list, std::source_location w)
    : tensors_(list.data()), count_(list.size()), where_(w) {}
TensorArgs::TensorArgs(std::span<const Tensor> list, std::source_location w)
    : tensors_(list.data()), count_(list.size()), where_(w) {}
std::span<const Tensor> TensorArgs::tensors() const noexcept { return {tensors_, count_}; }

void IntList::too_long() {
  ops::fail("AG0214", {}, fmt::format("a list of more than {} axes or extents", max_rank));
}

Tensor transpose(const Arg& x, const IntList& perm) { return with_axes(OpId::transpose, x, perm); }
Tensor reshape(const Arg& x, const IntList& shape) {
  return with_shape(OpId::reshape, x, list(shape));
}
Tensor flatten(const Arg& x) { return with_shape(OpId::reshape, x, {-1}); }
Tensor squeeze(const Arg& x, const Axes& axes) { return with_axes(OpId::squeeze, x, axes); }
Tensor unsqueeze(const Arg& x, const Axes& axes) { return with_axes(OpId::unsqueeze, x, axes); }
Tensor broadcast_to(const Arg& x, const Shape& shape) {
  return with_shape(OpId::broadcast_to, x, {shape.begin(), shape.end()});
}
Tensor tile(const Arg& x, const IntList& copies) { return with_shape(OpId::tile, x, list(copies)); }
Tensor flip(const Arg& x, const Axes& axes) { return with_axes(OpId::flip, x, axes); }
Tensor tril(const Arg& x, int diagonal) { return with_diagonal(OpId::tril, x, diagonal); }
Tensor triu(const Arg& x, int diagonal) { return with_diagonal(OpId::triu, x, diagonal); }
Tensor diag(const Arg& x, int diagonal) { return with_diagonal(OpId::diag, x, diagonal); }

Tensor pad(const Arg& x, const IntList& before, const IntList& after, const Arg& value) {
  const Tensor t = ops::as_tensor(x, OpId::pad);
  const Arg* const args[2] = {&x, &value};
  const DType own = ops::type_of(t).dtype;
  const DType dtype = ops::meeting_dtype(OpId::pad, args, kernel::Accepts::any);
  // A plain 0 pads a bool tensor too: the padding takes the tensor's dtype where that holds it.
  const bool keeps = own == DType::boolean && value.is_number() && value.number().bits <= 1;
  if (dtype != own && !keeps)
    ops::fail("AG0210", x.where(),
              fmt::format("pad: a {} value does not fit a {} tensor", name(dtype), name(own)));
  return ops::emit(OpId::pad, {t, ops::as_tensor(value, own, OpId::pad)},
                   ops::PairAttributes{list(before), list(after)}, x.where());
}

Tensor narrow(const Arg& x, int axis, const Arg& start, std::int64_t length) {
  ops::CountAttributes a;
  a.axis = axis;
  a.count = length;
  return ops::emit(OpId::narrow, {ops::as_tensor(x, OpId::narrow), position(start, OpId::narrow)},
                   a, x.where());
}

Tensor roll(const Arg& x, const Arg& shift, int axis) {
  return ops::emit(OpId::roll, {ops::as_tensor(x, OpId::roll), position(shift, OpId::roll)},
                   ops::AxesAttributes{{axis}, false}, x.where());
}

Tensor concat(const TensorArgs& tensors, int axis) {
  return join(OpId::concat, tensors.tensors(), axis, tensors.where());
}

Tensor stack(const TensorArgs& tensors, int axis) {
  return join(OpId::stack, tensors.tensors(), axis, tensors.where());
}

Tensor stack(std::initializer_list<std::initializer_list<Tensor>> rows,
             std::source_location where) {
  std::vector<Tensor> stacked;
  for (const auto& row : rows)
    stacked.push_back(join(OpId::stack, std::span(row.begin(), row.size()), 0, where));
  return join(OpId::stack, stacked, 0, where);
}

std::vector<Tensor> split(const Arg& x, const std::vector<std::int64_t>& lengths, int axis) {
  const Tensor t = ops::as_tensor(x, OpId::narrow);
  const auto at = static_cast<std::size_t>(
      ops::checked_axis(OpId::narrow, axis, ops::type_of(t).shape.rank(), x.where()));
  const std::int64_t n = known_extent(OpId::narrow, t, at, x.where());
  std::int64_t total = 0;
  bool negative = false;
  for (std::int64_t l : lengths) total += l, negative = negative || l < 0;
  if (total != n || negative)
    ops::fail("AG0214", x.where(),
              fmt::format("split: pieces of {} elements in all for an axis of {}", total, n));
  std::vector<Tensor> parts;
  std::int64_t start = 0;
  for (std::int64_t l : lengths) {
    parts.push_back(narrow_constant(t, axis, start, l, x.where()));
    start += l;
  }
  return parts;
}

std::vector<Tensor> split(const Arg& x, int parts, int axis) {
  const Tensor t = ops::as_tensor(x, OpId::narrow);
  const auto at = static_cast<std::size_t>(
      ops::checked_axis(OpId::narrow, axis, ops::type_of(t).shape.rank(), x.where()));
  const std::int64_t n = known_extent(OpId::narrow, t, at, x.where());
  if (parts < 1 || n % parts != 0)
    ops::fail("AG0214", x.where(),
              fmt::format("split: an axis of {} into {} equal parts", n, parts));
  return split(x, std::vector<std::int64_t>(static_cast<std::size_t>(parts), n / parts), axis);
}

std::vector<Tensor> unstack(const Arg& x, int axis) {
  const Tensor t = ops::as_tensor(x, OpId::narrow);
  const auto at = static_cast<std::size_t>(
      ops::checked_axis(OpId::narrow, axis, ops::type_of(t).shape.rank(), x.where()));
  const std::int64_t n = known_extent(OpId::narrow, t, at, x.where());
  std::vector<Tensor> parts;
  for (std::int64_t i = 0; i < n; ++i)
    parts.push_back(ops::emit(OpId::squeeze, {narrow_constant(t, axis, i, 1, x.where())},
                              ops::AxesAttributes{{axis}, false}, x.where()));
  return parts;
}

}  // namespace ag
