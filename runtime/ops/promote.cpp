// See promote.h.
#include "ops/promote.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <limits>

#include "ops/attributes.h"
#include "ops/emitter.h"
#include "ops/families.h"

namespace ag::ops {
namespace {

int width(DType d) { return static_cast<int>(item_size(d)); }

DType signed_of(int bytes) {
  return bytes == 1 ? DType::i8 : bytes == 2 ? DType::i16 : bytes == 4 ? DType::i32 : DType::i64;
}

std::string number_text(AnyNumber n) {
  if (n.dtype == DType::boolean) return n.bits ? "true" : "false";
  if (is_floating(n.dtype)) return fmt::format("{}", std::bit_cast<double>(n.bits));
  if (is_unsigned(n.dtype)) return std::to_string(n.bits);
  return std::to_string(static_cast<std::int64_t>(n.bits));
}

DType arg_dtype(const Arg& a) { return a.is_weak() ? a.number().dtype : a.impl()->type->dtype; }

DType accepted(DType d, kernel::Accepts accepts) {
  const bool boolean = d == DType::boolean;
  switch (accepts) {
  case kernel::Accepts::numeric:
  case kernel::Accepts::integer: return boolean ? DType::i32 : d;
  case kernel::Accepts::floating: return is_floating(d) ? d : DType::f64;
  default: return d;
  }
}

}  // namespace

DType cpp_promoted(DType d) noexcept {
  return d == DType::boolean || (is_integer(d) && width(d) < 4) ? DType::i32 : d;
}

DType cpp_common(DType a, DType b) noexcept {
  if (is_floating(a) || is_floating(b)) {
    if (!is_floating(a)) return b;
    if (!is_floating(b)) return a;
    return std::max(a, b);
  }
  a = cpp_promoted(a), b = cpp_promoted(b);
  if (is_unsigned(a) == is_unsigned(b)) return std::max(a, b);
  const DType u = is_unsigned(a) ? a : b, s = is_unsigned(a) ? b : a;
  return width(u) >= width(s) ? u : s;
}

bool common_dtype(DType a, DType b, DType& out) noexcept {
  out = a;
  if (a == b || b == DType::boolean) return true;
  if (a == DType::boolean) return out = b, true;
  if (is_floating(a) != is_floating(b)) return out = is_floating(a) ? a : b, true;
  if (is_floating(a)) return out = is_half(a) && is_half(b) ? DType::f32 : std::max(a, b), true;
  if (is_unsigned(a) == is_unsigned(b)) return out = std::max(a, b), true;
  const DType u = is_unsigned(a) ? a : b, s = is_unsigned(a) ? b : a;
  if (u == DType::u64) return false;
  out = signed_of(std::max(2 * width(u), width(s)));
  return true;
}

DType weak_dtype(DType t, DType n) noexcept {
  if (is_floating(t)) return t;
  if (is_floating(n)) return n;
  return t == DType::boolean ? n : t;
}

bool holds_all(DType to, DType from) noexcept {
  if (to == from || from == DType::boolean) return true;
  if (is_floating(to)) return !is_floating(from) || (width(to) > width(from));
  if (is_floating(from) || to == DType::boolean) return false;
  if (is_unsigned(to) == is_unsigned(from)) return width(to) >= width(from);
  return is_unsigned(from) && width(to) > width(from);
}

bool holds(DType to, AnyNumber n) noexcept {
  const bool negative = is_signed_integer(n.dtype) && static_cast<std::int64_t>(n.bits) < 0;
  if (to == DType::f16) {  // 65519 still rounds to the largest f16
    const auto v = static_cast<std::int64_t>(n.bits);
    return negative ? v >= -65519 : n.bits <= 65519;
  }
  if (is_floating(to)) return true;
  if (to == DType::boolean) return n.bits <= 1;
  const int bits = 8 * width(to);
  if (is_unsigned(to)) return !negative && (bits == 64 || n.bits >> bits == 0);
  if (negative) return static_cast<std::int64_t>(n.bits) >= -(std::int64_t{1} << (bits - 2)) * 2;
  return n.bits >> (bits - 1) == 0;
}

void require_defined(const Arg& a, OpId op) {
  if (!a.is_number() && !a.impl())
    fail("AG0201", a.where(),
         fmt::format("{}: an operand is an undefined tensor; give it a value first", op_name(op)));
}

DType meeting_dtype(OpId op, std::span<const Arg* const> args, kernel::Accepts accepts) {
  bool strong = false;
  DType dtype = DType::boolean;
  for (const Arg* a : args) {
    require_defined(*a, op);
    if (a->is_weak()) continue;
    const DType d = arg_dtype(*a);
    if (!strong)
      dtype = d;
    else if (!common_dtype(dtype, d, dtype))
      fail("AG0210", a->where(),
           fmt::format("{}: {} and {} have no common dtype; convert one with .to(dtype)",
                       op_name(op), name(dtype), name(d)));
    strong = true;
  }
  bool first = true;
  for (const Arg* a : args) {
    if (!a->is_weak()) continue;
    const DType d = arg_dtype(*a);
    if (strong)
      dtype = weak_dtype(dtype, d);
    else
      dtype = first ? d : cpp_common(dtype, d);
    first = false;
  }
  return accepted(dtype, accepts);
}

void convert_number(AnyNumber n, DType dtype, void* out, Location where) {
  if (!is_floating(n.dtype) && !holds(dtype, n))
    fail("AG0208", where,
         fmt::format("the number {} does not fit the tensor's dtype {}; convert the "
                     "tensor with .to(…)",
                     number_text(n), name(dtype)));
  if (dtype == n.dtype && dtype == DType::f32) {
    const float v = static_cast<float>(std::bit_cast<double>(n.bits));
    std::memcpy(out, &v, sizeof v);
    return;
  }
  const DType wide = is_floating(n.dtype)   ? DType::f64
                     : is_unsigned(n.dtype) ? DType::u64
                                            : DType::i64;
  const std::int64_t one = 1;
  const DType from = n.dtype == DType::boolean ? DType::u64 : wide;
  const kernel::Status status = kernel::cast(kernel::kernels(), from, dtype, std::span(&one, 1),
                                             {&n.bits, kernel::Layout::contiguous, nullptr}, out);
  require_ok(OpId::cast, status, from, Shape{}, where);
}

Tensor as_tensor(AnyNumber n) { return Access::adopt(detail::make_scalar(n)); }

Tensor as_tensor(const Arg& a, OpId op) {
  require_defined(a, op);
  return a.is_number() ? as_tensor(a.number()) : Access::share(a.impl());
}

Tensor as_tensor(const Arg& a, DType dtype, OpId op) {
  if (a.is_number()) {
    Tensor t = new_tensor(scalar_type(dtype));
    convert_number(a.number(), dtype, bytes(t), a.where());
    return t;
  }
  const Tensor t = as_tensor(a, op);
  const DType from = type_of(t).dtype;
  const bool narrows = a.is_weak() && !is_floating(from) && !holds_all(dtype, from);
  if (!narrows) return cast_to(t, dtype, a.where());
  return emit(OpId::cast, {t}, CastAttributes{dtype, weak_cast}, a.where());
}

Tensor cast_to(const Tensor& t, DType dtype, Location where) {
  if (type_of(t).dtype == dtype) return t;
  return emit(OpId::cast, {t}, CastAttributes{dtype, cpp_cast}, where);
}

}  // namespace ag::ops
