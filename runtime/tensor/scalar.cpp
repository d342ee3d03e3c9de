// Promoted scalars out of line: what is staged goes to the ops' graph building, what C++ leaves
// undefined is an error at the user's line, or a graph op while a region is open (the code may
// stand in a branch that never runs).
#include "autograft/scalar.h"

#include <cstring>
#include <ostream>

#include "support/fail.h"
#include "tensor/hooks.h"
#include "tensor/impl.h"
#include "tensor/number.h"
#include "tensor/text.h"

namespace ag::detail {

namespace {

const char* symbol(ScalarOp op) {
  constexpr const char* symbols[] = {"+",  "-",  "*", "/",  "%", "&",  "|", "^", "<<", ">>",
                                     "==", "!=", "<", "<=", ">", ">=", "-", "~", "!"};
  return symbols[static_cast<int>(op)];
}

[[noreturn]] void undefined_result(ScalarOp op, const ScalarView& a, const ScalarView& b,
                                   DType common, Location where) {
  const std::string x = number_text(a.number), y = number_text(b.number);
  if (op == ScalarOp::shift_left || op == ScalarOp::shift_right)
    fail("AG0209", where, "{} {} {}: a shift of {} needs an amount from 0 to {}", x, symbol(op), y,
         name(common), 8 * item_size(common) - 1);
  if (b.number.bits == 0)
    fail("AG0211", where, "{} {} {}: integer division by zero", x, symbol(op), y);
  fail("AG0211", where, "{} {} {}: the result does not fit {}", x, symbol(op), y, name(common));
}

/// The values of one size share their layout: see ScalarAccess::read.
template <class T>
constexpr std::size_t value_offset() {
  return sizeof(T) == 8 ? 16 : sizeof(void*) + 4;
}
static_assert(sizeof(Scalar<double>) == 24 && sizeof(Scalar<std::int64_t>) == 24);
static_assert(sizeof(Scalar<int>) == 16 && sizeof(Scalar<bool>) == 16 &&
              sizeof(Scalar<short>) == 16);

unsigned char* value_bytes(void* object, DType d) noexcept {
  return static_cast<unsigned char*>(object) +
         (item_size(d) == 8 ? value_offset<double>() : value_offset<int>());
}

}  // namespace

TensorImpl* slow_binary(ScalarOp op, ScalarView a, ScalarView b, DType common, DType result,
                        const std::source_location& where) {
  const Location place = known_place(where);
  if (!a.sym && !b.sym && open_region == 0) undefined_result(op, a, b, common, place);
  return ops::scalar_binary(op, a, b, common, result, place);
}

TensorImpl* slow_unary(ScalarOp op, ScalarView x, DType result, const std::source_location& where) {
  return ops::scalar_unary(op, x, result, known_place(where));
}

TensorImpl* slow_cast(ScalarView x, DType to, Location where) {
  const Location place = known_place(where);
  if (!x.sym && open_region == 0)
    fail("AG0209", place, "{} does not fit {}", number_text(x.number), name(to));
  return ops::scalar_cast(x, to, place);
}

TensorImpl* slow_cmath(CmathFn fn, const ScalarView* operands, int count, DType compute,
                       DType result, const std::source_location& where) {
  return ops::scalar_cmath(fn, {operands, static_cast<std::size_t>(count)}, compute, result,
                           known_place(where));
}

void needed_on_host(const TensorImpl* sym) {
  fail("AG0301", last_place(),
       "the value of a staged {} is needed here while the graph that computes it is being built",
       name(sym->type->dtype));
}

ScalarView ScalarAccess::read(const void* object, DType d) noexcept {
  ScalarView v;
  std::memcpy(&v.sym, object, sizeof(v.sym));
  v.number = load_number(d, value_bytes(const_cast<void*>(object), d));
  return v;
}

void ScalarAccess::write(void* object, DType d, AnyNumber value, TensorImpl* sym) noexcept {
  TensorImpl* old = nullptr;
  std::memcpy(&old, object, sizeof(old));
  retain(sym);
  std::memcpy(object, &sym, sizeof(sym));
  release(old);
  if (sym) value = {};
  AnyNumber as;
  if (cast_number(value, d, as)) store_number(as, value_bytes(object, d));
}

void ScalarAccess::set_birth(void* object, std::uint32_t region) noexcept {
  std::memcpy(static_cast<unsigned char*>(object) + sizeof(void*), &region, sizeof(region));
}

std::uint32_t ScalarAccess::birth(const void* object) noexcept {
  std::uint32_t b = 0;
  std::memcpy(&b, static_cast<const unsigned char*>(object) + sizeof(void*), sizeof(b));
  return b;
}

}  // namespace ag::detail

namespace ag {

std::string to_string(detail::ScalarView v) {
  return v.sym ? to_string(detail::Access::share(v.sym)) : detail::number_text(v.number);
}

std::ostream& operator<<(std::ostream& out, const detail::ScalarView& v) {
  return out << to_string(v);
}

}  // namespace ag
