// Ops that copy blocks of elements to other places: flip, tile, pad, roll, narrow, concat, stack.
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/view.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

void require_scalar(OpId op, const Type& t, bool integer, Location where) {
  const bool one = t.elements == 1 || t.symbolic_extents;
  if (!one || (integer && !is_integer(t.dtype)))
    fail("AG0214", where,
         fmt::format("{}: takes one {} here, not {}", op_name(op), integer ? "integer" : "value",
                     describe(t)));
}

int one_axis(OpId op, const Ints& axes, int rank, Location where) {
  if (axes.size() != 1) fail("AG0214", where, fmt::format("{}: takes one axis", op_name(op)));
  return checked_axis(op, axes[0], rank, where);
}

Shape tiled(OpId op, const Shape& s, const Ints& copies, Location where) {
  Shape out;
  const std::size_t rank = std::max(s.size(), copies.size());
  for (std::size_t i = 0; i < rank; ++i) {
    const std::size_t lead_s = rank - s.size(), lead_c = rank - copies.size();
    const std::int64_t n = i < lead_s ? 1 : s[i - lead_s], c = i < lead_c ? 1 : copies[i - lead_c];
    if (c < 0) fail("AG0214", where, fmt::format("{}: {} copies", op_name(op), c));
    if (symbolic(n) && c != 1)
      fail("AG0214", where, fmt::format("{}: axis {} has an unknown extent", op_name(op), i));
    out.push_back(c == 1 ? n : n * c);
  }
  return out;
}

Shape padded(OpId op, const Shape& s, const PairAttributes& a, Location where) {
  if (a.first.size() != s.size() || a.second.size() != s.size())
    fail("AG0214", where,
         fmt::format("{}: {} and {} amounts for shape {}", op_name(op), a.first.size(),
                     a.second.size(), describe(s)));
  Shape out = s;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const std::int64_t more = a.first[i] + a.second[i];
    if (a.first[i] < 0 || a.second[i] < 0 || (symbolic(s[i]) && more != 0))
      fail("AG0214", where,
           fmt::format("{}: axis {} of shape {} by {} and {}", op_name(op), i, describe(s),
                       a.first[i], a.second[i]));
    out[i] += more;
  }
  return out;
}

/// The joined shape of concat, or of stack after its new axis went in.
Shape joined(OpId op, Types in, int axis, Location where) {
  Shape out = in[0]->shape;
  const auto at = static_cast<std::size_t>(axis);
  for (std::size_t k = 1; k < in.size(); ++k) {
    const Shape& s = in[k]->shape;
    bool fits = s.rank() == out.rank() && in[k]->dtype == in[0]->dtype;
    for (std::size_t i = 0; fits && i < s.size(); ++i)
      fits = (op == OpId::concat && i == at) || may_equal(s[i], out[i]);
    if (!fits)
      fail("AG0214", where,
           fmt::format("{}: {} and {} do not fit together along axis {}", op_name(op),
                       describe(*in[0]), describe(*in[k]), axis));
    for (std::size_t i = 0; i < s.size(); ++i)
      if (symbolic(out[i]) && !symbolic(s[i]) && i != at) out[i] = s[i];
    if (op == OpId::concat) out[at] = symbolic(out[at]) || symbolic(s[at]) ? -1 : out[at] + s[at];
  }
  return out;
}

Shape joined_shape(OpId op, Types in, const Ints& axes, InferContext& c) {
  const bool stack = op == OpId::stack;
  const int rank = in[0]->shape.rank() + (stack ? 1 : 0);
  if (rank > max_rank)
    fail("AG0214", c.where, fmt::format("{}: rank {} is too high", op_name(op), rank));
  if (rank == 0) fail("AG0214", c.where, "concat: scalars have no axis to join along; use stack");
  const auto at = static_cast<std::size_t>(one_axis(op, axes, rank, c.where));
  Shape s = joined(op, in, static_cast<int>(at), c.where);
  if (!stack) {
    bool unknown = false;
    for (const Type* t : in) unknown = unknown || symbolic(t->shape[at]);
    if (unknown && in.size() > 1) s[at] = c.fresh("concat");
    return s;
  }
  Shape out;
  for (std::size_t i = 0, next = 0; i < static_cast<std::size_t>(rank); ++i)
    out.push_back(i == at ? static_cast<std::int64_t>(in.size()) : s[next++]);
  return out;
}

Shape narrowed(OpId op, const Shape& s, const CountAttributes& a, Location where) {
  Shape out = s;
  const auto at = static_cast<std::size_t>(checked_axis(op, a.axis, s.rank(), where));
  if (a.count < 0 || (!symbolic(s[at]) && a.count > s[at]))
    fail("AG0212", where,
         fmt::format("{}: {} elements of an axis of {}", op_name(op), a.count, s[at]));
  out[at] = a.count;
  return out;
}

const Type* result_type(OpId op, Types in, AttributeView attributes, InferContext& c) {
  const Type& t = *in[0];
  Shape s = t.shape;
  switch (op) {
  case OpId::flip: checked_axes(op, attributes.as<AxesAttributes>().axes, s.rank(), c.where); break;
  case OpId::tile: s = tiled(op, s, attributes.as<ShapeAttributes>().shape, c.where); break;
  case OpId::pad:
    require_scalar(op, *in[1], false, c.where);
    if (in[1]->dtype != t.dtype)
      bad_dtype(op, in[1]->dtype, "a value of the tensor's dtype", c.where);
    s = padded(op, s, attributes.as<PairAttributes>(), c.where);
    break;
  case OpId::roll:
    require_scalar(op, *in[1], true, c.where);
    one_axis(op, attributes.as<AxesAttributes>().axes, s.rank(), c.where);
    break;
  case OpId::narrow:
    require_scalar(op, *in[1], true, c.where);
    s = narrowed(op, s, attributes.as<CountAttributes>(), c.where);
    break;
  default: s = joined_shape(op, in, attributes.as<AxesAttributes>().axes, c);
  }
  return detail::intern(t.dtype, s);
}

Tensor flipped(const Tensor& t, const AxisSet& axes) {
  View v = View::of(type_of(t).shape);
  for (std::size_t i = 0; i < v.extents.size(); ++i)
    if (axes[i] && v.extents[i] > 0) v.select(i, v.extents[i] - 1, -1, v.extents[i]);
  return copied(t, v);
}

/// One axis after the other: [outer, n · inner] becomes [outer, copies, n · inner].
Tensor repeated(Tensor t, const Shape& to) {
  Shape s;
  const Shape& from = type_of(t).shape;
  for (std::size_t i = from.size(); i < to.size(); ++i) s.push_back(1);
  for (std::int64_t n : from) s.push_back(n);
  t = with_shape(std::move(t), s);
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (s[i] == to[i] || s[i] == 0) continue;
    const kernel::AxisShape a = axis_shape(s, static_cast<int>(i));
    const std::int64_t run = a.extent * a.inner;
    const View v{0, Shape{a.outer, to[i] / s[i], run}, {run, 0, 1}};
    s[i] = to[i];
    t = with_shape(copied(t, v), s);
  }
  return t;
}

void pad_into(const Tensor& out, const Tensor& t, const Tensor& value, const Ints& before) {
  const Type& type = type_of(t);
  const std::size_t item = item_size(type.dtype);
  kernel::fill(item, type_of(out).elements, bytes(out), bytes(value));
  View v = View::of(type_of(out).shape);
  for (std::size_t i = 0; i < before.size(); ++i) v.select(i, before[i], 1, type.shape[i]);
  copy_elements(item, bytes(out), v, bytes(t), View::of(type.shape));
}

void roll_into(const Tensor& out, const Tensor& t, std::int64_t shift, std::size_t axis) {
  const Type& type = type_of(t);
  const std::int64_t n = type.shape[axis];
  if (n == 0) return;
  shift = (shift % n + n) % n;
  for (int part = 0; part < 2; ++part) {
    View from = View::of(type.shape), to = from;
    const std::int64_t count = part == 0 ? n - shift : shift;
    from.select(axis, part == 0 ? 0 : n - shift, 1, count);
    to.select(axis, part == 0 ? shift : 0, 1, count);
    copy_elements(item_size(type.dtype), bytes(out), to, bytes(t), from);
  }
}

Tensor narrow_of(OpId op, const Tensor& t, std::int64_t start, std::size_t axis, std::int64_t count,
                 Location where) {
  View v = View::of(type_of(t).shape);
  const std::int64_t n = v.extents[axis];
  if (start < 0 || start > n - count)
    fail("AG0212", where,
         fmt::format("{}: elements {} to {} of an axis of {}", op_name(op), start,
                     start + count - 1, n));
  v.select(axis, start, 1, count);
  return copied(t, v);
}

void join_into(OpId op, const Tensor& out, const Operands& in, std::size_t axis) {
  const Type& type = type_of(out);
  std::int64_t at = 0;
  for (std::size_t k = 0; k < in.size(); ++k) {
    View from = View::of(type_of(in[k]).shape);
    if (op == OpId::stack) from.insert(axis);
    View to = View::of(type.shape);
    to.select(axis, at, 1, from.extents[axis]);
    at += from.extents[axis];
    copy_elements(item_size(type.dtype), bytes(out), to, bytes(in[k]), from);
  }
}

}  // namespace

void infer_movement_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  out.push_back(result_type(op, in, attributes, c));
}

void evaluate_movement_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                          std::span<Tensor> out) {
  std::vector<const Type*> types;
  for (std::size_t i = 0; i < in.size(); ++i) types.push_back(&type_of(in[i]));
  InferContext context(c.where, nullptr);
  const Type* type = result_type(op, types, attributes, context);
  const int rank = type->shape.rank();
  const auto axis = [&] {
    return static_cast<std::size_t>(
        one_axis(op, attributes.as<AxesAttributes>().axes, rank, c.where));
  };
  switch (op) {
  case OpId::flip:
    out[0] = flipped(in[0], checked_axes(op, attributes.as<AxesAttributes>().axes, rank, c.where));
    return;
  case OpId::tile: out[0] = repeated(in[0], type->shape); return;
  case OpId::narrow: {
    const auto& a = attributes.as<CountAttributes>();
    const auto at = static_cast<std::size_t>(checked_axis(op, a.axis, rank, c.where));
    out[0] = narrow_of(op, in[0], read_index(in[1]), at, a.count, c.where);
    return;
  }
  default: break;
  }
  const Tensor result = new_tensor(type);
  if (op == OpId::pad)
    pad_into(result, in[0], in[1], attributes.as<PairAttributes>().first);
  else if (op == OpId::roll)
    roll_into(result, in[0], read_index(in[1]), axis());
  else
    join_into(op, result, in, axis());
  out[0] = result;
}

}  // namespace ag::ops
