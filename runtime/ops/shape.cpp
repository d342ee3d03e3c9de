// Ops that reorder or reinterpret axes: transpose, reshape, squeeze, unsqueeze, broadcast_to, tril,
// triu, diag; the extent of an axis.
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/view.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ag::ops {
namespace {

std::array<int, max_rank> permutation(OpId op, const Ints& axes, int rank, Location where) {
  std::array<int, max_rank> perm{};
  if (axes.empty()) {
    for (int i = 0; i < rank; ++i) perm[static_cast<std::size_t>(i)] = rank - 1 - i;
    return perm;
  }
  checked_axes(op, axes, rank, where);
  if (axes.size() != static_cast<std::size_t>(rank))
    fail("AG0214", where,
         fmt::format("{}: a permutation of {} axes for a tensor of rank {}", op_name(op),
                     axes.size(), rank));
  for (std::size_t i = 0; i < axes.size(); ++i)
    perm[i] = static_cast<int>(axes[i] < 0 ? axes[i] + rank : axes[i]);
  return perm;
}

Shape transposed_shape(const Shape& s, const std::array<int, max_rank>& perm) {
  Shape out;
  for (std::size_t i = 0; i < s.size(); ++i) out.push_back(s[static_cast<std::size_t>(perm[i])]);
  return out;
}

/// The shape asked for, with -1 resolved where every extent is known (else a fresh symbol).
Shape reshaped(OpId op, const Shape& from, const Ints& to, InferContext& c) {
  const auto mismatch = [&] {
    fail("AG0214", c.where,
         fmt::format("{}: {} elements of shape {} do not fill shape [{}]", op_name(op),
                     from.elements(), describe(from), fmt::join(to, ", ")));
  };
  Shape out;
  std::int64_t known = 1, free_axis = -1, from_known = 1, from_symbol = 0;
  int symbols = 0;
  for (std::int64_t n : from) {
    if (symbolic(n))
      ++symbols, from_symbol = n;
    else
      from_known *= n;
  }
  for (std::int64_t n : to) {
    if (n < -1 || (n == -1 && free_axis >= 0))
      fail("AG0214", c.where,
           fmt::format("{}: bad shape [{}]: one extent may be -1", op_name(op),
                       fmt::join(to, ", ")));
    if (n == -1)
      free_axis = out.rank();
    else
      known *= n;
    out.push_back(n == -1 ? 1 : n);
  }
  if (symbols == 0) {
    if (free_axis < 0 ? known != from_known : (known == 0 || from_known % known != 0)) mismatch();
    if (free_axis >= 0) out[static_cast<std::size_t>(free_axis)] = from_known / known;
  } else if (free_axis >= 0) {
    const bool same = symbols == 1 && known == from_known;
    out[static_cast<std::size_t>(free_axis)] = same ? from_symbol : c.fresh("reshape");
  }
  return out;
}

Shape squeezed(OpId op, const Shape& s, const Ints& axes, Location where) {
  const AxisSet set = checked_axes(op, axes, s.rank(), where);
  Shape out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool one = s[i] == 1;
    if (!axes.empty() && set[i] && !one && !symbolic(s[i]))
      fail("AG0214", where,
           fmt::format("{}: axis {} of shape {} has not extent 1", op_name(op), i, describe(s)));
    // Whether the axis goes decides on the rank.
    if (axes.empty() && symbolic(s[i]))
      fail("AG0302", where,
           fmt::format("{}: axis {} of shape {} is not known while the graph is built; say which "
                       "axes are meant",
                       op_name(op), i, describe(s)));
    const bool removed = axes.empty() ? one : set[i];
    if (!removed) out.push_back(s[i]);
  }
  return out;
}

Shape unsqueezed(OpId op, const Shape& s, const Ints& axes, Location where) {
  const int rank = s.rank() + static_cast<int>(axes.size());
  if (axes.empty() || rank > max_rank)
    fail(
        "AG0214", where,
        fmt::format("{}: {} new axes for a tensor of rank {}", op_name(op), axes.size(), s.rank()));
  const AxisSet set = checked_axes(op, axes, rank, where);
  Shape out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(rank); ++i)
    out.push_back(set[i] ? 1 : s[next++]);
  return out;
}

Shape diagonal_shape(const Shape& s, std::int64_t d, OpId op, Location where) {
  if (s.rank() == 1) {
    const std::int64_t n = symbolic(s[0]) ? s[0] : s[0] + std::abs(d);
    return Shape{n < 0 ? 0 : n, n < 0 ? 0 : n};
  }
  if (s.rank() != 2)
    fail("AG0214", where, fmt::format("{}: takes rank 1 or 2, not {}", op_name(op), describe(s)));
  const std::int64_t n = d >= 0 ? std::min(s[0], s[1] - d) : std::min(s[0] + d, s[1]);
  return Shape{std::max<std::int64_t>(n, 0)};
}

Shape result_shape(OpId op, const Shape& s, AttributeView attributes, InferContext& c) {
  switch (op) {
  case OpId::transpose:
    return transposed_shape(
        s, permutation(op, attributes.as<AxesAttributes>().axes, s.rank(), c.where));
  case OpId::reshape: return reshaped(op, s, attributes.as<ShapeAttributes>().shape, c);
  case OpId::squeeze: return squeezed(op, s, attributes.as<AxesAttributes>().axes, c.where);
  case OpId::unsqueeze: return unsqueezed(op, s, attributes.as<AxesAttributes>().axes, c.where);
  case OpId::broadcast_to: {
    const Shape to(attributes.as<ShapeAttributes>().shape);
    require_broadcast_to(op, s, to, c.where);
    return to;
  }
  case OpId::diag: {
    for (std::int64_t n : s)
      if (symbolic(n))
        fail("AG0214", c.where, "diag: takes known extents only, not " + describe(s));
    return diagonal_shape(s, attributes.as<CountAttributes>().count, op, c.where);
  }
  default:
    if (s.rank() < 2)
      fail("AG0214", c.where,
           fmt::format("{}: takes matrices, not shape {}", op_name(op), describe(s)));
    return s;
  }
}

Tensor triangle(OpId op, const Tensor& t, std::int64_t diagonal) {
  const Type& type = type_of(t);
  const std::size_t item = item_size(type.dtype);
  Tensor out = new_tensor(&type);
  std::memset(bytes(out), 0, type.bytes);
  const std::int64_t cols = type.shape.back(), rows = type.shape[type.shape.size() - 2];
  for (std::int64_t r = 0; cols > 0 && r < type.elements / cols; ++r) {
    const std::int64_t edge = r % rows + diagonal;  // last column of tril, first of triu
    const std::int64_t first = op == OpId::tril ? 0 : std::clamp<std::int64_t>(edge, 0, cols);
    const std::int64_t last = op == OpId::tril ? std::clamp<std::int64_t>(edge + 1, 0, cols) : cols;
    const auto at = static_cast<std::size_t>(r * cols + first) * item;
    std::memcpy(data<char>(out) + at, data<const char>(t) + at,
                static_cast<std::size_t>(last - first) * item);
  }
  return out;
}

/// The diagonal of a matrix as a view of it.
View diagonal_view(const Shape& matrix, std::int64_t d, std::int64_t n) {
  View v;
  v.offset = d >= 0 ? d : -d * matrix[1];
  v.extents = Shape{n};
  v.strides[0] = matrix[1] + 1;
  return v;
}

Tensor diagonal(const Tensor& t, std::int64_t d, const Shape& shape) {
  const Type& type = type_of(t);
  if (type.shape.rank() == 2) return copied(t, diagonal_view(type.shape, d, shape[0]));
  Tensor out = new_tensor(type.dtype, shape);
  std::memset(bytes(out), 0, type_of(out).bytes);
  copy_elements(item_size(type.dtype), bytes(out), diagonal_view(shape, d, type.elements), bytes(t),
                View::of(type.shape));
  return out;
}

}  // namespace

Tensor transposed(const Tensor& t, std::span<const int> perm) {
  const Shape& s = type_of(t).shape;
  View v;
  const Strides strides = strides_of(s);
  for (std::size_t i = 0; i < perm.size(); ++i) {
    v.extents.push_back(s[static_cast<std::size_t>(perm[i])]);
    v.strides[i] = strides[static_cast<std::size_t>(perm[i])];
  }
  return copied(t, v);
}

void infer_shape_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  if (op == OpId::extent) {
    const std::int64_t axis = attributes.as<CountAttributes>().axis;
    checked_axes(op, {&axis, 1}, in[0]->shape.rank(), c.where);
    return out.push_back(scalar_type(DType::i64));
  }
  out.push_back(detail::intern(in[0]->dtype, result_shape(op, in[0]->shape, attributes, c)));
}

void evaluate_shape_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                       std::span<Tensor> out) {
  const Shape from = type_of(in[0]).shape;
  if (op == OpId::extent) {
    const std::int64_t axis = attributes.as<CountAttributes>().axis;
    out[0] = Tensor(from[static_cast<std::size_t>(axis < 0 ? axis + from.rank() : axis)]);
    return;
  }
  InferContext context(c.where, nullptr);
  const Shape to = result_shape(op, from, attributes, context);
  switch (op) {
  case OpId::transpose: {
    const auto perm = permutation(op, attributes.as<AxesAttributes>().axes, from.rank(), c.where);
    out[0] = transposed(in[0], std::span(perm.data(), from.size()));
    return;
  }
  case OpId::broadcast_to: out[0] = copied(in[0], {0, to, broadcast_strides(from, to)}); return;
  case OpId::diag: out[0] = diagonal(in[0], attributes.as<CountAttributes>().count, to); return;
  case OpId::tril:
  case OpId::triu: out[0] = triangle(op, in[0], attributes.as<CountAttributes>().count); return;
  default: out[0] = with_shape(in.take(0), to);
  }
}

}  // namespace ag::ops
