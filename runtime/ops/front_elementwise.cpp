// The elementwise functions and operators of ops.h: typing, the short path of eager operands, and
// compound assignment.
#include "ops/front.h"

#include <fmt/format.h>

#include "autograft/ops.h"
#include "ops/families.h"
#include "support/fail.h"
#include "tensor/hooks.h"

namespace ag::ops {
namespace {

using kernel::Accepts;

const kernel::ElementwiseInfo& kernel_info(OpId op) {
  return kernel::info(static_cast<kernel::Elementwise>(op));
}

bool is_comparison(OpId op) { return op >= OpId::eq && op <= OpId::ge; }

/// A concrete tensor argument's block, else null.
TensorImpl* eager_block(const Arg& a) {
  TensorImpl* p = a.impl();
  return p && p->data && !a.is_weak() ? p : nullptr;
}

/// Runs `op` straight on the blocks when no promotion or broadcasting is needed: two tensors of one
/// type, or a tensor and a number that takes its dtype. False when the long way must be taken.
bool run_short(OpId op, const Arg& a, const Arg& b, const Type*& type, const void* (&data)[2],
               kernel::Layout (&layout)[2], unsigned char (&number)[2][8]) {
  TensorImpl* const x = eager_block(a);
  TensorImpl* const y = eager_block(b);
  if (!x && !y) return false;
  const Type* const t = x ? x->type : y->type;
  if (x && y && (x->type != y->type || t->id == 0)) return false;
  if (!kernel::accepts(static_cast<kernel::Elementwise>(op), t->dtype)) return false;
  const Arg* const args[2] = {&a, &b};
  TensorImpl* const blocks[2] = {x, y};
  for (int i = 0; i < 2; ++i) {
    layout[i] = kernel::Layout::contiguous;
    data[i] = number[i];
    if (blocks[i]) {
      data[i] = blocks[i]->data;
      continue;
    }
    const AnyNumber n = args[i]->number();
    if (!args[i]->is_number() || weak_dtype(t->dtype, n.dtype) != t->dtype) return false;
    if (is_comparison(op) && !is_floating(n.dtype) && !holds(t->dtype, n)) return false;
    convert_number(n, t->dtype, number[i], args[i]->where());
    layout[i] = kernel::Layout::scalar;
  }
  type = t;
  return true;
}

Tensor run_flat(OpId op, const Type* type, const void* (&data)[2], kernel::Layout (&layout)[2],
                Location where) {
  const bool boolean = kernel_info(op).result == kernel::Result::boolean;
  Tensor out = placed(where, [&] {
    return new_tensor(boolean ? detail::intern(DType::boolean, type->shape) : type);
  });
  const kernel::Operand in[2] = {{data[0], layout[0], nullptr}, {data[1], layout[1], nullptr}};
  const kernel::Status status =
      kernel::run_flat(kernel::kernels(), static_cast<kernel::Elementwise>(op), type->dtype,
                       type->elements, in, bytes(out));
  require_ok(op, status, type->dtype, type->shape, where);
  detail::last_made = {Access::get(out), where};
  return out;
}

/// May an op that fails be recorded instead of thrown? Then it goes the long way, through emit.
bool may_need_recording(OpId op, DType dtype) {
  return recorder && kernel::may_fail(static_cast<kernel::Elementwise>(op), dtype);
}

Location place(const Arg& a, const Arg& b) { return a.where() ? a.where() : b.where(); }

/// The answer when an integer lies outside the tensor's dtype: `above` is its side.
bool outside_answer(OpId op, bool above) {
  switch (op) {
  case OpId::ne: return true;
  case OpId::lt:
  case OpId::le: return above;
  case OpId::gt:
  case OpId::ge: return !above;
  default: return false;
  }
}

OpId mirrored(OpId op) {
  switch (op) {
  case OpId::lt: return OpId::gt;
  case OpId::le: return OpId::ge;
  case OpId::gt: return OpId::lt;
  case OpId::ge: return OpId::le;
  default: return op;
  }
}

bool integral(const Arg& a) {
  const DType d = a.is_weak() ? a.number().dtype : a.impl()->type->dtype;
  return is_integer(d);
}

/// An unsigned 64-bit tensor against a promoted signed value that only the graph knows.
Tensor compare_u64(OpId op, const Tensor& t, const Tensor& n, Location where) {
  const Tensor zero = cast_to(Tensor(0), type_of(n).dtype, where);
  const Tensor below = emit(OpId::lt, {n, zero}, where);
  const Tensor inside = emit(op, {t, cast_to(n, DType::u64, where)}, where);
  return emit(OpId::where, {below, Tensor(outside_answer(op, false)), inside}, where);
}

/// A plain or promoted integer beside an integer tensor: compared by mathematical value.
Tensor compare_weak(OpId op, const Arg& tensor, const Arg& number) {
  const Location where = place(tensor, number);
  const Tensor t = as_tensor(tensor, op);
  const DType dtype = type_of(t).dtype;
  if (number.is_number()) {  // outside the dtype: the answer is known
    const AnyNumber v = number.number();
    const bool negative = is_signed_integer(v.dtype) && static_cast<std::int64_t>(v.bits) < 0;
    return emit(OpId::full_like, {t, Tensor(outside_answer(op, !negative))}, where);
  }
  const Tensor n = as_tensor(number, op);
  DType common;
  if (common_dtype(dtype, type_of(n).dtype, common))
    return emit(op, {cast_to(t, common, where), cast_to(n, common, where)}, where);
  if (dtype == DType::u64) return compare_u64(op, t, n, where);
  return compare_u64(mirrored(op), n, t, where);
}

}  // namespace

void promote(OpId op, std::initializer_list<const Arg*> args, Accepts accepts, Tensor* out) {
  const DType dtype = meeting_dtype(op, std::span(args.begin(), args.size()), accepts);
  for (const Arg* a : args) *out++ = as_tensor(*a, dtype, op);
}

Tensor unary(OpId op, const Arg& x) {
  Tensor t;
  promote(op, {&x}, kernel_info(op).accepts, &t);
  return emit(op, {t}, x.where());
}

Tensor binary(OpId op, const Arg& a, const Arg& b) {
  const Type* type;
  const void* data[2];
  kernel::Layout layout[2];
  unsigned char number[2][8];
  if (run_short(op, a, b, type, data, layout, number) && !may_need_recording(op, type->dtype))
      [[likely]]
    return run_flat(op, type, data, layout, place(a, b));
  Tensor in[2];
  promote(op, {&a, &b}, kernel_info(op).accepts, in);
  return emit(op, in, place(a, b));
}

Tensor compare(OpId op, const Arg& a, const Arg& b) {
  require_defined(a, op);
  require_defined(b, op);
  if (a.is_weak() == b.is_weak() || !integral(a) || !integral(b)) return binary(op, a, b);
  const Arg& number = a.is_weak() ? a : b;
  const Arg& tensor = a.is_weak() ? b : a;
  if (number.is_number() && holds(tensor.impl()->type->dtype, number.number()))
    return binary(op, a, b);
  return compare_weak(a.is_weak() ? mirrored(op) : op, tensor, number);
}

void compound(OpId op, Tensor& a, const Arg& b) {
  const Arg left(a, std::source_location());
  const Arg* const args[2] = {&left, &b};
  const DType dtype = meeting_dtype(op, args, kernel_info(op).accepts);
  const DType own = type_of(a).dtype;
  if (dtype != own)
    fail("AG0210", b.where(),
         fmt::format("{}: the result is {} and does not fit the left side's {}; "
                     "make the left side wide enough or convert with .to({})",
                     op_name(op), name(dtype), name(own), name(own)));
  const Tensor right = as_tensor(b, dtype, op);
  const bool foreign = Access::birth(a) != detail::open_region;
  if (!concrete(a) || !concrete(right) || foreign || recorder) {
    const Tensor out = emit(op, {a, right}, b.where());
    if (foreign) detail::check_store(&a, Access::birth(a), Access::get(out));
    Access::replace(a, out);
    return;
  }
  Tensor* slots[2] = {&a, const_cast<Tensor*>(&right)};  // only `a` may be taken
  Tensor out;
  evaluate(op, slots, {}, b.where(), std::span(&out, 1), 1);
  Access::replace(a, out);
}

}  // namespace ag::ops

namespace ag {

using ir::OpId;

#define AG_DEFINE(name)                                                                            \
  Tensor name(const Arg& x) { return ops::unary(OpId::name, x); }
AG_UNARY_OPS(AG_DEFINE)
#undef AG_DEFINE
#define AG_DEFINE(name)                                                                            \
  Tensor name(const Arg& a, const Arg& b) { return ops::binary(OpId::name, a, b); }
AG_BINARY_OPS(AG_DEFINE)
#undef AG_DEFINE
#define AG_DEFINE(symbol, name)                                                                    \
  Tensor operator symbol(const Arg& a, const Arg& b) {                                             \
    if constexpr (OpId::name >= OpId::eq && OpId::name <= OpId::ge)                                \
      return ops::compare(OpId::name, a, b);                                                       \
    else                                                                                           \
      return ops::binary(OpId::name, a, b);                                                        \
  }
AG_BINARY_OPERATORS(AG_DEFINE)
#undef AG_DEFINE
#define AG_DEFINE(symbol, name)                                                                    \
  Tensor& operator symbol(Tensor & a, const Arg & b) {                                             \
    ops::compound(OpId::name, a, b);                                                               \
    return a;                                                                                      \
  }
AG_COMPOUND_OPERATORS(AG_DEFINE)
#undef AG_DEFINE

Tensor operator-(const Arg& x) { return ops::unary(OpId::neg, x); }
Tensor operator+(const Arg& x) {
  Tensor t;
  ops::promote(OpId::add, {&x}, kernel::Accepts::numeric, &t);
  return t;
}
Tensor operator~(const Arg& x) { return ops::unary(OpId::bit_not, x); }

Tensor& operator++(Tensor& t) { return t += 1; }
Tensor& operator--(Tensor& t) { return t -= 1; }
Tensor operator++(Tensor& t, int) {
  Tensor old = t;
  t += 1;
  return old;
}
Tensor operator--(Tensor& t, int) {
  Tensor old = t;
  t -= 1;
  return old;
}

Tensor where(const Arg& condition, const Arg& a, const Arg& b) {
  Tensor in[3];
  in[0] = ops::cast_to(ops::as_tensor(condition, OpId::where), DType::boolean, condition.where());
  ops::promote(OpId::where, {&a, &b}, kernel::Accepts::any, in + 1);
  return ops::emit(OpId::where, in, condition.where());
}

Tensor clip(const Arg& x, const Arg& low, const Arg& high) {
  Tensor in[3];
  ops::promote(OpId::clip, {&x, &low, &high}, kernel::Accepts::numeric, in);
  return ops::emit(OpId::clip, in, x.where());
}

Tensor fma(const Arg& a, const Arg& b, const Arg& c) {
  Tensor in[3];
  ops::promote(OpId::fma, {&a, &b, &c}, kernel::Accepts::numeric, in);
  return ops::emit(OpId::fma, in, a.where());
}

Tensor cast(const Arg& x, DType dtype) {
  return ops::cast_to(ops::as_tensor(x, OpId::cast), dtype, x.where());
}

}  // namespace ag
