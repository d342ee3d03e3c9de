// sort, argsort, topk, searchsorted, unique_count: rows of the last axis, other axes by
// transposing.
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/view.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

/// The permutation that exchanges `axis` with the last one; its own inverse.
std::array<int, max_rank> exchange(int rank, int axis) {
  std::array<int, max_rank> perm{};
  for (int i = 0; i < rank; ++i) perm[static_cast<std::size_t>(i)] = i;
  std::swap(perm[static_cast<std::size_t>(axis)], perm[static_cast<std::size_t>(rank - 1)]);
  return perm;
}

Tensor exchanged(const Tensor& t, int axis) {
  const int rank = type_of(t).shape.rank();
  if (axis == rank - 1) return t;
  const auto perm = exchange(rank, axis);
  return transposed(t, std::span(perm.data(), static_cast<std::size_t>(rank)));
}

struct Rows {
  std::int64_t rows = 1, n = 0;
};
Rows rows_of(const Shape& s) {
  const std::int64_t n = s.back();
  return {n == 0 ? 0 : s.elements() / n, n};
}

Tensor sorted(OpId op, const Tensor& t, int axis, bool descending) {
  const Tensor in = exchanged(t, axis);
  const Shape& s = type_of(in).shape;
  const bool values = op == OpId::sort;
  const Tensor out = new_tensor(values ? type_of(in).dtype : DType::i64, s);
  const Rows r = rows_of(s);
  kernel::sort(type_of(in).dtype, r.rows, r.n, descending, bytes(in), values ? bytes(out) : nullptr,
               values ? nullptr : data<std::int64_t>(out));
  return exchanged(out, axis);
}

void topk(const Tensor& t, int axis, const CountAttributes& a, std::span<Tensor> out) {
  const Tensor in = exchanged(t, axis);
  Shape s = type_of(in).shape;
  const Rows r = rows_of(s);
  s[s.size() - 1] = a.count;
  const Tensor values = new_tensor(type_of(in).dtype, s), indices = new_tensor(DType::i64, s);
  kernel::topk(type_of(in).dtype, r.rows, r.n, a.count, a.flag, bytes(in), bytes(values),
               data<std::int64_t>(indices));
  out[0] = exchanged(values, axis);
  out[1] = exchanged(indices, axis);
}

std::int64_t distinct(const Tensor& t) {
  const Type& type = type_of(t);
  const std::int64_t n = type.elements;
  if (n < 2) return n;
  const Tensor flat = new_tensor(type.dtype, Shape{n});
  kernel::sort(type.dtype, 1, n, false, bytes(t), bytes(flat), nullptr);
  const auto part = [&](std::int64_t start) { return copied(flat, {start, Shape{n - 1}, {1}}); };
  const Tensor low = part(0), high = part(1);
  const Tensor differ = run2(OpId::ne, low, high, {});
  const bool floats = is_floating(type.dtype);
  const Tensor nan = floats ? run1(OpId::isnan, low, {}) : Tensor();  // NaNs stand last, together
  std::int64_t count = 1;
  for (std::int64_t i = 0; i < n - 1; ++i)
    count += data<const bool>(differ)[i] && !(floats && data<const bool>(nan)[i]);
  return count;
}

void infer_topk(OpId op, InferContext& c, const Type& t, const CountAttributes& a, Results& out) {
  const auto at = static_cast<std::size_t>(checked_axis(op, a.axis, t.shape.rank(), c.where));
  if (a.count < 0 || (!symbolic(t.shape[at]) && a.count > t.shape[at]))
    fail("AG0214", c.where, fmt::format("topk: {} of {} elements", a.count, t.shape[at]));
  Shape s = t.shape;
  s[at] = a.count;
  out.push_back(detail::intern(t.dtype, s));
  out.push_back(detail::intern(DType::i64, s));
}

}  // namespace

void infer_order_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  const Type& t = *in[0];
  if (op == OpId::topk) return infer_topk(op, c, t, attributes.as<CountAttributes>(), out);
  if (op == OpId::unique_count) return out.push_back(scalar_type(DType::i64));
  if (op == OpId::searchsorted) {
    if (t.shape.rank() != 1 || t.dtype != in[1]->dtype)
      fail("AG0214", c.where,
           fmt::format("searchsorted: takes a sorted vector and queries of its "
                       "dtype, not {} and {}",
                       describe(t), describe(*in[1])));
    return out.push_back(detail::intern(DType::i64, in[1]->shape));
  }
  checked_axis(op, attributes.as<OrderAttributes>().axis, t.shape.rank(), c.where);
  out.push_back(detail::intern(op == OpId::sort ? t.dtype : DType::i64, t.shape));
}

void evaluate_order_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                       std::span<Tensor> out) {
  const Type* types[2];
  for (std::size_t i = 0; i < in.size(); ++i) types[i] = &type_of(in[i]);
  InferContext context(c.where, nullptr);
  Results results;
  infer_order_op(op, context, Types(types, in.size()), attributes, results);
  const int rank = types[0]->shape.rank();
  if (op == OpId::topk) {
    const auto& a = attributes.as<CountAttributes>();
    topk(in[0], checked_axis(op, a.axis, rank, c.where), a, out);
  } else if (op == OpId::unique_count) {
    out[0] = i64_scalar(distinct(in[0]));
  } else if (op == OpId::searchsorted) {
    out[0] = new_tensor(results[0]);
    kernel::searchsorted(types[0]->dtype, bytes(in[0]), types[0]->elements,
                         attributes.as<OrderAttributes>().flag, bytes(in[1]), types[1]->elements,
                         data<std::int64_t>(out[0]));
  } else {
    const auto& a = attributes.as<OrderAttributes>();
    out[0] = sorted(op, in[0], checked_axis(op, a.axis, rank, c.where), a.flag);
  }
}

}  // namespace ag::ops
