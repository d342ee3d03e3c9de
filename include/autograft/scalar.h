// ag::Scalar<T>: what a promoted local is. A C++ number with C++'s own arithmetic while it is
// concrete (inline, no allocation), the name of a graph value once it is staged. Division by zero,
// INT_MIN / -1, shifts and casts out of range are errors at the caller's line; signed overflow
// wraps. Scalars beside tensors are ag::Arg's operators (ops.h); <cmath> is in cmath.h.
#pragma once

#include "autograft/scalar_compute.h"

namespace ag {

namespace detail {
struct ScalarAccess;
}

/// A promoted value of C++ type T. Converts from any number and any Scalar as C++ converts
/// numbers; a float that does not fit an integer is AG0209.
template <Promotable T>
class Scalar {
  using Rep = detail::rep_t<T>;

 public:
  using value_type = T;

  Scalar() noexcept : value_() {}
  Scalar(T v) noexcept : value_(v) {}  // NOLINT: meant to convert, as all of these
  template <Number U>
    requires(!std::same_as<U, T> && Number<T>)
  Scalar(U v, std::source_location where = std::source_location::current()) {
    convert(detail::ScalarView{}, v, where);
  }
  template <Promotable U>
    requires(!std::same_as<U, T> && std::is_convertible_v<U, T>)
  Scalar(const Scalar<U>& o, std::source_location where = std::source_location::current()) {
    convert(o.view(), o.value_, where);
  }
  /// `!= 0` of a one-element tensor for bool; for other T the value, held exactly (AG0210).
  template <class V>
    requires std::same_as<V, Tensor> || std::same_as<V, Item>
  explicit(!std::same_as<T, bool>)
      Scalar(const V& t, std::source_location where = std::source_location::current()) {
    detail::Read r = detail::read_tensor(t, dtype_of<Rep>(), std::same_as<T, bool>, where);
    sym_ = r.sym;
    value_ = r.sym ? T{} : static_cast<T>(detail::unpack<Rep>(r.number));
  }

  Scalar(const Scalar& o) noexcept : sym_(o.sym_), value_(o.value_) { detail::retain(sym_); }
  Scalar(Scalar&& o) noexcept : sym_(o.sym_), value_(o.value_) { o.sym_ = nullptr; }
  ~Scalar() { detail::release(sym_); }
  Scalar& operator=(const Scalar& o) {
    if (birth_ != detail::open_region) detail::check_store(this, birth_, o.sym_);
    if (sym_ != o.sym_) {
      detail::retain(o.sym_);
      detail::release(sym_);
      sym_ = o.sym_;
    }
    value_ = o.value_;
    return *this;
  }

  bool symbolic() const noexcept { return sym_ != nullptr; }
  /// The value of a concrete one. Errors: AG0301 when staged.
  T value() const {
    if (sym_) detail::needed_on_host(sym_);
    return value_;
  }
  /// `!= 0`. Converts to exactly bool. Errors: AG0301 when staged (a cursor takes it instead).
  template <std::same_as<bool> B>
  operator B() const {
    return value() != T{};
  }
  /// A rank-0 tensor of exactly this type.
  operator Tensor() const {
    if (sym_) return detail::share(sym_);
    return Tensor(static_cast<Rep>(value_));
  }

  detail::ScalarView view() const noexcept { return {static_cast<Rep>(value_), sym_}; }
  detail::Operand<T> operand() const noexcept { return {value_, sym_}; }

  // Which operands an operator takes is asked of C++ itself: `A{} op B{}` must be valid. A place
  // cannot be a default argument of an operator, so it comes in as one operand converts to
  // Located. (Between two Scalars == and != have none: they never fail, and a conversion on one
  // side only would be ambiguous with their C++20 reversals.)
#define AG_SCALAR_MIXED(op, id, computed)                                                          \
  template <Promotable U>                                                                          \
    requires requires(T a, U b) { a op b; }                                                        \
  friend auto operator op(detail::Located<T> a, U b) {                                             \
    using R = AG_SCALAR_RESULT(T, op, U);                                                          \
    return detail::binary<detail::ScalarOp::id, computed(T, U), R>(a.value.operand(),              \
                                                                   detail::operand(b), a.where);   \
  }                                                                                                \
  template <Promotable U>                                                                          \
    requires requires(U a, T b) { a op b; }                                                        \
  friend auto operator op(U a, detail::Located<T> b) {                                             \
    using R = AG_SCALAR_RESULT(U, op, T);                                                          \
    return detail::binary<detail::ScalarOp::id, computed(U, T), R>(detail::operand(a),             \
                                                                   b.value.operand(), b.where);    \
  }
#define AG_SCALAR_BINARY(op, id, computed)                                                         \
  template <Promotable U>                                                                          \
    requires requires(U a, T b) { a op b; }                                                        \
  friend auto operator op(const Scalar<U>& a, detail::Located<T> b) {                              \
    using R = AG_SCALAR_RESULT(U, op, T);                                                          \
    return detail::binary<detail::ScalarOp::id, computed(U, T), R>(a.operand(), b.value.operand(), \
                                                                   b.where);                       \
  }                                                                                                \
  AG_SCALAR_MIXED(op, id, computed)
  // The value is computed in the common type, then converted back as C++ does.
#define AG_SCALAR_ASSIGN(op, id, computed)                                                         \
  template <class U>                                                                               \
    requires Promotable<detail::plain_t<U>> &&                                                     \
             requires(T& a, detail::plain_t<U> b) { a op## = b; }                                  \
  friend Scalar& operator op##=(detail::LocatedRef<T> a, const U & b) {                            \
    using V = detail::plain_t<U>;                                                                  \
    using R = AG_SCALAR_RESULT(T, op, V);                                                          \
    return a.value.store(detail::binary<detail::ScalarOp::id, computed(T, V), R>(                  \
                             a.value.operand(), detail::operand(b), a.where),                      \
                         a.where);                                                                 \
  }
#define AG_SCALAR_COMMON(A, B) detail::common_t<A, B>
#define AG_SCALAR_LEFT(A, B) detail::promoted_t<A>
  AG_SCALAR_BINARY(+, add, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(-, subtract, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(*, multiply, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(/, divide, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(%, remainder, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(&, bit_and, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(|, bit_or, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(^, bit_xor, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(<<, shift_left, AG_SCALAR_LEFT)
  AG_SCALAR_BINARY(>>, shift_right, AG_SCALAR_LEFT)
  AG_SCALAR_BINARY(<, less, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(<=, less_equal, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(>, greater, AG_SCALAR_COMMON)
  AG_SCALAR_BINARY(>=, greater_equal, AG_SCALAR_COMMON)
  AG_SCALAR_MIXED(==, equal, AG_SCALAR_COMMON)
  AG_SCALAR_MIXED(!=, not_equal, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(+, add, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(-, subtract, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(*, multiply, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(/, divide, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(%, remainder, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(&, bit_and, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(|, bit_or, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(^, bit_xor, AG_SCALAR_COMMON)
  AG_SCALAR_ASSIGN(<<, shift_left, AG_SCALAR_LEFT)
  AG_SCALAR_ASSIGN(>>, shift_right, AG_SCALAR_LEFT)
#undef AG_SCALAR_MIXED
#undef AG_SCALAR_BINARY
#undef AG_SCALAR_ASSIGN
#undef AG_SCALAR_COMMON
#undef AG_SCALAR_LEFT

  // Unary ones are exact matches: behind a conversion the tensors' operators would be as good.
  friend auto operator-(const Scalar& a)
    requires requires(T x) { -x; }
  {
    return detail::unary<detail::ScalarOp::negate, detail::promoted_t<T>>(a.operand(), {});
  }
  friend auto operator+(const Scalar& a)
    requires requires(T x) { +x; }
  {
    return Scalar<detail::promoted_t<T>>(a);
  }
  friend auto operator~(const Scalar& a)
    requires requires(T x) { ~x; }
  {
    return detail::unary<detail::ScalarOp::complement, detail::promoted_t<T>>(a.operand(), {});
  }
  friend Scalar<bool> operator!(const Scalar& a)
    requires requires(T x) { !x; }
  {
    return detail::unary<detail::ScalarOp::logical_not, bool>(a.operand(), {});
  }
  friend Scalar& operator++(detail::LocatedRef<T> a)
    requires requires(T x) { ++x; }
  {
    return a.value.template step<detail::ScalarOp::add>(a.where);
  }
  friend Scalar& operator--(detail::LocatedRef<T> a)
    requires requires(T x) { --x; }
  {
    return a.value.template step<detail::ScalarOp::subtract>(a.where);
  }
  friend Scalar operator++(detail::LocatedRef<T> a, int)
    requires requires(T x) { x++; }
  {
    Scalar old = a.value;
    a.value.template step<detail::ScalarOp::add>(a.where);
    return old;
  }
  friend Scalar operator--(detail::LocatedRef<T> a, int)
    requires requires(T x) { x--; }
  {
    Scalar old = a.value;
    a.value.template step<detail::ScalarOp::subtract>(a.where);
    return old;
  }

 private:
  template <Promotable U>
  friend class Scalar;
  friend struct detail::ScalarAccess;

  template <class R>
  Scalar& store(const Scalar<R>& v, const std::source_location& where) {
    if constexpr (std::same_as<R, T>)
      return *this = v;
    else
      return *this = Scalar(v, where);
  }
  template <detail::ScalarOp Op>
  Scalar& step(const std::source_location& where) {
    using C = detail::common_t<T, int>;
    return store(detail::binary<Op, C, C>(operand(), detail::operand(1), where), where);
  }

  template <class U>
  void convert(detail::ScalarView from, U v, const std::source_location& where) {
    const auto number = static_cast<detail::rep_t<U>>(v);
    if (!from.sym && detail::fits_cast<Rep>(number)) [[likely]] {
      value_ = static_cast<T>(number);
      return;
    }
    from.number = number;
    sym_ = detail::slow_cast(from, dtype_of<Rep>(), where);
    value_ = T{};
  }

  // One layout for all types of one size: see detail::ScalarAccess.
  detail::TensorImpl* sym_ = nullptr;
  std::uint32_t birth_ = detail::open_region;
  T value_;
};

namespace detail {
template <std::integral T>
Bound::Bound(const Scalar<T>& s)
    : value_(s.symbolic() ? 0 : clamp(s.value())), sym_(s.view().sym), given_(true) {
  retain(sym_);
}

/// What cursors, frames and operators need of a Scalar.
struct ScalarAccess {
  template <class T>
  static Scalar<T> adopt(TensorImpl* sym) noexcept {
    Scalar<T> s;
    s.sym_ = sym;
    return s;
  }
  template <class T>
  static TensorImpl* sym(const Scalar<T>& s) noexcept {
    return s.sym_;
  }
  template <class T>
  static T raw(const Scalar<T>& s) noexcept {
    return s.value_;
  }
  template <class T>
  static std::uint32_t birth(const Scalar<T>& s) noexcept {
    return s.birth_;
  }
  // The same without the type: `object` points at a Scalar<T> whose stored number has dtype `d`.
  static ScalarView read(const void* object, DType d) noexcept;
  /// Without the birth check. `sym` is retained.
  static void write(void* object, DType d, AnyNumber value, TensorImpl* sym) noexcept;
  static std::uint32_t birth(const void* object) noexcept;
  static void set_birth(void* object, std::uint32_t region) noexcept;
};

template <class R>
Scalar<R> adopt_scalar(TensorImpl* sym) noexcept {
  return ScalarAccess::adopt<R>(sym);
}
}  // namespace detail

// Between two promoted values.
template <Promotable A, Promotable B>
  requires requires(A a, B b) { a == b; }
Scalar<bool> operator==(const Scalar<A>& a, const Scalar<B>& b) {
  return detail::binary<detail::ScalarOp::equal, detail::common_t<A, B>, bool>(
      a.operand(), b.operand(), std::source_location());
}
template <Promotable A, Promotable B>
  requires requires(A a, B b) { a != b; }
Scalar<bool> operator!=(const Scalar<A>& a, const Scalar<B>& b) {
  return detail::binary<detail::ScalarOp::not_equal, detail::common_t<A, B>, bool>(
      a.operand(), b.operand(), std::source_location());
}

template <Number T>
detail::Nested::Nested(const Scalar<T>& s) : number_(s.view().number), sym_(s.view().sym) {}

template <Number T>
Arg::Arg(const Scalar<T>& s, std::source_location w)
    : impl_(detail::ScalarAccess::sym(s)), number_(s.view().number), is_number_(!s.symbolic()),
      weak_(true), where_(w) {}

template <Number T>
Scalar<T> Tensor::as_scalar(std::source_location where) const {
  detail::Read r = detail::read_tensor(*this, dtype_of<T>(), false, where);
  if (r.sym) return detail::ScalarAccess::adopt<T>(r.sym);
  return detail::unpack<T>(r.number);
}

std::string to_string(detail::ScalarView v);
std::ostream& operator<<(std::ostream& out, const detail::ScalarView& v);
template <Promotable T>
std::string to_string(const Scalar<T>& s) {
  return to_string(s.view());
}
/// A concrete one as the stream prints a T.
template <Promotable T>
std::ostream& operator<<(std::ostream& out, const Scalar<T>& s) {
  if (s.symbolic()) return out << s.view();
  if constexpr (std::is_enum_v<T>)
    return out << +static_cast<detail::rep_t<T>>(s.value());
  else
    return out << s.value();
}

}  // namespace ag
