// ag::range: the counted loop over numbers, `for (auto i : ag::range(n))`.
#pragma once

#include <cstdint>
#include <type_traits>

#include "autograft/dtype.h"
#include "autograft/scalar.h"

namespace ag {

/// start, start + step, … before stop. Elements have the C++ type of the arguments.
template <Number T>
struct Range {
  Scalar<T> start, stop, step;

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    Iterator(T at, T step, std::int64_t left) : at_(at), step_(step), left_(left) {}
    T operator*() const { return at_; }
    Iterator& operator++() {
      at_ = static_cast<T>(at_ + step_);
      --left_;
      return *this;
    }
    bool operator==(const Iterator& o) const { return left_ == o.left_; }

   private:
    T at_, step_;
    std::int64_t left_;
  };
  /// Eager iteration (the file compiled as it stands).
  Iterator begin() const;
  Iterator end() const;
};

namespace detail {
/// Number of turns, i64; a step of zero is AG0211.
Scalar<std::int64_t> range_turns(const Scalar<std::int64_t>& start,
                                 const Scalar<std::int64_t>& stop,
                                 const Scalar<std::int64_t>& step);
/// Unsigned numbers do not count down: AG0211.
void require_forward(const Scalar<std::int64_t>& step);
template <Number T>
Scalar<std::int64_t> range_count(const Range<T>& r) {
  return range_turns(Scalar<std::int64_t>(r.start), Scalar<std::int64_t>(r.stop),
                     Scalar<std::int64_t>(r.step));
}
template <class T>
struct RangeNumber;
template <Number T>
struct RangeNumber<T> {
  using type = T;
};
template <Number T>
struct RangeNumber<Scalar<T>> {
  using type = T;
};
template <class... T>
using range_type = std::common_type_t<typename RangeNumber<T>::type...>;
}  // namespace detail

template <Number T>
typename Range<T>::Iterator Range<T>::begin() const {
  return {start.value(), step.value(), detail::range_count(*this).value()};
}
template <Number T>
typename Range<T>::Iterator Range<T>::end() const {
  return {stop.value(), step.value(), 0};
}

/// 0, 1, … n - 1.
template <class N>
  requires std::is_integral_v<detail::range_type<N>>
Range<detail::range_type<N>> range(const N& n) {
  using T = detail::range_type<N>;
  return {Scalar<T>(T{0}), Scalar<T>(n), Scalar<T>(T{1})};
}
/// a, a + step, … before b (after b for a negative step).
template <class A, class B, class S = int>
  requires std::is_integral_v<detail::range_type<A, B, S>>
auto range(const A& a, const B& b, const S& step = 1) {
  using T = detail::range_type<A, B>;
  if constexpr (std::is_unsigned_v<T>) detail::require_forward(Scalar<std::int64_t>(step));
  return Range<T>{Scalar<T>(a), Scalar<T>(b), Scalar<T>(step)};
}

}  // namespace ag
