// ag::cmath: <cmath>, std::min, max, clamp and abs for promoted values, with std's exact results
// and result types (an integer argument counts as double). Emitted code calls these where the
// source says std::sqrt(k). For tensors see ops.h.
#pragma once

#include "autograft/scalar.h"

namespace ag {

namespace detail {
/// float stays float, every other number is double, as <cmath> overloads.
template <class... T>
using fp_t = std::conditional_t<(std::is_same_v<T, float> && ...), float, double>;

// The host's libm, out of line so that no compiler folds a call into other bits than run time has.
double libm(CmathFn fn, double a, double b, double c) noexcept;
float libm(CmathFn fn, float a, float b, float c) noexcept;

// Correctly rounded everywhere, so inline.
template <CmathFn Fn, class T>
inline T host_math(T a, T b = 0, T c = 0) noexcept {
  using enum CmathFn;
  constexpr bool single = std::is_same_v<T, float>;
  if constexpr (Fn == sqrt)
    return single ? __builtin_sqrtf(static_cast<float>(a)) : static_cast<T>(__builtin_sqrt(a));
  else if constexpr (Fn == fabs)
    return static_cast<T>(__builtin_fabs(a));
  else if constexpr (Fn == floor)
    return static_cast<T>(__builtin_floor(a));
  else if constexpr (Fn == ceil)
    return static_cast<T>(__builtin_ceil(a));
  else if constexpr (Fn == trunc)
    return static_cast<T>(__builtin_trunc(a));
  else
    return libm(Fn, a, b, c);
}

template <CmathFn Fn, class R, class... T>
inline Scalar<R> cmath_call(const std::source_location& where, const Operand<T>&... x) {
  if ((... && !x.sym)) [[likely]]
    return host_math<Fn, R>(static_cast<R>(x.value)...);
  const ScalarView views[] = {x.view()...};
  return adopt_scalar<R>(slow_cmath(Fn, views, sizeof...(T), dtype_of<R>(), dtype_of<R>(), where));
}

template <CmathFn Fn, class T>
inline bool host_test(T x) noexcept {
  using enum CmathFn;
  if constexpr (Fn == isnan)
    return __builtin_isnan(x);
  else if constexpr (Fn == isinf)
    return __builtin_isinf(x);
  else if constexpr (Fn == isfinite)
    return __builtin_isfinite(x);
  else
    return __builtin_signbit(x);
}

/// std's choice among values of one type, NaN and -0 included.
template <CmathFn Fn, class T>
inline T host_pick(T a, T b, T c = T{}) noexcept {
  using enum CmathFn;
  if constexpr (Fn == min)
    return b < a ? b : a;
  else if constexpr (Fn == max)
    return a < b ? b : a;
  else
    return a < b ? b : c < a ? c : a;  // clamp
}
template <CmathFn Fn, class T, class... U>
inline Scalar<T> pick(const std::source_location& where, const Scalar<T>& a, const U&... b) {
  if ((!a.symbolic() && ... && !b.symbolic())) [[likely]]
    return host_pick<Fn, T>(a.operand().value, b.operand().value...);
  const ScalarView views[] = {a.view(), b.view()...};
  return adopt_scalar<T>(
      slow_cmath(Fn, views, 1 + sizeof...(U), dtype_of<T>(), dtype_of<T>(), where));
}
}  // namespace detail

namespace cmath {

using where_t = std::source_location;

// Each function also takes plain numbers, so that a template's text serves both.
#define AG_DEFINE(name)                                                                            \
  template <Number T>                                                                              \
  Scalar<detail::fp_t<T>> name(const Scalar<T>& x, where_t where = where_t::current()) {           \
    return detail::cmath_call<detail::CmathFn::name, detail::fp_t<T>>(where, x.operand());         \
  }                                                                                                \
  template <Number T>                                                                              \
  detail::fp_t<T> name(T x) {                                                                      \
    return detail::host_math<detail::CmathFn::name>(static_cast<detail::fp_t<T>>(x));              \
  }
AG_CMATH_UNARY(AG_DEFINE)
#undef AG_DEFINE

#define AG_DEFINE(name)                                                                            \
  template <class A, class B>                                                                      \
    requires Number<detail::plain_t<A>> && Number<detail::plain_t<B>>                              \
  auto name(const A& a, const B& b, where_t where = where_t::current()) {                          \
    using R = detail::fp_t<detail::plain_t<A>, detail::plain_t<B>>;                                \
    if constexpr (Number<A> && Number<B>)                                                          \
      return detail::host_math<detail::CmathFn::name>(static_cast<R>(a), static_cast<R>(b));       \
    else                                                                                           \
      return detail::cmath_call<detail::CmathFn::name, R>(where, detail::operand(a),               \
                                                          detail::operand(b));                     \
  }
AG_CMATH_BINARY(AG_DEFINE)
#undef AG_DEFINE

#define AG_DEFINE(name)                                                                            \
  template <Number T>                                                                              \
  Scalar<bool> name(const Scalar<T>& x, where_t where = where_t::current()) {                      \
    using R = detail::fp_t<T>;                                                                     \
    if (!x.symbolic()) [[likely]]                                                                  \
      return detail::host_test<detail::CmathFn::name>(static_cast<R>(x.operand().value));          \
    const detail::ScalarView view = x.view();                                                      \
    return detail::adopt_scalar<bool>(detail::slow_cmath(detail::CmathFn::name, &view, 1,          \
                                                         dtype_of<R>(), DType::boolean, where));   \
  }                                                                                                \
  template <Number T>                                                                              \
  bool name(T x) {                                                                                 \
    return detail::host_test<detail::CmathFn::name>(static_cast<detail::fp_t<T>>(x));              \
  }
AG_CMATH_TEST(AG_DEFINE)
#undef AG_DEFINE

template <class A, class B, class C>
  requires Number<detail::plain_t<A>> && Number<detail::plain_t<B>> && Number<detail::plain_t<C>>
auto fma(const A& a, const B& b, const C& c, where_t where = where_t::current()) {
  using R = detail::fp_t<detail::plain_t<A>, detail::plain_t<B>, detail::plain_t<C>>;
  if constexpr (Number<A> && Number<B> && Number<C>)
    return detail::host_math<detail::CmathFn::fma>(static_cast<R>(a), static_cast<R>(b),
                                                   static_cast<R>(c));
  else
    return detail::cmath_call<detail::CmathFn::fma, R>(where, detail::operand(a),
                                                       detail::operand(b), detail::operand(c));
}

// min, max: T from the first promoted argument, or written out (`max<double>(k, 1)`).
#define AG_DEFINE(name)                                                                            \
  template <Number T>                                                                              \
  Scalar<T> name(const Scalar<T>& a, const Scalar<std::type_identity_t<T>>& b,                     \
                 where_t where = where_t::current()) {                                             \
    return detail::pick<detail::CmathFn::name, T>(where, a, b);                                    \
  }                                                                                                \
  template <Number T>                                                                              \
  Scalar<T> name(std::type_identity_t<T> a, const Scalar<T>& b,                                    \
                 where_t where = where_t::current()) {                                             \
    return detail::pick<detail::CmathFn::name, T>(where, Scalar<T>(a), b);                         \
  }                                                                                                \
  template <Number T>                                                                              \
  T name(T a, T b) {                                                                               \
    return detail::host_pick<detail::CmathFn::name>(a, b);                                         \
  }                                                                                                \
  template <Number T> /* name<int>({a, 1, b}) */                                                   \
  Scalar<T> name(std::initializer_list<Scalar<T>> list, where_t where = where_t::current()) {      \
    Scalar<T> best = *list.begin();                                                                \
    for (const Scalar<T>* each = list.begin() + 1; each != list.end(); ++each)                     \
      best = detail::pick<detail::CmathFn::name, T>(where, best, *each);                           \
    return best;                                                                                   \
  }
AG_DEFINE(min)
AG_DEFINE(max)
#undef AG_DEFINE

template <Number T>
Scalar<T> clamp(const Scalar<T>& v, const Scalar<std::type_identity_t<T>>& low,
                const Scalar<std::type_identity_t<T>>& high, where_t where = where_t::current()) {
  return detail::pick<detail::CmathFn::clamp, T>(where, v, low, high);
}
template <Number T>
Scalar<T> clamp(std::type_identity_t<T> v, const Scalar<T>& low,
                const Scalar<std::type_identity_t<T>>& high, where_t where = where_t::current()) {
  return detail::pick<detail::CmathFn::clamp, T>(where, Scalar<T>(v), low, high);
}
template <Number T>
Scalar<T> clamp(std::type_identity_t<T> v, std::type_identity_t<T> low, const Scalar<T>& high,
                where_t where = where_t::current()) {
  return detail::pick<detail::CmathFn::clamp, T>(where, Scalar<T>(v), Scalar<T>(low), high);
}
template <Number T>
T clamp(T v, T low, T high) {
  return detail::host_pick<detail::CmathFn::clamp>(v, low, high);
}

/// Integers keep their (promoted) type; the most negative one wraps to itself.
template <Number T>
  requires std::is_signed_v<detail::promoted_t<T>>
auto abs(const Scalar<T>& x, where_t where = where_t::current()) {
  using R = detail::promoted_t<T>;
  if (x.symbolic()) [[unlikely]] {
    const detail::ScalarView view = x.view();
    return detail::adopt_scalar<R>(
        detail::slow_cmath(detail::CmathFn::abs, &view, 1, dtype_of<R>(), dtype_of<R>(), where));
  }
  const R v = x.operand().value;
  if constexpr (std::is_floating_point_v<R>)
    return Scalar<R>(detail::host_math<detail::CmathFn::fabs>(v));
  else
    return v < 0 ? Scalar<R>(-Scalar<R>(v)) : Scalar<R>(v);
}
template <Number T>
  requires std::is_signed_v<detail::promoted_t<T>>
auto abs(T x) {
  return abs(Scalar<T>(x)).value();
}

}  // namespace cmath

/// An explicit conversion of a promoted value, as static_cast<T>. Errors: AG0209.
template <Promotable T, Promotable U>
Scalar<T> cast(Site site, const Scalar<U>& x) {
  const detail::Operand<U> from = x.operand();
  const auto number = static_cast<detail::rep_t<U>>(from.value);
  if (!from.sym && detail::fits_cast<detail::rep_t<T>>(number)) [[likely]]
    return static_cast<T>(number);
  return detail::adopt_scalar<T>(detail::slow_cast(from.view(), dtype_of<detail::rep_t<T>>(),
                                                   Location(nullptr, site.line, site.column)));
}
}  // namespace ag
