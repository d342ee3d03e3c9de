// ag::TensorList, and items of lists: what tensor/item_ops.h asks of them.
#include "autograft/list.h"

#include <fmt/format.h>

#include "ops/front.h"
#include "ops/list.h"
#include "tensor/hooks.h"
#include "tensor/item_ops.h"

namespace ag::ops {
namespace {

/// The index as an i64 of the graph or of now.
Tensor position(const Index& i) {
  if (i.kind() != detail::IndexKind::integer)
    fail("AG0212", i.where(), "an index of a list is one integer");
  if (!i.symbolic()) return i64_scalar(i.integer().value());
  const Tensor t = Access::share(i.integer().sym());
  if (!is_integer(type_of(t).dtype))
    fail("AG0215", i.where(), "an index is an integer, not " + describe(type_of(t)));
  return cast_to(t, DType::i64, i.where());
}

void require_value(const Tensor& list, Location where) {
  if (!list.defined()) fail("AG0201", where, "a list is used after it was moved from");
}

/// A number takes the list's dtype.
Tensor element_for(const Type& list, const Arg& value, OpId op) {
  require_defined(value, op);
  if (!value.is_weak() || list.list == detail::ListKind::empty) return as_tensor(value, op);
  const DType from = value.number().dtype;
  const bool truth = list.dtype == DType::boolean && value.is_number() &&
                     value.number().bits <= 1 && !is_floating(from);
  if (!truth && weak_dtype(list.dtype, from) != list.dtype)
    fail("AG0219", value.where(),
         fmt::format("a {} number does not fit {}", name(from), describe(list)));
  return as_tensor(value, list.dtype, op);
}

/// Takes an element out of its list, so that it may be written in place, and puts it back.
class Taken {
 public:
  Taken(Tensor& list, std::size_t i) : list_(list), i_(i) {
    detail::make_unique(list);
    item = std::move(detail::list_data(list).items[i]);
  }
  ~Taken() { Access::replace(detail::list_data(list_).items[i_], item); }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;
  Tensor item;

 private:
  Tensor& list_;
  std::size_t i_;
};

}  // namespace

Tensor get_list_item(const Tensor& list, std::span<const Index> indexes, Location where) {
  const Tensor item = emit(OpId::list_get, {list, position(indexes[0])}, where);
  return indexes.size() == 1 ? item : get_item(item, indexes.subspan(1), where);
}

void set_list_item(Tensor& list, std::span<const Index> indexes, const Arg& value, Location where) {
  const Tensor at = position(indexes[0]);
  const bool now = concrete(list) && concrete(at) && is_concrete(value);
  if (indexes.size() > 1) {
    bool symbolic = !now;
    for (const Index& i : indexes) symbolic |= i.symbolic();
    if (!symbolic && !recorder) {
      Taken taken(list, checked_index(list, read_index(at), where));
      return set_item(taken.item, indexes.subspan(1), value, where);
    }
  }
  Tensor item;
  if (indexes.size() > 1) {
    item = emit(OpId::list_get, {list, at}, where);
    set_item(item, indexes.subspan(1), value, where);
  } else {
    item = element_for(type_of(list), value, OpId::list_set);
  }
  if (concrete(list) && concrete(at) && concrete(item) && !recorder)
    return put_now(list, checked_index(list, read_index(at), where), item, where);
  Access::replace(list, emit(OpId::list_set, {list, at, item}, where));
}

}  // namespace ag::ops

namespace ag {

namespace {
using detail::Access;
using detail::ListKind;
using ir::OpId;

Tensor new_list(DType dtype, const Shape& element, ListKind kind) {
  Tensor list = Access::adopt(detail::allocate_list(detail::intern(dtype, element, kind)));
  detail::list_data(list).declared = kind == ListKind::elements;
  return list;
}

void check_store(Tensor& list, const detail::TensorImpl* value) {
  if (Access::birth(list) != detail::open_region)
    detail::check_store(&list, Access::birth(list), value);
}

void append(Tensor& list, const Tensor& item, Location where) {
  if (ops::concrete(list) && ops::concrete(item)) return ops::push_now(list, item, where);
  Access::replace(list, ops::emit(OpId::list_push, {list, item}, where));
}
}  // namespace

TensorList::TensorList() : list_(new_list(DType::f32, {}, ListKind::empty)) {}
TensorList::TensorList(DType dtype) : list_(new_list(dtype, {}, ListKind::dtype)) {}
TensorList::TensorList(DType dtype, const Shape& element)
    : list_(new_list(dtype, element, ListKind::elements)) {}
TensorList::TensorList(std::initializer_list<Tensor> elements, std::source_location where)
    : TensorList() {
  for (const Tensor& t : elements) push_back(Arg(t, where));
}
TensorList::TensorList(const std::vector<Tensor>& elements, std::source_location where)
    : TensorList() {
  for (const Tensor& t : elements) push_back(Arg(t, where));
}

void TensorList::push_back(const Arg& element) {
  ops::require_value(list_, element.where());
  const Tensor item = ops::element_for(ops::type_of(list_), element, OpId::list_push);
  check_store(list_, Access::get(item));
  append(list_, item, element.where());
}

void TensorList::pop_back(std::source_location where) {
  ops::require_value(list_, where);
  check_store(list_, Access::get(list_));
  Access::replace(list_, ops::emit(OpId::list_pop, {list_}, where));
}

void TensorList::clear() {
  ops::require_value(list_, {});
  const detail::Type& type = ops::type_of(list_);
  check_store(list_, nullptr);
  Access::replace(
      list_, new_list(type.dtype, {}, type.list == ListKind::empty ? type.list : ListKind::dtype));
}

Scalar<std::int64_t> TensorList::count() const {
  ops::require_value(list_, {});
  return Scalar<std::int64_t>(ops::emit(OpId::list_size, {list_}, Location()));
}

Scalar<std::size_t> TensorList::length() const { return Scalar<std::size_t>(count()); }
Scalar<bool> TensorList::none() const { return count() == 0; }
Scalar<std::int64_t> TensorList::last() const { return count() - Scalar<std::int64_t>(1); }

std::int64_t TensorList::known(std::source_location where) const {
  ops::require_value(list_, where);
  if (list_.symbolic())
    ops::fail("AG0301", where,
              "the length of a list that grows while the graph runs is needed as a C++ number");
  return static_cast<std::int64_t>(detail::list_data(list_).items.size());
}

Tensor TensorList::stack(int axis, std::source_location where) const {
  ops::require_value(list_, where);
  return ops::emit(OpId::list_stack, {list_}, ops::AxesAttributes{{axis}, false}, where);
}

Tensor TensorList::concat(int axis, std::source_location where) const {
  ops::require_value(list_, where);
  return ops::emit(OpId::list_concat, {list_}, ops::AxesAttributes{{axis}, false}, where);
}

std::vector<Tensor> TensorList::to_vector(std::source_location where) const {
  known(where);
  return detail::list_data(list_).items;
}

}  // namespace ag
