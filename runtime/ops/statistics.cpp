// Ops along axes that are composed of others: mean, var, stddev, logsumexp, norm, cumsum, cumprod,
// softmax, log_softmax. f16 and bf16 are computed in f32 and rounded once.
#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/reduce.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

bool is_running(OpId op) { return op == OpId::cumsum || op == OpId::cumprod; }
bool is_softmax(OpId op) { return op == OpId::softmax || op == OpId::log_softmax; }

/// Floating ops give f64 for integers; running sums and products promote as sum does.
DType result_dtype(OpId op, DType dtype) {
  if (is_running(op)) return accumulated_dtype(dtype);
  return is_floating(dtype) ? dtype : DType::f64;
}

Tensor number(double v, DType dtype) { return run_cast(Tensor(v), dtype, {}); }

Tensor reduce(OpId op, const Tensor& t, const Ints& axes, bool keepdims) {
  return run_op(op, {&t}, AttributeView::of(AxesAttributes{axes, keepdims}), {});
}

double reduced_count(const Shape& shape, const AxisSet& axes) {
  double n = 1;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (axes[i]) n *= static_cast<double>(shape[i]);
  return n;
}

/// Axes spelled out, so that "all" stays all when the rank is 0.
Ints axis_list(const AxisSet& axes, int rank) {
  Ints list;
  for (int i = 0; i < rank; ++i)
    if (axes[static_cast<std::size_t>(i)]) list.push_back(i);
  return list;
}

Tensor mean_of(const Tensor& t, const Ints& axes, double n, bool keepdims) {
  return run2(OpId::div, reduce(OpId::sum, t, axes, keepdims), number(n, type_of(t).dtype), {});
}

Tensor variance(const Tensor& t, const Ints& axes, double n, bool keepdims) {
  const Tensor centred = run2(OpId::sub, t, mean_of(t, axes, n, true), {});
  return mean_of(run1(OpId::square, centred, {}), axes, n, keepdims);
}

/// x minus its maximum along the axes, where that is finite (so that inf - inf cannot arise).
struct Shifted {
  Tensor by, values;
};
Shifted shifted(const Tensor& t, const Ints& axes) {
  const Tensor high = reduce(OpId::max, t, axes, true);
  const Tensor zero = number(0, type_of(t).dtype);
  const Tensor finite = run1(OpId::isfinite, high, {});
  Tensor by = run_elementwise(OpId::where, {&finite, &high, &zero}, {});
  return {by, run2(OpId::sub, t, by, {})};
}

Tensor logsumexp_of(const Tensor& t, const Ints& axes, const Shape& shape) {
  if (type_of(t).elements == 0) {
    const Tensor sum = reduce(OpId::sum, t, axes, true);  // zeros: log gives -inf
    return with_shape(run1(OpId::log, sum, {}), shape);
  }
  const Shifted s = shifted(t, axes);
  const Tensor sum = reduce(OpId::sum, run1(OpId::exp, s.values, {}), axes, true);
  return with_shape(run2(OpId::add, run1(OpId::log, sum, {}), s.by, {}), shape);
}

Tensor softmax_of(OpId op, const Tensor& t, const Ints& axes) {
  if (type_of(t).elements == 0) return t;
  const Shifted s = shifted(t, axes);
  const Tensor e = run1(OpId::exp, s.values, {});
  const Tensor sum = reduce(OpId::sum, e, axes, true);
  if (op == OpId::softmax) return run2(OpId::div, e, sum, {});
  return run2(OpId::sub, s.values, run1(OpId::log, sum, {}), {});
}

Tensor running(OpId op, const Tensor& t, int axis) {
  const Type& type = type_of(t);
  const kernel::AxisShape s = axis_shape(type.shape, axis);
  Tensor out = new_tensor(&type);
  const auto kind = op == OpId::cumsum ? kernel::Cumulative::sum : kernel::Cumulative::prod;
  const kernel::Status status =
      kernel::cumulate(kind, type.dtype, s.outer, s.extent, s.inner, bytes(t), bytes(out));
  require_ok(op, status, type.dtype, type.shape, {});
  return out;
}

const Type* result_type(OpId op, const Type& in, const AxesAttributes& a, Location where) {
  const DType dtype = result_dtype(op, in.dtype);
  if (is_running(op) || is_softmax(op)) {
    if (a.axes.size() != 1) fail("AG0214", where, fmt::format("{}: takes one axis", op_name(op)));
    checked_axis(op, a.axes[0], in.shape.rank(), where);
    return detail::intern(dtype, in.shape);
  }
  return detail::intern(
      dtype, reduced_shape(in.shape, checked_axes(op, a.axes, in.shape.rank(), where), a.keepdims));
}

}  // namespace

void infer_statistics_op(OpId op, InferContext& c, Types in, AttributeView attributes,
                         Results& out) {
  out.push_back(result_type(op, *in[0], attributes.as<AxesAttributes>(), c.where));
}

void evaluate_statistics_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                            std::span<Tensor> out) {
  const auto& a = attributes.as<AxesAttributes>();
  const Type& type = type_of(in[0]);
  const Type* result = result_type(op, type, a, c.where);
  const AxisSet set = checked_axes(op, a.axes, type.shape.rank(), c.where);
  const Ints axes = axis_list(set, type.shape.rank());
  const double n = reduced_count(type.shape, set);
  // cumsum of f16 rounds every partial sum itself; the rest round once, at the end.
  const bool wide = is_half(type.dtype) && !is_running(op);
  const Tensor t = run_cast(in[0], wide ? DType::f32 : result->dtype, c.where);
  Tensor r;
  switch (op) {
  case OpId::mean: r = mean_of(t, axes, n, a.keepdims); break;
  case OpId::var: r = variance(t, axes, n, a.keepdims); break;
  case OpId::stddev: r = run1(OpId::sqrt, variance(t, axes, n, a.keepdims), c.where); break;
  case OpId::norm:
    r = run1(OpId::sqrt, reduce(OpId::sum, run1(OpId::square, t, c.where), axes, a.keepdims),
             c.where);
    break;
  case OpId::logsumexp: r = logsumexp_of(t, axes, result->shape); break;
  case OpId::cumsum:
  case OpId::cumprod: r = running(op, t, static_cast<int>(axes[0])); break;
  default: r = softmax_of(op, t, axes); break;
  }
  out[0] = run_cast(r, result->dtype, c.where);
}

}  // namespace ag::ops
