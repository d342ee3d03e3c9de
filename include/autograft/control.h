// The cursors that emitted code puts round the user's own blocks: Branch, Loop, Each, and the lazy
// operators and_, or_, not_, select. On host conditions and eager tensors they are an ordinary
// `if` and `for`; while a graph is built they open and close its regions. Nothing here is a
// template that holds logic: the protocol is in runtime/api (docs/internals/cursors.md).
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "autograft/range.h"
#include "autograft/scalar.h"
#include "autograft/site.h"
#include "autograft/state.h"
#include "autograft/tensor.h"

namespace ag {

namespace detail {
class BranchImpl;
class LoopImpl;
}  // namespace detail

/// A condition: a host bool, or the symbolic value that decides while the graph runs.
class Pred {
 public:
  Pred(bool v) : host_(v) {}                // NOLINT: meant to convert
  Pred(const Tensor& t);                    // NOLINT: meant to convert
  Pred(const Item& i) : Pred(Tensor(i)) {}  // NOLINT: meant to convert
  template <std::same_as<Variable> V>
  Pred(const V& v) : Pred(v.value()) {}  // NOLINT: meant to convert
  template <Promotable T>
  Pred(const Scalar<T>& s) {  // NOLINT: meant to convert
    if (s.symbolic())
      share(detail::ScalarAccess::sym(s));
    else
      host_ = s.value() != T{};
  }
  template <class T>
    requires(!std::is_base_of_v<Tensor, T> && std::is_constructible_v<bool, const T&>)
  Pred(const T& v) : host_(static_cast<bool>(v)) {}  // NOLINT: meant to convert
  Pred(const Pred&) = delete;
  Pred& operator=(const Pred&) = delete;
  ~Pred() { detail::release(symbolic_); }

  bool symbolic() const noexcept { return symbolic_ != nullptr; }
  bool host() const noexcept { return host_; }
  detail::TensorImpl* impl() const noexcept { return symbolic_; }

 private:
  void share(detail::TensorImpl* p) noexcept {
    detail::retain(p);
    symbolic_ = p;
  }
  detail::TensorImpl* symbolic_ = nullptr;
  bool host_ = false;
};

/// `if`: `Branch b(site, pred, state); if (b.then()) … if (b.other()) … b.join();`
class Branch {
 public:
  Branch(Site site, const Pred& pred, const detail::StateView& state) : host_(pred.host()) {
    if (pred.symbolic()) open(site, pred, state);
  }
  Branch(const Branch&) = delete;
  Branch& operator=(const Branch&) = delete;
  ~Branch() {
    if (impl_) abandon();
  }
  bool then() { return impl_ ? staged_then() : host_; }
  bool other() { return impl_ ? staged_other() : !host_; }
  void join() {
    if (impl_) staged_join();
  }

 private:
  void open(Site, const Pred&, const detail::StateView&);
  bool staged_then();
  bool staged_other();
  void staged_join();
  void abandon() noexcept;
  detail::BranchImpl* impl_ = nullptr;
  bool host_ = false;
};

/// `while`, `for`, `do`: `for (Loop l(site, state); l.next() && l.test(c);) …`
class Loop {
 public:
  enum Kind : unsigned {
    head_first = 0,
    body_first = 1,  ///< `do … while`
    choice = 2,      ///< a host-decided loop, staged by choice: any failure makes it plain
    insist = 4       ///< AG_STAGE: staging was asked for
  };
  friend constexpr Kind operator|(Kind a, Kind b) {
    return static_cast<Kind>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
  }

  Loop(Site site, const detail::StateView& state, Kind kind = head_first);
  /// `exit`, one of the state, ends the loop before its condition is evaluated again.
  Loop(Site site, const detail::StateView& state, Scalar<bool>& exit, Kind kind = head_first);
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() {
    if (impl_) abandon();
  }
  bool next() {
    if (impl_) return staged_next();
    return !exit_ || !plain_exit();
  }
  bool test(const Pred& p) {
    if (impl_) return staged_test(p);
    return p.symbolic() || turns_ >= 0 ? plain_test(p) : p.host();
  }

 private:
  bool plain_exit();
  bool plain_test(const Pred&);
  bool staged_next();
  bool staged_test(const Pred&);
  void abandon() noexcept;
  detail::LoopImpl* impl_ = nullptr;
  Scalar<bool>* exit_ = nullptr;
  std::int64_t turns_ = -1;  ///< counted while ag::run_options hold
  Site site_;
};

namespace detail {
/// A number of dtype-tagged bits as a T.
template <class T>
T number_as(AnyNumber n) {
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(std::bit_cast<double>(n.bits));
  else
    return static_cast<T>(static_cast<rep_t<T>>(n.bits));
}

/// The counted loop behind a range-`for`: index and count are i64.
class EachCore {
 public:
  EachCore(Site, const StateView&, Scalar<bool>* exit, Scalar<std::int64_t> count);
  EachCore(const EachCore&) = delete;
  EachCore& operator=(const EachCore&) = delete;
  ~EachCore() {
    if (impl_) abandon();
  }
  bool next() {
    if (impl_) return staged_next();
    return (!exit_ || !plain_exit()) && index_.value() < count_.value() &&
           (!limited_ || plain_turn());
  }
  void advance() {
    if (!impl_) ++index_;
  }
  const Scalar<std::int64_t>& index() const { return index_; }

 private:
  bool plain_exit();
  bool plain_turn();
  bool staged_next();
  void abandon() noexcept;
  LoopImpl* impl_ = nullptr;
  Scalar<bool>* exit_ = nullptr;
  Scalar<std::int64_t> index_ = 0;
  Scalar<std::int64_t> count_ = 0;
  bool limited_ = false;  ///< ag::run_options hold
  Site site_;
};

struct EachEnd {};

/// begin/end over an EachCore; E gives `element(index)`.
template <class E>
class EachIterator {
 public:
  explicit EachIterator(E& e) : each_(e) {}
  bool operator!=(EachEnd) { return each_.core.next(); }
  void operator++() { each_.core.advance(); }
  decltype(auto) operator*() { return each_.element(each_.core.index()); }

 private:
  E& each_;
};

/// Rows of a tensor. Over a named tensor the rows are read from the variable in each turn, so the
/// loop sees later writes to it, as over a std::vector.
struct EachRow {
  EachRow(Site s, const Tensor& t, const StateView& v, Scalar<bool>* exit, Tensor kept = {});
  Tensor element(const Scalar<std::int64_t>& i) const;
  EachIterator<EachRow> begin() { return EachIterator<EachRow>(*this); }
  EachEnd end() const { return {}; }
  Tensor own;  ///< keeps a temporary range alive
  const Tensor* rows;
  Location where;
  EachCore core;
};

/// ag::range(start, stop, step) of T; the element is a Scalar<T>.
template <Number T>
struct EachRange {
  EachRange(Site s, const Range<T>& r, const StateView& v, Scalar<bool>* exit)
      : range(r), core(s, v, exit, range_count(r)) {}
  Scalar<T> element(const Scalar<std::int64_t>& i) const {
    return range.start + Scalar<T>(i) * range.step;
  }
  EachIterator<EachRange> begin() { return EachIterator<EachRange>(*this); }
  EachEnd end() const { return {}; }
  Range<T> range;
  EachCore core;
};

template <class C>
inline constexpr bool is_range = false;
template <Number T>
inline constexpr bool is_range<Range<T>> = true;

/// A host container: an ordinary loop, run while the graph is built. A staged exit is AG0301.
template <class C>
struct EachHost {
  using Place = decltype(std::begin(std::declval<C&>()));
  struct Iterator {
    Place at;
    decltype(std::end(std::declval<C&>())) last;
    const Scalar<bool>* exit;
    bool operator!=(EachEnd) const { return at != last && !(exit && exit->value()); }
    void operator++() { ++at; }
    decltype(auto) operator*() const { return *at; }
  };
  C range;  // a reference for lvalues
  const Scalar<bool>* exit;
  Iterator begin() { return {std::begin(range), std::end(range), exit}; }
  EachEnd end() const { return {}; }
};
}  // namespace detail

inline detail::EachRow Each(Site s, const Tensor& t, const detail::StateView& v) {
  return {s, t, v, nullptr};
}
inline detail::EachRow Each(Site s, const Tensor& t, const detail::StateView& v,
                            Scalar<bool>& exit) {
  return {s, t, v, &exit};
}
inline detail::EachRow Each(Site s, Tensor&& t, const detail::StateView& v) {
  return {s, t, v, nullptr, t};
}
inline detail::EachRow Each(Site s, Tensor&& t, const detail::StateView& v, Scalar<bool>& exit) {
  return {s, t, v, &exit, t};
}
template <Number T>
detail::EachRange<T> Each(Site s, const Range<T>& r, const detail::StateView& v) {
  return {s, r, v, nullptr};
}
template <Number T>
detail::EachRange<T> Each(Site s, const Range<T>& r, const detail::StateView& v,
                          Scalar<bool>& exit) {
  return {s, r, v, &exit};
}
template <class C>
  requires(!std::is_convertible_v<C &&, const Tensor&> && !detail::is_range<std::remove_cvref_t<C>>)
detail::EachHost<C> Each(Site, C&& c, const detail::StateView&) {
  return {std::forward<C>(c), nullptr};
}
template <class C>
  requires(!std::is_convertible_v<C &&, const Tensor&> && !detail::is_range<std::remove_cvref_t<C>>)
detail::EachHost<C> Each(Site, C&& c, const detail::StateView&, Scalar<bool>& exit) {
  return {std::forward<C>(c), &exit};
}

// ---- expressions

namespace detail {
/// A two-armed `cond` whose arms are expressions, which may change the state's variables. Used by
/// and_, or_ and select.
class Lazy {
 public:
  Lazy(Site, const Pred&, const StateView&);
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;
  ~Lazy();
  void other(const Tensor& then_value);    ///< closes the first arm, opens the second
  Tensor join(const Tensor& other_value);  ///< closes the second, gives the result
 private:
  BranchImpl* impl_;
};
Scalar<bool> to_bool_scalar(Site, const Pred&);
}  // namespace detail

/// `a && b`: b is evaluated only where a holds. `state`: the variables that b may change.
template <class A, class B>
Scalar<bool> and_(Site site, A&& a, B&& b, const detail::StateView& state = {}) {
  const Pred p(a);
  if (!p.symbolic())
    return p.host() ? detail::to_bool_scalar(site, Pred(b())) : Scalar<bool>(false);
  detail::Lazy lazy(site, p, state);
  lazy.other(detail::to_bool_scalar(site, Pred(b())));
  return Scalar<bool>(lazy.join(Tensor(false)));
}
/// `a || b`: b is evaluated only where a does not hold.
template <class A, class B>
Scalar<bool> or_(Site site, A&& a, B&& b, const detail::StateView& state = {}) {
  const Pred p(a);
  if (!p.symbolic()) return p.host() ? Scalar<bool>(true) : detail::to_bool_scalar(site, Pred(b()));
  detail::Lazy lazy(site, p, state);
  lazy.other(Tensor(true));
  return Scalar<bool>(lazy.join(detail::to_bool_scalar(site, Pred(b()))));
}
/// `!a`.
template <class A>
Scalar<bool> not_(Site site, const A& a) {
  return !detail::to_bool_scalar(site, Pred(a));
}

namespace detail {
template <class A, class B>
struct Common {
  using type = Tensor;
};
template <class A>
struct Plain {
  using type = std::remove_cvref_t<A>;
};
template <Promotable T>
struct Plain<Scalar<T>> {
  using type = T;
};
template <class P, class Q>
struct CommonNumber {
  using type = decltype(P{} + Q{});
};
template <class P>
struct CommonNumber<P, P> {
  using type = P;
};
template <class A, class B>
  requires(Promotable<typename Plain<A>::type> && Promotable<typename Plain<B>::type>)
struct Common<A, B> {
  using P = typename Plain<A>::type;
  using Q = typename Plain<B>::type;
  using type = Scalar<typename CommonNumber<P, Q>::type>;
};
}  // namespace detail

/// `c ? a : b`: one arm is evaluated. Numbers take C++'s common type; tensors of different dtypes
/// are AG0204. `state`: the variables that the arms may change.
template <class C, class A, class B>
auto select(Site site, C&& c, A&& a, B&& b, const detail::StateView& state = {}) {
  using X = std::remove_cvref_t<decltype(a())>;
  using Y = std::remove_cvref_t<decltype(b())>;
  const Pred p(c);
  if constexpr (std::is_void_v<X> && std::is_void_v<Y>) {
    if (!p.symbolic()) return p.host() ? a() : b();
    detail::Lazy lazy(site, p, state);
    a();
    lazy.other(Tensor(false));
    b();
    lazy.join(Tensor(false));
  } else {
    using R = typename detail::Common<X, Y>::type;
    if (!p.symbolic()) return p.host() ? R(a()) : R(b());
    detail::Lazy lazy(site, p, state);
    lazy.other(Tensor(R(a())));
    return R(lazy.join(Tensor(R(b()))));
  }
}

namespace detail {
/// Errors: AG0301. `as` is the C++ type's dtype.
AnyNumber host_value(Site, TensorImpl* symbolic, DType as);
}  // namespace detail
/// The host value of a promoted number. Of a variable of a loop that is staged by choice: makes
/// that loop plain and gives the first turn's value. Errors: AG0301 when the value is only known
/// while the graph runs.
template <Promotable T>
T host(Site site, const Scalar<T>& s) {
  if (!s.symbolic()) return s.value();
  return detail::number_as<T>(
      detail::host_value(site, detail::ScalarAccess::sym(s), dtype_of<detail::rep_t<T>>()));
}
template <class T>
  requires(!std::is_base_of_v<Tensor, T>)
const T& host(Site, const T& v) {
  return v;
}

/// `static_cast<T>(k)` of a promoted number, a tensor's element or a plain number.
/// Errors: AG0209 when a float does not fit the integer.
template <Number T, class V>
Scalar<T> cast(Site, const V& v) {
  return Scalar<T>(v);
}

}  // namespace ag
