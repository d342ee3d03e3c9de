// The cast op: C++'s conversion, and the two checked ones (a plain integer beside a tensor, and
// item<T>()).
#include "ops/attributes.h"
#include "ops/families.h"

#include <cstring>
#include <fmt/format.h>

namespace ag::ops {
namespace {

/// Converts without a place for errors: the kernel's own status.
kernel::Status convert(const Tensor& t, const Tensor& out) {
  const Type& from = type_of(t);
  const std::int64_t n = from.elements;
  return kernel::cast(kernel::kernels(), from.dtype, type_of(out).dtype, std::span(&n, 1),
                      {bytes(t), kernel::Layout::contiguous, nullptr}, bytes(out));
}

bool same_sign(const Tensor& a, const Tensor& b) {
  const Tensor zero_a = run_cast(Tensor(0), type_of(a).dtype, {});
  const Tensor zero_b = run_cast(Tensor(0), type_of(b).dtype, {});
  const Tensor x = run2(OpId::lt, a, zero_a, {}), y = run2(OpId::lt, b, zero_b, {});
  return std::memcmp(bytes(x), bytes(y), type_of(x).bytes) == 0;
}

/// Did every element keep its value? NaN stays NaN.
bool kept(const Tensor& from, const Tensor& to) {
  const Type& type = type_of(from);
  const Tensor back = new_tensor(&type);
  if (!convert(to, back).ok()) return false;
  const Tensor equal = run2(OpId::eq, from, back, {});
  const bool floats = is_floating(type.dtype) && is_floating(type_of(to).dtype);
  const Tensor nan = floats ? run1(OpId::isnan, from, {}) : Tensor();
  for (std::int64_t i = 0; i < type.elements; ++i)
    if (!data<const bool>(equal)[i] && !(floats && data<const bool>(nan)[i])) return false;
  return is_floating(type.dtype) || type.dtype == DType::boolean ||
         is_floating(type_of(to).dtype) || type_of(to).dtype == DType::boolean ||
         same_sign(from, to);
}

}  // namespace

Tensor run_cast(const Tensor& t, DType dtype, Location where) {
  const Type& from = type_of(t);
  if (from.dtype == dtype) return t;
  Tensor out = new_tensor(dtype, from.shape);
  const kernel::Status status = convert(t, out);
  require_ok(OpId::cast, status, from.dtype, from.shape, where);
  return out;
}

void infer_cast_op(OpId, InferContext&, Types in, AttributeView attributes, Results& out) {
  out.push_back(detail::intern(attributes.as<CastAttributes>().dtype, in[0]->shape));
}

void evaluate_cast_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                      std::span<Tensor> out) {
  const auto& a = attributes.as<CastAttributes>();
  const Type& from = type_of(in[0]);
  if (a.mode == cpp_cast) {
    out[0] = from.dtype == a.dtype ? in.take(0) : run_cast(in[0], a.dtype, c.where);
    return;
  }
  Tensor result = new_tensor(a.dtype, from.shape);
  const bool fits = convert(in[0], result).ok() && kept(in[0], result);
  if (!fits && a.mode == exact_cast)
    fail("AG0210", c.where,
         fmt::format("{}: {} cannot hold the value {} without loss", op_name(op), name(a.dtype),
                     to_string(in[0])));
  if (!fits)
    fail("AG0208", c.where,
         fmt::format("the number {} does not fit the tensor's dtype {}", to_string(in[0]),
                     name(a.dtype)));
  out[0] = std::move(result);
}

}  // namespace ag::ops
