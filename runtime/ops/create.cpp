// Ops that make tensors from a few numbers: full, full_like, arange, linspace.
#include "ops/attributes.h"
#include "ops/families.h"

#include <fmt/format.h>

namespace ag::ops {
namespace {

void require_scalars(OpId op, Types in, std::size_t first, Location where) {
  for (std::size_t i = first; i < in.size(); ++i)
    if (in[i]->shape.rank() != 0 || in[i]->dtype != in[first]->dtype)
      fail("AG0214", where,
           fmt::format("{}: takes scalars of one dtype, not {}", op_name(op), describe(*in[i])));
}

const Type* result_type(OpId op, Types in, AttributeView attributes, Location where) {
  require_scalars(op, in, op == OpId::full_like ? 1 : 0, where);
  if (op == OpId::full_like) return detail::intern(in[1]->dtype, in[0]->shape);
  const Ints& shape = attributes.as<ShapeAttributes>().shape;
  for (std::int64_t n : shape)
    if (n < 0) fail("AG0214", where, fmt::format("{}: negative extent {}", op_name(op), n));
  const DType d = in[0]->dtype;
  if (op != OpId::full && shape.size() != 1)
    fail("AG0214", where, fmt::format("{}: takes one extent", op_name(op)));
  if (op == OpId::arange && d == DType::boolean) bad_dtype(op, d, "numbers", where);
  if (op == OpId::linspace && !is_floating(d)) bad_dtype(op, d, "floating dtypes", where);
  return detail::intern(d, Shape(shape));
}

double read_double(const Tensor& t) { return *data<const double>(run_cast(t, DType::f64, {})); }

std::int64_t read_wide(const Tensor& t) {
  const DType wide = is_unsigned(type_of(t).dtype) ? DType::u64 : DType::i64;
  return *data<const std::int64_t>(run_cast(t, wide, {}));
}

}  // namespace

void infer_create_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  out.push_back(result_type(op, in, attributes, c.where));
}

void evaluate_create_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                        std::span<Tensor> out) {
  const Type* types[2];
  for (std::size_t i = 0; i < in.size(); ++i) types[i] = &type_of(in[i]);
  const Type* type = result_type(op, Types(types, in.size()), attributes, c.where);
  out[0] = new_tensor(type);
  const std::int64_t n = type->elements;
  if (op == OpId::full || op == OpId::full_like)
    kernel::fill(item_size(type->dtype), n, bytes(out[0]), bytes(in[in.size() - 1]));
  else if (op == OpId::linspace)
    kernel::linspace(type->dtype, n, read_double(in[0]), read_double(in[1]), bytes(out[0]));
  else if (is_floating(type->dtype))
    kernel::arange(type->dtype, n, read_double(in[0]), read_double(in[1]), bytes(out[0]));
  else
    kernel::arange(type->dtype, n, read_wide(in[0]), read_wide(in[1]), bytes(out[0]));
}

}  // namespace ag::ops
