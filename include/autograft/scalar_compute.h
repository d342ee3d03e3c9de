// The machinery under ag::Scalar<T>: names of its operations, how concrete values are computed
// inline, and the out-of-line functions for everything else. Users see scalar.h and cmath.h.
#pragma once

#include <cstddef>

#include "autograft/site.h"
#include "autograft/tensor.h"

namespace ag {

namespace detail {

// clang-format off
#define AG_CMATH_UNARY(X) \
  X(sqrt) X(cbrt) X(exp) X(exp2) X(expm1) X(log) X(log2) X(log10) X(log1p) X(sin) X(cos) X(tan) \
  X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh) X(asinh) X(acosh) X(atanh) X(floor) X(ceil) \
  X(round) X(trunc) X(rint) X(nearbyint) X(erf) X(erfc) X(tgamma) X(lgamma) X(fabs)
#define AG_CMATH_BINARY(X) \
  X(pow) X(atan2) X(fmod) X(remainder) X(hypot) X(copysign) X(fmin) X(fmax) X(fdim) X(nextafter)
#define AG_CMATH_TEST(X) X(isnan) X(isinf) X(isfinite) X(signbit)
// clang-format on

/// Functions of <cmath> and <algorithm> on promoted values. min, max, clamp and abs are std's, in
/// the operands' own type.
enum class CmathFn : std::uint8_t {
#define AG_ENUMERATOR(name) name,
  AG_CMATH_UNARY(AG_ENUMERATOR) AG_CMATH_BINARY(AG_ENUMERATOR) AG_CMATH_TEST(AG_ENUMERATOR)
#undef AG_ENUMERATOR
      fma,
  min,
  max,
  clamp,
  abs
};
/// "sqrt", "min" … (its inverse is a search: there are fifty)
const char* name(CmathFn fn) noexcept;

template <class T>
struct rep {
  using type = T;
};
template <class T>
  requires std::is_enum_v<T>
struct rep<T> {
  using type = std::underlying_type_t<T>;
};
/// The number that stores a T: T itself, or an enumeration's underlying type.
template <class T>
using rep_t = typename rep<T>::type;

/// An operand as the out-of-line functions see it; `sym` is borrowed, null for a concrete one.
struct ScalarView {
  AnyNumber number;  ///< its dtype is the C++ type's also when symbolic
  TensorImpl* sym = nullptr;
};

// A Location with a line but no file is in the file of the innermost running function.
// Out of line: symbolic operands, and concrete computations that fail. Each result has one
// reference for the caller; the functions throw when no region is open and the operation fails.
TensorImpl* slow_binary(ScalarOp, ScalarView, ScalarView, DType common, DType result,
                        const std::source_location&);
TensorImpl* slow_unary(ScalarOp, ScalarView, DType result, const std::source_location&);
TensorImpl* slow_cast(ScalarView, DType to, Location);
TensorImpl* slow_cmath(CmathFn, const ScalarView*, int count, DType compute, DType result,
                       const std::source_location&);
/// Truth (`!= 0`) or exact value of a one-element tensor; `sym` stays null if it is concrete.
struct Read {
  AnyNumber number;
  TensorImpl* sym = nullptr;
};
Read read_tensor(const Tensor& t, DType as, bool truth, const std::source_location&);
Read read_tensor(const Item& t, DType as, bool truth, const std::source_location&);
[[noreturn]] void needed_on_host(const TensorImpl* sym);

template <class T, class U>
constexpr bool fits_cast(U v) noexcept {  // may a U become a T without AG0209?
  if constexpr (std::is_floating_point_v<U> && std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    // Powers of two are exact in U; the upper bound is one past the largest T.
    constexpr U below = static_cast<U>(static_cast<T>(T{1} << (sizeof(T) * 8 - 2))) * U{2};
    constexpr U bound = std::is_signed_v<T> ? below : below * U{2};
    if constexpr (std::is_signed_v<T>)
      return v < bound && (v >= -bound || v > -bound - U{1});
    else
      return v < bound && v > U{-1};
  } else {
    return true;
  }
}

/// A Scalar<T> operand together with the place of the expression; made only from exactly that.
template <class T>
struct Located {
  const Scalar<T>& value;
  std::source_location where;
  Located(const Scalar<T>& v, std::source_location w = std::source_location::current())
      : value(v), where(w) {}
};
/// The same for an operand that is changed.
template <class T>
struct LocatedRef {
  Scalar<T>& value;
  std::source_location where;
  LocatedRef(Scalar<T>& v, std::source_location w = std::source_location::current())
      : value(v), where(w) {}
};

/// What the inline paths compute with: no destructor, nothing owned.
template <class T>
struct Operand {
  T value;
  TensorImpl* sym;
  ScalarView view() const noexcept { return {static_cast<rep_t<T>>(value), sym}; }
};
template <Promotable T>
constexpr Operand<T> operand(T v) noexcept {
  return {v, nullptr};
}
template <Promotable T>
Operand<T> operand(const Scalar<T>& s) noexcept {
  return s.operand();
}

/// C++'s usual arithmetic conversion of two numbers (enumerations by their underlying type).
template <class A, class B>
using common_t = decltype(rep_t<A>{} + rep_t<B>{});
template <class A>
using promoted_t = decltype(+rep_t<A>{});

template <class U>
struct plain {
  using type = U;
};
template <class U>
struct plain<Scalar<U>> {
  using type = U;
};
/// Scalar<U> -> U, everything else itself.
template <class U>
using plain_t = typename plain<U>::type;

/// The operation on concrete values; false where C++ leaves it undefined. `C` is the common type
/// (of a shift: the promoted left operand's).
template <ScalarOp Op, class C, class A, class B, class R>
constexpr bool compute(A a, B b, R& out) noexcept {
  using enum ScalarOp;
  const C x = static_cast<C>(a);
  if constexpr (Op == shift_left || Op == shift_right) {
    using Wide = std::make_unsigned_t<C>;
    const auto amount = +b;
    if (amount < 0 || static_cast<std::uint64_t>(amount) >= sizeof(C) * 8) return false;
    if constexpr (Op == shift_left)
      out = static_cast<R>(static_cast<Wide>(x) << amount);
    else
      out = static_cast<R>(x >> amount);
    return true;
  } else {
    const C y = static_cast<C>(b);
    if constexpr (Op == equal)
      out = x == y;
    else if constexpr (Op == not_equal)
      out = x != y;
    else if constexpr (Op == less)
      out = x < y;
    else if constexpr (Op == less_equal)
      out = x <= y;
    else if constexpr (Op == greater)
      out = x > y;
    else if constexpr (Op == greater_equal)
      out = x >= y;
    else if constexpr (std::is_floating_point_v<C>) {
      if constexpr (Op == add)
        out = x + y;
      else if constexpr (Op == subtract)
        out = x - y;
      else if constexpr (Op == multiply)
        out = x * y;
      else
        out = x / y;
    } else {
      using Wide = std::make_unsigned_t<C>;  // signed overflow wraps
      if constexpr (Op == divide || Op == remainder) {
        if (y == 0) return false;
        if constexpr (std::is_signed_v<C>)
          if (y == -1 && x == static_cast<C>(Wide{1} << (sizeof(C) * 8 - 1))) return false;
      }
      if constexpr (Op == add)
        out = static_cast<R>(static_cast<Wide>(x) + static_cast<Wide>(y));
      else if constexpr (Op == subtract)
        out = static_cast<R>(static_cast<Wide>(x) - static_cast<Wide>(y));
      else if constexpr (Op == multiply)
        out = static_cast<R>(static_cast<Wide>(x) * static_cast<Wide>(y));
      else if constexpr (Op == divide)
        out = x / y;
      else if constexpr (Op == remainder)
        out = x % y;
      else if constexpr (Op == bit_and)
        out = x & y;
      else if constexpr (Op == bit_or)
        out = x | y;
      else
        out = x ^ y;
    }
    return true;
  }
}

template <class R>
Scalar<R> adopt_scalar(TensorImpl* sym) noexcept;

template <ScalarOp Op, class C, class R, class A, class B>
inline Scalar<R> binary(Operand<A> a, Operand<B> b, const std::source_location& where) {
  if (!a.sym && !b.sym) [[likely]] {
    R out{};
    if (compute<Op, C>(static_cast<rep_t<A>>(a.value), static_cast<rep_t<B>>(b.value), out))
        [[likely]]
      return out;
  }
  return adopt_scalar<R>(slow_binary(Op, a.view(), b.view(), dtype_of<C>(), dtype_of<R>(), where));
}

template <ScalarOp Op, class R, class A>
inline Scalar<R> unary(Operand<A> a, const std::source_location& where) {
  using enum ScalarOp;
  if (!a.sym) [[likely]] {
    const auto x = static_cast<rep_t<A>>(a.value);
    if constexpr (Op == logical_not)
      return x == 0;
    else if constexpr (Op == complement)
      return static_cast<R>(~static_cast<R>(x));
    else if constexpr (std::is_floating_point_v<R>)
      return -x;
    else
      return static_cast<R>(std::make_unsigned_t<R>{0} - static_cast<std::make_unsigned_t<R>>(x));
  }
  return adopt_scalar<R>(slow_unary(Op, a.view(), dtype_of<R>(), where));
}

template <class T>
T made() noexcept;  // of unknown value: compilers warn about comparisons with constants
/// The type of `A op B`.
#define AG_SCALAR_RESULT(A, op, B) decltype(detail::made<A>() op detail::made<B>())

}  // namespace detail
}  // namespace ag
