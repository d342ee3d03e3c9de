// ag::TensorList: a list of tensors that grows, as a std::vector<Tensor> does, and that may grow in
// a loop of the graph. Elements have one dtype and one rank; their extents may differ.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <source_location>
#include <utility>
#include <vector>

#include "autograft/fields.h"
#include "autograft/item.h"
#include "autograft/list_args.h"
#include "autograft/scalar.h"
#include "autograft/tensor.h"

namespace ag {

namespace detail {
class ListIterator;
struct ListEnd {};
}  // namespace detail

/// A value: copies share their elements until one of them is written.
class TensorList {
 public:
  /// The first element decides on the dtype.
  TensorList();
  explicit TensorList(DType dtype);
  /// The elements' extents are known, too, so that a stack of no elements has a shape.
  TensorList(DType dtype, const Shape& element);
  /// Errors: AG0219 when the elements differ in dtype or rank.
  TensorList(std::initializer_list<Tensor> elements,
             std::source_location where = std::source_location::current());
  TensorList(const std::vector<Tensor>& elements,
             std::source_location where = std::source_location::current());

  /// Constant time in a loop, too, as long as the list has no other copy. A number takes the list's
  /// dtype (AG0208). Errors: AG0219 for an element of another dtype or rank.
  void push_back(const Arg& element);
  void emplace_back(const Arg& element) { push_back(element); }
  /// Errors: AG0212 when there is none.
  void pop_back(std::source_location where = std::source_location::current());
  void clear();
  template <class N>
  void reserve(const N&) {}

  /// An element, to read and to write: `l[i] = v` puts another one there, `l[i][j] = v` writes into
  /// it. Errors: AG0212 at the place where it is used.
  Item operator[](const Index& i) & { return list_[i]; }
  Tensor operator[](const Index& i) const& { return list_[i]; }
  Tensor operator[](const Index& i) && { return std::as_const(list_)[i]; }
  Item at(const Index& i) & { return list_[i]; }
  Tensor at(const Index& i) const& { return list_[i]; }
  Item front(std::source_location where = std::source_location::current()) & {
    return list_[Index(0, where)];
  }
  Tensor front(std::source_location where = std::source_location::current()) const& {
    return list_[Index(0, where)];
  }
  Item back(std::source_location where = std::source_location::current()) & {
    return list_[Index(last(), where)];
  }
  Tensor back(std::source_location where = std::source_location::current()) const& {
    return list_[Index(last(), where)];
  }

  /// Errors: AG0301 while a graph is built in which the list grows (emitted code asks `count`).
  std::int64_t size(std::source_location where = std::source_location::current()) const {
    return known(where);
  }
  bool empty(std::source_location where = std::source_location::current()) const {
    return known(where) == 0;
  }
  /// size() and empty() as promoted numbers; `length` is that of a std::vector.
  Scalar<std::int64_t> count() const;
  Scalar<std::size_t> length() const;
  Scalar<bool> none() const;

  /// The elements along a new axis; `concat` along one that they have. Errors: AG0214 when they
  /// differ in another extent, or when there are none and their shape is not known.
  Tensor stack(int axis = 0, std::source_location where = std::source_location::current()) const;
  Tensor concat(int axis = 0, std::source_location where = std::source_location::current()) const;
  /// Errors: AG0301 while a graph is built in which the list grows.
  std::vector<Tensor> to_vector(std::source_location where = std::source_location::current()) const;

  /// The elements there are when the loop begins; each is read when the loop comes to it.
  detail::ListIterator begin(std::source_location where = std::source_location::current()) const;
  detail::ListEnd end() const noexcept { return {}; }

 private:
  friend struct detail::FieldsAccess;
  void ag_fields(detail::Leaves& leaves) {
    leaves.add({detail::Leaf::tensor, DType::f32, &list_, nullptr});
  }
  std::int64_t known(std::source_location where) const;
  Scalar<std::int64_t> last() const;

  Tensor list_;  ///< a block that holds elements instead of numbers
};

/// Templates, so that `{a, b}` is never taken for a list.
template <std::same_as<TensorList> L>
Tensor stack(const L& list, int axis = 0,
             std::source_location where = std::source_location::current()) {
  return list.stack(axis, where);
}
template <std::same_as<TensorList> L>
Tensor concat(const L& list, int axis = 0,
              std::source_location where = std::source_location::current()) {
  return list.concat(axis, where);
}

namespace detail {
class ListIterator {
 public:
  ListIterator(const TensorList& list, std::int64_t count) noexcept : list_(&list), count_(count) {}
  Tensor operator*() const { return (*list_)[Index(at_)]; }
  ListIterator& operator++() noexcept {
    ++at_;
    return *this;
  }
  bool operator!=(ListEnd) const { return at_ < count_; }

 private:
  const TensorList* list_;
  std::int64_t at_ = 0;
  std::int64_t count_;
};
}  // namespace detail

inline detail::ListIterator TensorList::begin(std::source_location where) const {
  return {*this, known(where)};
}

}  // namespace ag
