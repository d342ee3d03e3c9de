// Parameter types of ops for lists of integers and of tensors: `{0, 1}`, a vector, a span, a Shape.
// They live only as parameters and own nothing that outlives the call.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "autograft/tensor.h"

namespace ag {

/// Up to max_rank integers: axes, a permutation, extents with -1. Errors: AG0214 for a longer list.
class IntList {
 public:
  IntList() = default;
  template <std::integral T>
  IntList(std::initializer_list<T> list) {
    for (T v : list) add(static_cast<std::int64_t>(v));
  }
  /// Mixed integer types: {2, v.size()}.
  template <std::integral A, std::integral B, std::integral... C>
    requires(!(std::same_as<A, B> && (std::same_as<A, C> && ...)))
  IntList(A a, B b, C... c) {
    add(static_cast<std::int64_t>(a)), add(static_cast<std::int64_t>(b));
    (add(static_cast<std::int64_t>(c)), ...);
  }
  template <detail::IntegerRange R>
    requires(!std::derived_from<R, IntList>)
  IntList(const R& list) {
    for (auto v : list) add(static_cast<std::int64_t>(v));
  }

  const std::int64_t* begin() const noexcept { return values_; }
  const std::int64_t* end() const noexcept { return values_ + count_; }
  std::size_t size() const noexcept { return static_cast<std::size_t>(count_); }
  bool empty() const noexcept { return count_ == 0; }
  std::int64_t operator[](std::size_t i) const noexcept { return values_[i]; }

 protected:
  void add(std::int64_t v) {
    if (count_ == max_rank) too_long();
    values_[count_++] = v;
  }

 private:
  [[noreturn]] static void too_long();
  std::int64_t values_[max_rank] = {};
  int count_ = 0;
};

/// Axes of a reduction: one integer, a list, or nothing (all axes). Negative ones count from the
/// end.
class Axes : public IntList {
 public:
  using IntList::IntList;
  Axes() = default;
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Axes(T axis) {
    add(static_cast<std::int64_t>(axis));
  }
};

/// The tensors of concat and stack: `{a, b}`, a vector or a span.
class TensorArgs {
 public:
  TensorArgs(std::initializer_list<Tensor> list,
             std::source_location w = std::source_location::current())
      : count_(list.size()), where_(w) {
    tensors_ = list.begin();  // an argument's array outlives this object
  }
  // Out of line: to look into a span or a vector here costs every file that includes this header
  // a fifth of its time.
  TensorArgs(const std::vector<Tensor>& list,
             std::source_location w = std::source_location::current());
  TensorArgs(std::span<const Tensor> list,
             std::source_location w = std::source_location::current());

  std::span<const Tensor> tensors() const noexcept;
  Location where() const noexcept { return where_; }

 private:
  const Tensor* tensors_ = nullptr;
  std::size_t count_;
  std::source_location where_;
};

}  // namespace ag
