// Indexing by tensors of positions: gather, take_along_axis, scatter, scatter_add, one_hot.
// Positions are i64 in [0, extent).
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/index.h"
#include "ops/view.h"

#include <cstring>
#include <fmt/format.h>

namespace ag::ops {
namespace {

void require_positions(OpId op, const Type& t, Location where) {
  if (t.dtype != DType::i64) bad_dtype(op, t.dtype, "i64 positions", where);
}

Shape gathered(const Shape& s, std::size_t axis, const Shape& positions, Location where) {
  Shape out;
  if (s.rank() - 1 + positions.rank() > max_rank) fail("AG0214", where, "gather: rank is too high");
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (i != axis)
      out.push_back(s[i]);
    else
      for (std::int64_t n : positions) out.push_back(n);
  }
  return out;
}

void require_aligned(OpId op, const Shape& s, const Shape& positions, std::size_t axis,
                     Location where) {
  bool fits = s.rank() == positions.rank();
  for (std::size_t i = 0; fits && i < s.size(); ++i)
    fits = i == axis || may_equal(s[i], positions[i]);
  if (!fits)
    fail("AG0214", where,
         fmt::format("{}: positions of shape {} for shape {}, axis {}", op_name(op),
                     describe(positions), describe(s), axis));
}

/// What a source must broadcast to: the tensor's shape with the axis as long as the positions.
Shape source_shape(OpId op, const Shape& s, const Shape& positions, std::size_t axis,
                   Location where) {
  if (positions.rank() > 1)
    fail("AG0214", where,
         fmt::format("{}: positions are one integer or a vector, not {}", op_name(op),
                     describe(positions)));
  Shape out = s;
  out[axis] = positions.rank() == 0 ? 1 : positions[0];
  return out;
}

const Type* result_type(OpId op, Types in, const CountAttributes& a, Location where) {
  if (op == OpId::one_hot) {
    require_positions(op, *in[0], where);
    if (a.count < 0 || in[0]->shape.rank() == max_rank)
      fail("AG0214", where, fmt::format("one_hot: {} classes", a.count));
    Shape s = in[0]->shape;
    s.push_back(a.count);
    return detail::intern(a.dtype, s);
  }
  require_positions(op, *in[1], where);
  const Shape& s = in[0]->shape;
  const auto axis = static_cast<std::size_t>(checked_axis(op, a.axis, s.rank(), where));
  if (op == OpId::gather)
    return detail::intern(in[0]->dtype, gathered(s, axis, in[1]->shape, where));
  if (op == OpId::take_along_axis) {
    require_aligned(op, s, in[1]->shape, axis, where);
    Shape out = s;
    out[axis] = in[1]->shape[axis];
    return detail::intern(in[0]->dtype, out);
  }
  if (in[2]->dtype != in[0]->dtype)
    bad_dtype(op, in[2]->dtype, "a source of the tensor's dtype", where);
  if (op == OpId::scatter_add && in[0]->dtype == DType::boolean)
    bad_dtype(op, in[0]->dtype, "numbers", where);
  require_broadcast_to(op, in[2]->shape, source_shape(op, s, in[1]->shape, axis, where), where);
  return in[0];
}

void require_range(const kernel::Status& status, std::int64_t extent, Location where) {
  if (!status.ok()) index_error(static_cast<std::int64_t>(status.operands[0]), extent, where);
}

Tensor scattered(OpId op, const Operands& in, std::size_t axis, Location where) {
  const Type& type = type_of(in[0]);
  const Tensor positions = in[1];
  const Shape wanted = source_shape(op, type.shape, type_of(positions).shape, axis, where);
  Tensor source = in[2];
  const Shape& own = type_of(source).shape;
  if (!(own == wanted)) source = copied(source, {0, wanted, broadcast_strides(own, wanted)});
  const kernel::AxisShape s = axis_shape(type.shape, static_cast<int>(axis));
  const std::int64_t count = type_of(positions).elements;
  for (std::int64_t i = 0; i < count; ++i) {  // before the tensor may be taken over
    const std::int64_t at = data<const std::int64_t>(positions)[i];
    if (at < 0 || at >= s.extent) index_error(at, s.extent, where);
  }
  Tensor t = in.take(0);
  detail::make_unique(t);
  const auto* idx = data<const std::int64_t>(positions);
  const DType dtype = type_of(t).dtype;
  const kernel::Status status =
      op == OpId::scatter
          ? kernel::scatter(item_size(dtype), s, bytes(t), idx, count, bytes(source))
          : kernel::scatter_add(kernel::kernels(), dtype, s, bytes(t), idx, count, bytes(source));
  require_range(status, s.extent, where);
  return t;
}

Tensor one_hot_of(const Tensor& positions, const Type* type, std::int64_t classes, Location where) {
  const Tensor one = run_cast(Tensor(1), type->dtype, where);
  const std::size_t item = item_size(type->dtype);
  Tensor out = new_tensor(type);
  std::memset(bytes(out), 0, type->bytes);
  for (std::int64_t i = 0; i < type_of(positions).elements; ++i) {
    const std::int64_t at = data<const std::int64_t>(positions)[i];
    if (at < 0 || at >= classes) index_error(at, classes, where);
    std::memcpy(data<char>(out) + static_cast<std::size_t>(i * classes + at) * item, bytes(one),
                item);
  }
  return out;
}

}  // namespace

void infer_gather_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  out.push_back(result_type(op, in, attributes.as<CountAttributes>(), c.where));
}

void evaluate_gather_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                        std::span<Tensor> out) {
  const auto& a = attributes.as<CountAttributes>();
  const Type* types[3];
  for (std::size_t i = 0; i < in.size(); ++i) types[i] = &type_of(in[i]);
  const Type* type = result_type(op, Types(types, in.size()), a, c.where);
  if (op == OpId::one_hot) {
    out[0] = one_hot_of(in[0], type, a.count, c.where);
    return;
  }
  const Shape& shape = types[0]->shape;
  const int axis = checked_axis(op, a.axis, shape.rank(), c.where);
  if (op == OpId::scatter || op == OpId::scatter_add) {
    out[0] = scattered(op, in, static_cast<std::size_t>(axis), c.where);
    return;
  }
  const kernel::AxisShape s = axis_shape(shape, axis);
  const std::size_t item = item_size(type->dtype);
  const auto* idx = data<const std::int64_t>(in[1]);
  const Tensor result = new_tensor(type);
  const bool along = op == OpId::take_along_axis;
  const std::int64_t count =
      along ? types[1]->shape[static_cast<std::size_t>(axis)] : types[1]->elements;
  require_range(along ? kernel::take_along_axis(item, s, bytes(in[0]), idx, count, bytes(result))
                      : kernel::gather(item, s, bytes(in[0]), idx, count, bytes(result)),
                s.extent, c.where);
  out[0] = result;
}

}  // namespace ag::ops
