// Lists of tensors: list, list_push, list_pop, list_get, list_set, list_size, list_stack,
// list_concat. A list of the graph is a value like any other; one that nobody else holds is written
// in place, so that pushing in a loop costs what it pushes.
#include "ops/list.h"

#include <fmt/format.h>

#include "ops/attributes.h"
#include "ops/families.h"
#include "ops/index.h"

namespace ag::ops {
namespace {

using detail::ListData;
using detail::ListKind;

void require_list(OpId op, const Type& t, Location where) {
  if (t.list == ListKind::none)
    fail("AG0215", where, fmt::format("{}: takes a list, not {}", op_name(op), describe(t)));
}

void require_index(OpId op, const Type& t, Location where) {
  if (t.dtype != DType::i64 || t.shape.rank() != 0 || t.list != ListKind::none)
    fail("AG0215", where, fmt::format("{}: an index is one i64, not {}", op_name(op), describe(t)));
}

/// The type of the list after an element was added; `open()` gives the symbol of an extent in which
/// elements differ.
template <class F>
const Type* grown(const Type& list, const Type& item, Location where, F&& open) {
  if (item.list != ListKind::none)
    fail("AG0219", where, "a list cannot be an element of a list; use a std::vector of lists");
  const bool fits = list.list == ListKind::empty || list.dtype == item.dtype;
  if (!fits || (list.list == ListKind::elements && list.shape.rank() != item.shape.rank()))
    fail("AG0219", where,
         fmt::format("an element of {} does not fit {}: all elements of a list have one dtype and "
                     "one rank",
                     describe(item), describe(list)));
  Shape shape = item.shape;
  if (list.list == ListKind::elements) {
    shape = list.shape;
    for (std::size_t i = 0; i < shape.size(); ++i)
      if (shape[i] >= 0 && shape[i] != item.shape[i]) shape[i] = open();
  }
  return detail::intern(item.dtype, shape, ListKind::elements);
}

/// A list that holds data names no symbols: what differs is -1.
const Type* grown_now(const Type& list, const Tensor& item, Location where) {
  return grown(list, type_of(item), where, [] { return std::int64_t{-1}; });
}

const Type* declared_type(const ListAttributes& a, Location where) {
  if (a.kind < static_cast<std::int64_t>(ListKind::empty) ||
      a.kind > static_cast<std::int64_t>(ListKind::elements))
    fail("AG0214", where, "list: bad kind");
  const auto kind = static_cast<ListKind>(a.kind);
  return detail::intern(kind == ListKind::empty ? DType::f32 : a.dtype,
                        kind == ListKind::elements ? a.element : Shape(), kind);
}

/// An element of it; extents that differ are each its own.
const Type* element_type(const Type& list, InferContext& c) {
  Shape shape = list.shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (symbolic(shape[i])) shape[i] = c.fresh("element");
  return detail::intern(list.dtype, shape);
}

std::size_t joined_axis(OpId op, const Type& list, AttributeView attributes, Location where) {
  const auto& axes = attributes.as<AxesAttributes>().axes;
  const bool stack = op == OpId::list_stack;
  const int rank = list.shape.rank() + (stack ? 1 : 0);
  if (axes.size() != 1) fail("AG0214", where, "stack and concat take one axis");
  if (rank > max_rank) fail("AG0214", where, fmt::format("stack: rank {} is too high", rank));
  // An empty list: nothing is known of its elements.
  if (rank == 0 && list.list == ListKind::elements)
    fail("AG0214", where, "concat: scalars have no axis to join along; use stack");
  return list.list != ListKind::elements
             ? 0
             : static_cast<std::size_t>(checked_axis(op, axes[0], rank, where));
}

const Type* joined_type(OpId op, const Type& list, std::size_t axis, InferContext& c) {
  const Shape& from = element_type(list, c)->shape;
  Shape shape;
  const bool stack = op == OpId::list_stack;
  const std::size_t rank = from.size() + (stack ? 1 : 0);
  for (std::size_t i = 0, next = 0; i < rank; ++i) {
    const std::int64_t extent = stack && i == axis ? 0 : from[next++];
    shape.push_back(i == axis ? c.fresh("list") : extent);
  }
  return detail::intern(list.dtype, shape);
}

/// The joined elements; of an empty list as the list's declaration says.
Tensor join_now(OpId op, const Tensor& list, AttributeView attributes, Location where) {
  const ListData& data = detail::list_data(list);
  const Type& type = type_of(list);
  const OpId plain = op == OpId::list_stack ? OpId::stack : OpId::concat;
  if (data.items.empty()) {
    if (!data.declared)
      fail("AG0214", where,
           fmt::format("{}: the list is empty, and the shape of its elements is not known; say it "
                       "where the list is made: ag::TensorList l{{ag::f32, {{3}}}}",
                       op_name(plain)));
    const std::size_t axis = joined_axis(op, type, attributes, where);
    Shape shape;
    for (std::size_t i = 0, next = 0; next < type.shape.size() || i == axis; ++i) {
      const bool stacked = plain == OpId::stack && i == axis;
      const std::int64_t extent = stacked ? 0 : type.shape[next++];
      shape.push_back(i == axis || extent < 0 ? 0 : extent);
    }
    return new_tensor(type.dtype, shape);
  }
  std::vector<Tensor*> slots;
  for (const Tensor& t : data.items) slots.push_back(const_cast<Tensor*>(&t));  // none is taken
  Tensor out;
  EvalContext context{where, {}};
  ir::op_def(plain).evaluate(context, Operands(slots), attributes, {&out, 1});
  return out;
}

}  // namespace

std::size_t checked_index(const Tensor& list, std::int64_t i, Location where) {
  const auto count = static_cast<std::int64_t>(detail::list_data(list).items.size());
  if (i < 0 || i >= count) index_error(i, count, where);
  return static_cast<std::size_t>(i);
}

void push_now(Tensor& list, Tensor item, Location where) {
  const Type* type = grown_now(type_of(list), item, where);
  detail::make_unique(list);
  detail::list_data(list).items.push_back(std::move(item));
  if (type != &type_of(list)) detail::set_type(Access::get(list), type);
}

void put_now(Tensor& list, std::size_t i, const Tensor& item, Location where) {
  const Type* type = grown_now(type_of(list), item, where);
  detail::make_unique(list);
  Access::replace(detail::list_data(list).items[i], item);
  if (type != &type_of(list)) detail::set_type(Access::get(list), type);
}

void infer_list_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  const auto open = [&] { return c.fresh("element"); };
  if (op == OpId::list) {
    const Type* type = declared_type(attributes.as<ListAttributes>(), c.where);
    for (const Type* item : in) type = grown(*type, *item, c.where, open);
    out.push_back(type);
    return;
  }
  const Type& list = *in[0];
  require_list(op, list, c.where);
  if (op == OpId::list_get || op == OpId::list_set) require_index(op, *in[1], c.where);
  switch (op) {
  case OpId::list_push: out.push_back(grown(list, *in[1], c.where, open)); break;
  case OpId::list_set: out.push_back(grown(list, *in[2], c.where, open)); break;
  case OpId::list_pop: out.push_back(in[0]); break;
  case OpId::list_get: out.push_back(element_type(list, c)); break;
  case OpId::list_size: out.push_back(scalar_type(DType::i64)); break;
  default: out.push_back(joined_type(op, list, joined_axis(op, list, attributes, c.where), c));
  }
}

void evaluate_list_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                      std::span<Tensor> out) {
  if (op == OpId::list) {
    const auto& a = attributes.as<ListAttributes>();
    Tensor list = Access::adopt(detail::allocate_list(declared_type(a, c.where)));
    detail::list_data(list).declared = a.declared;
    for (std::size_t i = 0; i < in.size(); ++i) push_now(list, in.take(i), c.where);
    out[0] = std::move(list);
    return;
  }
  const auto count = static_cast<std::int64_t>(detail::list_data(in[0]).items.size());
  switch (op) {
  case OpId::list_push: {
    Tensor item = in.take(1);
    Tensor list = in.take(0);
    push_now(list, std::move(item), c.where);
    out[0] = std::move(list);
    return;
  }
  case OpId::list_set: {
    const std::size_t i = checked_index(in[0], read_index(in[1]), c.where);
    const Tensor item = in.take(2);
    Tensor list = in.take(0);
    put_now(list, i, item, c.where);
    out[0] = std::move(list);
    return;
  }
  case OpId::list_pop: {
    if (count == 0) fail("AG0212", c.where, "pop_back of an empty list");
    Tensor list = in.take(0);
    detail::make_unique(list);
    detail::list_data(list).items.pop_back();
    out[0] = std::move(list);
    return;
  }
  case OpId::list_get:
    out[0] = detail::list_data(in[0]).items[checked_index(in[0], read_index(in[1]), c.where)];
    return;
  case OpId::list_size: out[0] = i64_scalar(count); return;
  default: out[0] = join_now(op, in[0], attributes, c.where);
  }
}

}  // namespace ag::ops
