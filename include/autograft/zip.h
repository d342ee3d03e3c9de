// ag::enumerate and ag::zip, and range-`for` over them and over an ag::TensorList. Over tensors,
// lists and ag::range they are loops of the graph; with a host container among the operands they
// are ordinary loops.
#pragma once

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>  // std::begin

#include "autograft/control.h"
#include "autograft/list.h"
#include "autograft/range.h"

namespace ag {

namespace detail {
/// The shorter of two counts, as a promoted number.
Scalar<std::int64_t> fewer(const Scalar<std::int64_t>& a, const Scalar<std::int64_t>& b);
/// Number of rows. Errors: AG0201 unset, AG0214 rank 0.
Scalar<std::int64_t> row_count(const Tensor& t, Location where);

/// One operand of zip, held by reference if it has a name: elements are read from the variable when
/// the loop comes to them. `staged`: the graph can count and index it.
template <class C, class T = std::remove_cvref_t<C>>
struct ZipOperand {
  static constexpr bool staged = false;
  C range;
  struct Walk {
    decltype(std::begin(std::declval<C&>())) at;
    decltype(std::end(std::declval<C&>())) last;
    bool more() const { return at != last; }
    void next() { ++at; }
    decltype(auto) get() const { return *at; }
  };
  Walk walk(Location) { return {std::begin(range), std::end(range)}; }
};
template <class C>
struct ZipOperand<C, Tensor> {
  static constexpr bool staged = true;
  C range;
  Scalar<std::int64_t> count(Location where) const { return row_count(range, where); }
  Tensor at(const Scalar<std::int64_t>& i) const {
    return static_cast<const Tensor&>(range)[Index(i)];
  }
  struct Walk {
    const Tensor* rows;
    std::int64_t left, at;
    bool more() const { return at < left; }
    void next() { ++at; }
    Tensor get() const { return (*rows)[Index(at)]; }
  };
  Walk walk(Location where) { return {&range, count(where).value(), 0}; }
};
template <class C>
struct ZipOperand<C, TensorList> {
  static constexpr bool staged = true;
  C range;
  Scalar<std::int64_t> count(Location) const { return range.count(); }
  Tensor at(const Scalar<std::int64_t>& i) const {
    return static_cast<const TensorList&>(range)[Index(i)];
  }
  struct Walk {
    const TensorList* rows;
    std::int64_t left, at;
    bool more() const { return at < left; }
    void next() { ++at; }
    Tensor get() const { return (*rows)[Index(at)]; }
  };
  Walk walk(Location) { return {&range, range.size(), 0}; }
};
template <class C, Number T>
struct ZipOperand<C, Range<T>> {
  static constexpr bool staged = true;
  Range<T> range;
  Scalar<std::int64_t> count(Location) const { return range_count(range); }
  Scalar<T> at(const Scalar<std::int64_t>& i) const {
    return range.start + Scalar<T>(i) * range.step;
  }
  struct Walk {
    typename Range<T>::Iterator at, last;
    bool more() const { return at != last; }
    void next() { ++at; }
    T get() const { return *at; }
  };
  Walk walk(Location) { return {range.begin(), range.end()}; }
};
}  // namespace detail

/// What ag::zip gives: as many elements as the shortest operand has.
template <class... C>
class Zip {
 public:
  static constexpr bool staged = (detail::ZipOperand<C>::staged && ...);
  explicit Zip(std::source_location where, C&&... c)
      : where_(where), operands_(detail::ZipOperand<C>{std::forward<C>(c)}...) {}

  class Iterator {
    using Walks = std::tuple<typename detail::ZipOperand<C>::Walk...>;

   public:
    Iterator(Walks w) : walks_(std::move(w)) {}  // NOLINT: made by begin() alone
    bool operator!=(detail::EachEnd) const {
      return std::apply([](const auto&... w) { return (w.more() && ...); }, walks_);
    }
    Iterator& operator++() {
      std::apply([](auto&... w) { (w.next(), ...); }, walks_);
      return *this;
    }
    auto operator*() const {
      return std::apply(
          [](const auto&... w) { return std::tuple<decltype(w.get())...>(w.get()...); }, walks_);
    }

   private:
    Walks walks_;
  };
  Iterator begin() {
    return std::apply(
        [&](auto&... o) {
          return Iterator(std::tuple<decltype(o.walk(where_))...>(o.walk(where_)...));
        },
        operands_);
  }
  detail::EachEnd end() const { return {}; }

  /// Of the loop of a graph.
  Scalar<std::int64_t> count() const {
    return std::apply(
        [&](const auto& first, const auto&... more) {
          Scalar<std::int64_t> n = first.count(where_);
          ((n = detail::fewer(n, more.count(where_))), ...);
          return n;
        },
        operands_);
  }
  auto at(const Scalar<std::int64_t>& i) const {
    return std::apply(
        [&](const auto&... o) { return std::tuple<decltype(o.at(i))...>(o.at(i)...); }, operands_);
  }

 private:
  std::source_location where_;
  std::tuple<detail::ZipOperand<C>...> operands_;
};

/// What ag::enumerate gives: elements with their number, an i64 from 0.
template <class C>
class Enumerate {
 public:
  static constexpr bool staged = detail::ZipOperand<C>::staged;
  Enumerate(std::source_location where, C&& c) : where_(where), operand_{std::forward<C>(c)} {}

  class Iterator {
    using Walk = typename detail::ZipOperand<C>::Walk;

   public:
    Iterator(Walk w) : walk_(std::move(w)) {}  // NOLINT: made by begin() alone
    bool operator!=(detail::EachEnd) const { return walk_.more(); }
    Iterator& operator++() {
      walk_.next();
      ++i_;
      return *this;
    }
    auto operator*() const {
      return std::pair<std::int64_t, decltype(walk_.get())>(i_, walk_.get());
    }

   private:
    Walk walk_;
    std::int64_t i_ = 0;
  };
  Iterator begin() { return Iterator(operand_.walk(where_)); }
  detail::EachEnd end() const { return {}; }

  Scalar<std::int64_t> count() const { return operand_.count(where_); }
  auto at(const Scalar<std::int64_t>& i) const {
    return std::pair<Scalar<std::int64_t>, decltype(operand_.at(i))>(i, operand_.at(i));
  }

 private:
  std::source_location where_;
  detail::ZipOperand<C> operand_;
};

/// `for (auto [i, row] : ag::enumerate(t))`. Of tensors (rows), lists, ag::range and host
/// containers.
template <class C>
Enumerate<C> enumerate(C&& range, std::source_location where = std::source_location::current()) {
  return {where, std::forward<C>(range)};
}

/// `for (auto [a, b] : ag::zip(x, y))`: ends with the shortest, as std::views::zip.
template <class A, class B>
Zip<A, B> zip(A&& a, B&& b, std::source_location where = std::source_location::current()) {
  return Zip<A, B>(where, std::forward<A>(a), std::forward<B>(b));
}
template <class A, class B, class C>
Zip<A, B, C> zip(A&& a, B&& b, C&& c,
                 std::source_location where = std::source_location::current()) {
  return Zip<A, B, C>(where, std::forward<A>(a), std::forward<B>(b), std::forward<C>(c));
}
template <class A, class B, class C, class D>
Zip<A, B, C, D> zip(A&& a, B&& b, C&& c, D&& d,
                    std::source_location where = std::source_location::current()) {
  return Zip<A, B, C, D>(where, std::forward<A>(a), std::forward<B>(b), std::forward<C>(c),
                         std::forward<D>(d));
}

namespace detail {
template <class C>
inline constexpr bool is_range<Enumerate<C>> = Enumerate<C>::staged;
template <class... C>
inline constexpr bool is_range<Zip<C...>> = Zip<C...>::staged;
template <>
inline constexpr bool is_range<TensorList> = true;

/// The loop of the graph over an Enumerate or a Zip.
template <class Z>
struct EachZip {
  EachZip(Site s, Z&& z, const StateView& v, Scalar<bool>* exit)
      : range(std::move(z)), core(s, v, exit, range.count()) {}
  auto element(const Scalar<std::int64_t>& i) const { return range.at(i); }
  EachIterator<EachZip> begin() { return EachIterator<EachZip>(*this); }
  EachEnd end() const { return {}; }
  Z range;
  EachCore core;
};
}  // namespace detail

template <class Z>
  requires requires { requires Z::staged; }
detail::EachZip<Z> Each(Site s, Z&& z, const detail::StateView& v) {
  return {s, std::move(z), v, nullptr};
}
template <class Z>
  requires requires { requires Z::staged; }
detail::EachZip<Z> Each(Site s, Z&& z, const detail::StateView& v, Scalar<bool>& exit) {
  return {s, std::move(z), v, &exit};
}

namespace detail {
/// The elements of a list that it has when the loop begins.
struct EachItem {
  EachItem(Site s, const TensorList& l, const StateView& v, Scalar<bool>* exit)
      : list(&l), core(s, v, exit, l.count()) {}
  EachItem(Site s, TensorList&& l, const StateView& v, Scalar<bool>* exit)
      : own(std::move(l)), list(&own), core(s, v, exit, own.count()) {}
  Tensor element(const Scalar<std::int64_t>& i) const { return (*list)[Index(i)]; }
  EachIterator<EachItem> begin() { return EachIterator<EachItem>(*this); }
  EachEnd end() const { return {}; }
  TensorList own;
  const TensorList* list;
  EachCore core;
};
}  // namespace detail

inline detail::EachItem Each(Site s, const TensorList& l, const detail::StateView& v) {
  return {s, l, v, nullptr};
}
inline detail::EachItem Each(Site s, const TensorList& l, const detail::StateView& v,
                             Scalar<bool>& exit) {
  return {s, l, v, &exit};
}
inline detail::EachItem Each(Site s, TensorList&& l, const detail::StateView& v) {
  return {s, std::move(l), v, nullptr};
}
inline detail::EachItem Each(Site s, TensorList&& l, const detail::StateView& v,
                             Scalar<bool>& exit) {
  return {s, std::move(l), v, &exit};
}

}  // namespace ag
