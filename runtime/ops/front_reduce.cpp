// The reductions and products of ops.h.
#include "autograft/ops.h"
#include "ops/front.h"

namespace ag {
namespace {

using ir::OpId;
using kernel::Accepts;

ops::Ints list(const IntList& l) { return {l.begin(), l.end()}; }

Tensor over_axes(OpId op, const Arg& x, const IntList& axes, bool keepdims) {
  return ops::emit(op, {ops::as_tensor(x, op)}, ops::AxesAttributes{list(axes), keepdims},
                   x.where());
}

Tensor along(OpId op, const Arg& x, std::int64_t axis) {
  return ops::emit(op, {ops::as_tensor(x, op)}, ops::AxesAttributes{{axis}, false}, x.where());
}

Location place(const Arg& a, const Arg& b) { return a.where() ? a.where() : b.where(); }

}  // namespace

#define AG_DEFINE(name, List)                                                                      \
  Tensor name(const Arg& x, const List& axes, bool keepdims) {                                     \
    return over_axes(OpId::name, x, axes, keepdims);                                               \
  }
AG_DEFINE(sum, Axes)
AG_DEFINE(prod, Axes)
AG_DEFINE(mean, Axes)
AG_DEFINE(var, Axes)
AG_DEFINE(stddev, Axes)
AG_DEFINE(min, IntList)
AG_DEFINE(max, IntList)
AG_DEFINE(any, Axes)
AG_DEFINE(all, Axes)
AG_DEFINE(argmax, Axes)
AG_DEFINE(argmin, Axes)
AG_DEFINE(logsumexp, Axes)
AG_DEFINE(norm, Axes)
#undef AG_DEFINE

Tensor cumsum(const Arg& x, int axis) { return along(OpId::cumsum, x, axis); }
Tensor cumprod(const Arg& x, int axis) { return along(OpId::cumprod, x, axis); }
Tensor softmax(const Arg& x, int axis) { return along(OpId::softmax, x, axis); }
Tensor log_softmax(const Arg& x, int axis) { return along(OpId::log_softmax, x, axis); }

Tensor matmul(const Arg& a, const Arg& b) {
  Tensor in[2];
  ops::promote(OpId::matmul, {&a, &b}, Accepts::numeric, in);
  return ops::emit(OpId::matmul, in, place(a, b));
}

Tensor dot(const Arg& a, const Arg& b) { return matmul(a, b); }

Tensor outer(const Arg& a, const Arg& b) {
  Tensor in[2];
  ops::promote(OpId::mul, {&a, &b}, Accepts::numeric, in);
  const Tensor column = ops::emit(OpId::reshape, {in[0]}, ops::ShapeAttributes{{-1, 1}}, a.where());
  const Tensor row = ops::emit(OpId::reshape, {in[1]}, ops::ShapeAttributes{{1, -1}}, b.where());
  return ops::emit(OpId::mul, {column, row}, place(a, b));
}

Tensor tensordot(const Arg& a, const Arg& b, const IntList& axes_a, const IntList& axes_b) {
  Tensor in[2];
  ops::promote(OpId::tensordot, {&a, &b}, Accepts::numeric, in);
  return ops::emit(OpId::tensordot, {in[0], in[1]}, ops::PairAttributes{list(axes_a), list(axes_b)},
                   place(a, b));
}

Tensor tensordot(const Arg& a, const Arg& b, int axes) {
  ops::PairAttributes pairs;
  for (int i = 0; i < axes; ++i) {
    pairs.first.push_back(i - axes);
    pairs.second.push_back(i);
  }
  Tensor in[2];
  ops::promote(OpId::tensordot, {&a, &b}, Accepts::numeric, in);
  return ops::emit(OpId::tensordot, {in[0], in[1]}, pairs, place(a, b));
}

Tensor einsum(std::string_view subscripts, const Arg& a, const Arg& b) {
  Tensor in[2];
  ops::promote(OpId::einsum, {&a, &b}, Accepts::numeric, in);
  return ops::emit(OpId::einsum, {in[0], in[1]}, ops::TextAttributes{std::string(subscripts)},
                   place(a, b));
}

Tensor einsum(std::string_view subscripts, const Arg& a) {
  Tensor in;
  ops::promote(OpId::einsum, {&a}, Accepts::numeric, &in);
  return ops::emit(OpId::einsum, {in}, ops::TextAttributes{std::string(subscripts)}, a.where());
}

}  // namespace ag
