// The elementwise family: type rule and evaluation of every row of kernel/elementwise.def.
#include "ops/families.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

using kernel::Accepts;
using kernel::Elementwise;

Elementwise kernel_id(OpId op) { return static_cast<Elementwise>(op); }

const char* accepted_words(Accepts a) {
  switch (a) {
  case Accepts::numeric: return "numbers";
  case Accepts::integer: return "integers";
  case Accepts::bits: return "integers and bool";
  case Accepts::floating: return "floating dtypes";
  default: return "any dtype";
  }
}

/// The first operand whose dtype is the op's: `where` has its condition in front.
std::size_t first_value(OpId op) { return op == OpId::where ? 1 : 0; }

DType checked_dtype(OpId op, Types in, Location where) {
  const std::size_t first = first_value(op);
  const DType dtype = in[first]->dtype;
  if (first == 1 && in[0]->dtype != DType::boolean)
    bad_dtype(op, in[0]->dtype, "a bool condition", where);
  for (std::size_t i = first + 1; i < in.size(); ++i)
    if (in[i]->dtype != dtype)
      fail("AG0215", where,
           fmt::format("{}: operands have different dtypes, {} and {}", op_name(op), name(dtype),
                       name(in[i]->dtype)));
  if (!kernel::accepts(kernel_id(op), dtype))
    bad_dtype(op, dtype, accepted_words(kernel::info(kernel_id(op)).accepts), where);
  return dtype;
}

const Type* result_type(OpId op, Types in, Location where) {
  const DType dtype = checked_dtype(op, in, where);
  const bool boolean = kernel::info(kernel_id(op)).result == kernel::Result::boolean;
  Shape shape = in[0]->shape;
  for (std::size_t i = 1; i < in.size(); ++i)
    if (!(in[i]->shape == shape)) shape = broadcast(op, shape, in[i]->shape, where);
  return detail::intern(boolean ? DType::boolean : dtype, shape);
}

/// All operands of one type and a result of it: the path of most eager and interpreted ops.
bool plain(OpId op, Types in) {
  for (const Type* t : in)
    if (t != in[0] || t->id == 0) return false;
  return op != OpId::where && kernel::accepts(kernel_id(op), in[0]->dtype);
}

const Type* type_to_compute(OpId op, Types in, Location where) {
  const bool boolean = kernel::info(kernel_id(op)).result == kernel::Result::boolean;
  return plain(op, in) && !boolean ? in[0] : result_type(op, in, where);
}

/// `out` has the type that type_to_compute gave; it may be an operand of that very type.
void compute(OpId op, Types types, const void* const* data, const Tensor& out, Location where) {
  const Shape& shape = type_of(out).shape;
  kernel::Operand in[3];
  Strides strides[3];
  bool flat = true;
  for (std::size_t i = 0; i < types.size(); ++i) {
    in[i].data = data[i];
    if (types[i]->elements == 1)
      in[i].layout = kernel::Layout::scalar;
    else if (!(types[i]->shape == shape)) {
      flat = false;
      strides[i] = broadcast_strides(types[i]->shape, shape);
      in[i].layout = kernel::Layout::strided;
      in[i].strides = strides[i].data();
    }
  }
  const DType dtype = types[first_value(op)]->dtype;
  const std::span<const kernel::Operand> operands(in, types.size());
  const kernel::Status status =
      flat ? kernel::run_flat(kernel::kernels(), kernel_id(op), dtype, type_of(out).elements,
                              operands, bytes(out))
           : kernel::run(kernel::kernels(), kernel_id(op), dtype,
                         std::span(shape.begin(), shape.size()), operands, bytes(out));
  require_ok(op, status, dtype, shape, where);
}

}  // namespace

void infer_elementwise_op(OpId op, InferContext& c, Types in, Results& out) {
  out.push_back(result_type(op, in, c.where));
}

void evaluate_elementwise_op(OpId op, EvalContext& c, const Operands& in, std::span<Tensor> out) {
  const Type* types[3];
  const void* data[3];
  for (std::size_t i = 0; i < in.size(); ++i) {
    types[i] = &type_of(in[i]);
    data[i] = bytes(in[i]);
  }
  const Type* type = type_to_compute(op, Types(types, in.size()), c.where);
  // Computed over an operand that nobody reads again, unless the op could fail half-way.
  Tensor own[3];
  if (!kernel::may_fail(kernel_id(op), types[first_value(op)]->dtype))
    for (std::size_t i = 0; i < in.size() && !out[0].defined(); ++i) {
      if (types[i] != type) continue;
      own[i] = in.take(i);
      if (Access::get(own[i])->unique()) out[0] = std::move(own[i]);
    }
  if (!out[0].defined()) out[0] = new_tensor(type);
  compute(op, Types(types, in.size()), data, out[0], c.where);
}

Tensor run_elementwise(OpId op, std::initializer_list<const Tensor*> in, Location where) {
  const Type* types[3];
  const void* data[3];
  std::size_t n = 0;
  for (const Tensor* t : in) {
    types[n] = &type_of(*t);
    data[n++] = bytes(*t);
  }
  const Tensor out = new_tensor(type_to_compute(op, Types(types, n), where));
  compute(op, Types(types, n), data, out, where);
  return out;
}

Tensor run_op(OpId op, std::initializer_list<const Tensor*> in, AttributeView attributes,
              Location where) {
  Tensor* slots[3];
  std::size_t n = 0;
  for (const Tensor* t : in) slots[n++] = const_cast<Tensor*>(t);  // nothing may be taken
  EvalContext context{where, {}};
  Tensor out;
  ir::op_def(op).evaluate(context, Operands(std::span<Tensor* const>(slots, n)), attributes,
                          std::span(&out, 1));
  return out;
}

}  // namespace ag::ops
