// Reductions that are one kernel: sum, prod, min, max, any, all, argmin, argmax.
#include "ops/reduce.h"
#include "ops/attributes.h"
#include "ops/families.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

using kernel::Reduce;

Reduce kernel_id(OpId op) {
  switch (op) {
  case OpId::sum: return Reduce::sum;
  case OpId::prod: return Reduce::prod;
  case OpId::min: return Reduce::min;
  case OpId::max: return Reduce::max;
  case OpId::any: return Reduce::any;
  case OpId::all: return Reduce::all;
  case OpId::argmin: return Reduce::argmin;
  default: return Reduce::argmax;
  }
}

bool needs_elements(OpId op) {
  return op == OpId::min || op == OpId::max || op == OpId::argmin || op == OpId::argmax;
}

/// The dtype that the elements are reduced in.
DType working_dtype(OpId op, DType dtype) {
  return op == OpId::sum || op == OpId::prod ? accumulated_dtype(dtype) : dtype;
}

const Type* result_type(OpId op, const Type& in, const AxesAttributes& a, Location where) {
  const AxisSet axes = checked_axes(op, a.axes, in.shape.rank(), where);
  const bool index = op == OpId::argmin || op == OpId::argmax;
  if (index && a.axes.size() > 1)
    fail("AG0214", where, fmt::format("{}: takes one axis or none", op_name(op)));
  for (std::size_t i = 0; needs_elements(op) && i < in.shape.size(); ++i)
    if (axes[i] && in.shape[i] == 0)
      fail("AG0214", where,
           fmt::format("{}: shape {} has no elements to reduce", op_name(op), describe(in.shape)));
  const DType working = working_dtype(op, in.dtype);
  return detail::intern(kernel::reduce_result(kernel_id(op), working),
                        reduced_shape(in.shape, axes, a.keepdims));
}

}  // namespace

DType accumulated_dtype(DType dtype) {
  switch (dtype) {
  case DType::boolean:
  case DType::i8:
  case DType::i16: return DType::i32;
  case DType::u8:
  case DType::u16: return DType::u32;
  default: return dtype;
  }
}

Shape reduced_shape(const Shape& shape, const AxisSet& axes, bool keepdims) {
  Shape out;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (!axes[i])
      out.push_back(shape[i]);
    else if (keepdims)
      out.push_back(1);
  }
  return out;
}

void infer_reduce_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  out.push_back(result_type(op, *in[0], attributes.as<AxesAttributes>(), c.where));
}

void evaluate_reduce_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                        std::span<Tensor> out) {
  const auto& a = attributes.as<AxesAttributes>();
  const Type& type = type_of(in[0]);
  out[0] = new_tensor(result_type(op, type, a, c.where));
  const AxisSet axes = checked_axes(op, a.axes, type.shape.rank(), c.where);
  const DType working = working_dtype(op, type.dtype);
  const Tensor t = run_cast(in[0], working, c.where);
  const Strides strides = strides_of(type.shape);
  std::int64_t kept[max_rank], kept_strides[max_rank], gone[max_rank], gone_strides[max_rank];
  std::size_t k = 0, g = 0;
  for (std::size_t i = 0; i < type.shape.size(); ++i) {
    (axes[i] ? gone[g] : kept[k]) = type.shape[i];
    (axes[i] ? gone_strides[g++] : kept_strides[k++]) = strides[i];
  }
  const kernel::ReduceShape shape{{kept, k}, {kept_strides, k}, {gone, g}, {gone_strides, g}};
  const kernel::Status status =
      kernel::reduce(kernel::kernels(), kernel_id(op), working, shape, bytes(t), bytes(out[0]));
  require_ok(op, status, working, type.shape, c.where);
}

}  // namespace ag::ops
