// The indexing, ordering, creation and whole-tensor comparison functions of ops.h.
#include "autograft/ops.h"
#include "ops/front.h"

#include <cmath>
#include <fmt/format.h>

namespace ag {
namespace {

using ir::OpId;
using kernel::Accepts;

Tensor positions(const Arg& indices, OpId op) {
  const Tensor t = ops::as_tensor(indices, op);
  if (!is_integer(ops::type_of(t).dtype))
    ops::bad_dtype(op, ops::type_of(t).dtype, "integer positions", indices.where());
  return ops::cast_to(t, DType::i64, indices.where());
}

ops::CountAttributes with_axis(std::int64_t axis) {
  ops::CountAttributes a;
  a.axis = axis;
  return a;
}

Tensor scattered(OpId op, const Arg& x, const Arg& indices, const Arg& source, int axis) {
  const Tensor t = ops::as_tensor(x, op);
  const DType own = ops::type_of(t).dtype;
  const Arg* const args[2] = {&x, &source};
  const DType dtype = ops::meeting_dtype(op, args, Accepts::any);
  if (dtype != own)
    ops::fail("AG0210", x.where(),
              fmt::format("{}: a {} source does not fit a {} tensor without loss; "
                          "convert with .to({})",
                          ops::op_name(op), name(dtype), name(own), name(own)));
  return ops::emit(op, {t, positions(indices, op), ops::as_tensor(source, own, op)},
                   with_axis(axis), x.where());
}

/// A number that decides a shape.
detail::AnyNumber host_number(const Arg& a, const char* what) {
  if (a.is_number()) return a.number();
  ops::require_defined(a, OpId::arange);
  if (!ops::is_concrete(a))
    ops::fail("AG0301", a.where(),
              fmt::format("{} is needed while the graph is built: it decides a shape", what));
  return detail::read_number(a.impl(), a.impl()->type->dtype, {});
}

double as_double(detail::AnyNumber n) {
  if (is_floating(n.dtype)) return std::bit_cast<double>(n.bits);
  if (is_signed_integer(n.dtype)) return static_cast<double>(static_cast<std::int64_t>(n.bits));
  return static_cast<double>(n.bits);
}

/// How many values start, start + step, … lie before stop.
std::int64_t range_count(detail::AnyNumber start, detail::AnyNumber stop, detail::AnyNumber step,
                         Location where) {
  if (as_double(step) == 0) ops::fail("AG0214", where, "arange: the step is zero");
  if (is_floating(start.dtype) || is_floating(stop.dtype) || is_floating(step.dtype)) {
    const double n = std::ceil((as_double(stop) - as_double(start)) / as_double(step));
    if (!(n < 1e15)) ops::fail("AG0214", where, "arange: the range is not finite");
    return n > 0 ? static_cast<std::int64_t>(n) : 0;
  }
  const auto a = static_cast<std::int64_t>(start.bits), b = static_cast<std::int64_t>(stop.bits),
             s = static_cast<std::int64_t>(step.bits);
  if (s > 0 ? a >= b : a <= b) return 0;
  const std::uint64_t span = s > 0 ? static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a)
                                   : static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
  const std::uint64_t size =
      s > 0 ? static_cast<std::uint64_t>(s) : 0 - static_cast<std::uint64_t>(s);
  return static_cast<std::int64_t>((span - 1) / size + 1);
}

Tensor arange_of(const Arg& start, const Arg& stop, const Arg& step, const DType* wanted) {
  const detail::AnyNumber n[3] = {host_number(start, "arange's start"),
                                  host_number(stop, "arange's stop"),
                                  host_number(step, "arange's step")};
  DType dtype = n[0].dtype;
  for (const detail::AnyNumber& v : n) dtype = ops::cpp_common(dtype, v.dtype);
  if (wanted) dtype = *wanted;
  const Tensor first = ops::cast_to(ops::as_tensor(n[0]), dtype, start.where());
  const Tensor by = ops::cast_to(ops::as_tensor(n[2]), dtype, start.where());
  const std::int64_t count = range_count(n[0], n[1], n[2], stop.where());
  return ops::emit(OpId::arange, {first, by}, ops::ShapeAttributes{{count}}, stop.where());
}

Tensor linspace_of(const Arg& start, const Arg& stop, std::int64_t n, DType dtype) {
  const Tensor a = ops::cast_to(ops::as_tensor(start, OpId::linspace), dtype, start.where());
  const Tensor b = ops::cast_to(ops::as_tensor(stop, OpId::linspace), dtype, stop.where());
  return ops::emit(OpId::linspace, {a, b}, ops::ShapeAttributes{{n}}, start.where());
}

Tensor filled(const Shape& shape, const Tensor& value, Location where) {
  return ops::emit(OpId::full, {value}, ops::ShapeAttributes{{shape.begin(), shape.end()}}, where);
}

Tensor constant(double v, DType dtype) { return ops::cast_to(Tensor(v), dtype, {}); }

Tensor like(const Arg& x, double v) {
  const Tensor t = ops::as_tensor(x, OpId::full_like);
  return ops::emit(OpId::full_like, {t, constant(v, ops::type_of(t).dtype)}, x.where());
}

}  // namespace

Tensor gather(const Arg& x, const Arg& indices, int axis) {
  return ops::emit(OpId::gather,
                   {ops::as_tensor(x, OpId::gather), positions(indices, OpId::gather)},
                   with_axis(axis), x.where());
}
Tensor take_along_axis(const Arg& x, const Arg& indices, int axis) {
  return ops::emit(
      OpId::take_along_axis,
      {ops::as_tensor(x, OpId::take_along_axis), positions(indices, OpId::take_along_axis)},
      with_axis(axis), x.where());
}
Tensor scatter(const Arg& x, const Arg& indices, const Arg& source, int axis) {
  return scattered(OpId::scatter, x, indices, source, axis);
}
Tensor scatter_add(const Arg& x, const Arg& indices, const Arg& source, int axis) {
  return scattered(OpId::scatter_add, x, indices, source, axis);
}
Tensor one_hot(const Arg& indices, std::int64_t classes, DType dtype) {
  ops::CountAttributes a;
  a.count = classes;
  a.dtype = dtype;
  return ops::emit(OpId::one_hot, {positions(indices, OpId::one_hot)}, a, indices.where());
}

Tensor sort(const Arg& x, int axis, bool descending) {
  return ops::emit(OpId::sort, {ops::as_tensor(x, OpId::sort)},
                   ops::OrderAttributes{axis, descending}, x.where());
}
Tensor argsort(const Arg& x, int axis, bool descending) {
  return ops::emit(OpId::argsort, {ops::as_tensor(x, OpId::argsort)},
                   ops::OrderAttributes{axis, descending}, x.where());
}
TopK topk(const Arg& x, std::int64_t k, int axis, bool largest) {
  ops::CountAttributes a = with_axis(axis);
  a.count = k;
  a.flag = largest;
  const Tensor in = ops::as_tensor(x, OpId::topk);
  Tensor out[2];
  ops::emit(OpId::topk, std::span(&in, 1), a, x.where(), out);
  return {out[0], out[1]};
}
Tensor searchsorted(const Arg& sorted, const Arg& queries, bool right) {
  Tensor in[2];
  ops::promote(OpId::searchsorted, {&sorted, &queries}, Accepts::any, in);
  return ops::emit(OpId::searchsorted, {in[0], in[1]}, ops::OrderAttributes{0, right},
                   sorted.where());
}
Tensor unique_count(const Arg& x) {
  return ops::emit(OpId::unique_count, {ops::as_tensor(x, OpId::unique_count)}, x.where());
}

Tensor zeros(const Shape& shape, DType dtype) { return filled(shape, constant(0, dtype), {}); }
Tensor ones(const Shape& shape, DType dtype) { return filled(shape, constant(1, dtype), {}); }
Tensor eye(std::int64_t n, DType dtype) { return diag(ones(Shape{n}, dtype)); }
Tensor full(const Shape& shape, const Arg& value) {
  return filled(shape, ops::as_tensor(value, OpId::full), value.where());
}
Tensor full(const Shape& shape, const Arg& value, DType dtype) {
  return filled(shape, cast(value, dtype), value.where());
}
Tensor zeros_like(const Arg& x) { return like(x, 0); }
Tensor ones_like(const Arg& x) { return like(x, 1); }

Tensor arange(const Arg& stop) { return arange_of(0, stop, 1, nullptr); }
Tensor arange(const Arg& stop, DType dtype) { return arange_of(0, stop, 1, &dtype); }
Tensor arange(const Arg& start, const Arg& stop, const Arg& step) {
  return arange_of(start, stop, step, nullptr);
}
Tensor arange(const Arg& start, const Arg& stop, const Arg& step, DType dtype) {
  return arange_of(start, stop, step, &dtype);
}
Tensor linspace(const Arg& start, const Arg& stop, std::int64_t n) {
  const Arg* const args[2] = {&start, &stop};
  const DType d = ops::meeting_dtype(OpId::linspace, args, Accepts::any);
  return linspace_of(start, stop, n, is_floating(d) ? d : DType::f32);
}
Tensor linspace(const Arg& start, const Arg& stop, std::int64_t n, DType dtype) {
  return linspace_of(start, stop, n, dtype);
}

Tensor allclose(const Arg& a, const Arg& b, double rtol, double atol) {
  Tensor in[2];
  ops::promote(OpId::sub, {&a, &b}, Accepts::floating, in);
  const Tensor& x = in[0];
  const Tensor& y = in[1];
  const Tensor near = abs(x - y) <= atol + rtol * abs(y);
  return all((x == y) | (isfinite(y) & near));
}

Tensor array_equal(const Arg& a, const Arg& b) {
  const Tensor x = ops::as_tensor(a, OpId::eq), y = ops::as_tensor(b, OpId::eq);
  const Shape &s = ops::type_of(x).shape, &t = ops::type_of(y).shape;
  bool fits = s.rank() == t.rank();
  for (std::size_t i = 0; fits && i < s.size(); ++i) fits = ops::may_equal(s[i], t[i]);
  return fits ? all(x == y) : Tensor(false);
}

}  // namespace ag
