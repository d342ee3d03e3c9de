// Promoted scalars as graph ops (tensor/hooks.h): C++'s conversions spelled out as casts, then one
// op. Called when an operand is symbolic, or when a concrete computation fails in an open region.
#include "tensor/hooks.h"

#include <fmt/format.h>

#include "ops/attributes.h"
#include "ops/emitter.h"
#include "ops/promote.h"

namespace ag::ops {
namespace {

using detail::CmathFn;
using detail::ScalarOp;
using detail::ScalarView;

Tensor tensor_of(const ScalarView& v) { return v.sym ? Access::share(v.sym) : as_tensor(v.number); }

/// The one reference that the hook's caller gets.
TensorImpl* released(const Tensor& t) {
  TensorImpl* p = Access::get(t);
  detail::retain(p);
  return p;
}

OpId op_of(ScalarOp op) {
  switch (op) {
  case ScalarOp::add: return OpId::add;
  case ScalarOp::subtract: return OpId::sub;
  case ScalarOp::multiply: return OpId::mul;
  case ScalarOp::divide: return OpId::div;
  case ScalarOp::remainder: return OpId::mod;
  case ScalarOp::bit_and: return OpId::bit_and;
  case ScalarOp::bit_or: return OpId::bit_or;
  case ScalarOp::bit_xor: return OpId::bit_xor;
  case ScalarOp::shift_left: return OpId::shl;
  case ScalarOp::shift_right: return OpId::shr;
  case ScalarOp::equal: return OpId::eq;
  case ScalarOp::not_equal: return OpId::ne;
  case ScalarOp::less: return OpId::lt;
  case ScalarOp::less_equal: return OpId::le;
  case ScalarOp::greater: return OpId::gt;
  case ScalarOp::greater_equal: return OpId::ge;
  case ScalarOp::negate: return OpId::neg;
  case ScalarOp::complement: return OpId::bit_not;
  default: return OpId::logical_not;
  }
}

/// A shift's amount in the type of its left side. C++ keeps its own type: an amount that the left
/// type cannot hold is out of range for the shift, and must stay so.
Tensor shift_amount(const Tensor& amount, DType left, Location where) {
  const DType own = type_of(amount).dtype;
  if (own == left || item_size(own) < item_size(left)) return cast_to(amount, left, where);
  const Tensor low = cast_to(Tensor(is_unsigned(own) ? 0 : -1), own, where);
  const Tensor high = cast_to(Tensor(64), own, where);
  return cast_to(emit(OpId::clip, {amount, low, high}, where), left, where);
}

/// The graph op that is the libm function itself; false when only the cmath op has it.
bool elementwise_twin(CmathFn fn, OpId& op) {
  switch (fn) {
#define AG_TWIN(function, name)                                                                    \
  case CmathFn::function: op = OpId::name; return true;
    // clang-format off
    AG_TWIN(sqrt, sqrt) AG_TWIN(floor, floor) AG_TWIN(round, round) AG_TWIN(ceil, ceil)
    AG_TWIN(trunc, trunc) AG_TWIN(fabs, abs) AG_TWIN(fma, fma) AG_TWIN(isnan, isnan)
    AG_TWIN(isinf, isinf) AG_TWIN(isfinite, isfinite) AG_TWIN(exp, std_exp)
    AG_TWIN(exp2, std_exp2) AG_TWIN(expm1, std_expm1) AG_TWIN(log, std_log)
    AG_TWIN(log2, std_log2) AG_TWIN(log10, std_log10) AG_TWIN(log1p, std_log1p)
    AG_TWIN(sin, std_sin) AG_TWIN(cos, std_cos) AG_TWIN(tanh, std_tanh) AG_TWIN(abs, abs)
#undef AG_TWIN
    default: return false;
    // clang-format on
  }
}

}  // namespace

TensorImpl* scalar_binary(ScalarOp op, ScalarView lhs, ScalarView rhs, DType common, DType result,
                          Location where) {
  const bool shift = op == ScalarOp::shift_left || op == ScalarOp::shift_right;
  const Tensor a = cast_to(tensor_of(lhs), common, where);
  const Tensor b =
      shift ? shift_amount(tensor_of(rhs), common, where) : cast_to(tensor_of(rhs), common, where);
  return released(cast_to(record(op_of(op), {a, b}, where), result, where));
}

TensorImpl* scalar_unary(ScalarOp op, ScalarView x, DType result, Location where) {
  const Tensor own = tensor_of(x);
  const Tensor t = op == ScalarOp::logical_not ? own : cast_to(own, result, where);
  return released(record(op_of(op), {t}, where));
}

TensorImpl* scalar_cast(ScalarView x, DType to, Location where) {
  const Tensor t = tensor_of(x);
  if (x.sym && type_of(t).dtype == to) return released(t);
  return released(record(OpId::cast, {t}, CastAttributes{to, cpp_cast}, where));
}

TensorImpl* scalar_cmath(CmathFn fn, std::span<const ScalarView> operands, DType compute,
                         DType result, Location where) {
  std::vector<Tensor> in;
  for (const ScalarView& v : operands) in.push_back(cast_to(tensor_of(v), compute, where));
  Tensor out;
  OpId op{};
  if (elementwise_twin(fn, op))
    detail_emit::record(op, in, {}, where, std::span(&out, 1));
  else
    detail_emit::record(OpId::cmath, in, Attributes(TextAttributes{detail::name(fn)}), where,
                        std::span(&out, 1));
  return released(cast_to(out, result, where));
}

TensorImpl* scalar_from_tensor(TensorImpl* tensor, DType as, bool truth, Location where) {
  Tensor t = Access::share(tensor);
  const Type& type = type_of(t);
  if (!type.symbolic_extents && type.elements != 1)
    fail("AG0205", where,
         fmt::format("one value is needed, this tensor has shape {}", describe(type.shape)));
  if (type.shape.rank() != 0) t = emit(OpId::reshape, {t}, ShapeAttributes{}, where);
  if (truth)
    t = cast_to(t, DType::boolean, where);
  else if (type.dtype != as)
    t = emit(OpId::cast, {t}, CastAttributes{as, holds_all(as, type.dtype) ? cpp_cast : exact_cast},
             where);
  return released(t);
}

TensorImpl* tensor_from_scalars(std::span<const ScalarView> elements, DType dtype,
                                const Shape& shape, Location where) {
  std::vector<Tensor> in;
  for (const ScalarView& v : elements) in.push_back(cast_to(tensor_of(v), dtype, where));
  Tensor out;
  emit(OpId::stack, in, AxesAttributes{{0}, false}, where, std::span(&out, 1));
  return released(emit(OpId::reshape, {out}, ShapeAttributes{{shape.begin(), shape.end()}}, where));
}

}  // namespace ag::ops
