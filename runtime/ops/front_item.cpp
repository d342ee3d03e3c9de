// What tensors and items need from the ops (tensor/item_ops.h): reading and writing through
// brackets, `t[i] op= v`, Tensor::to and Tensor::T.
#include "tensor/item_ops.h"

#include <fmt/format.h>

#include "autograft/item.h"
#include "ops/front.h"
#include "ops/index.h"
#include "ops/list.h"

namespace ag::ops {
namespace {

constexpr std::size_t few = Item::max_indexes;

/// Constant entries on the stack, for the eager path.
struct Entries {
  IndexEntry buffer[few];
  std::vector<IndexEntry> many;
  std::span<IndexEntry> all;

  explicit Entries(std::size_t n) {
    if (n > few) many.resize(n);
    all = n > few ? std::span<IndexEntry>(many) : std::span<IndexEntry>(buffer, n);
  }
};

void set_bound(const detail::Bound& b, std::int64_t& value, std::int64_t& from) {
  value = b.value();
  from = b.given() ? IndexEntry::constant_bound : IndexEntry::open_bound;
}

IndexEntry entry_of(const Index& i) {
  IndexEntry e;
  e.bracket = i.starts_bracket();
  switch (i.kind()) {
  case detail::IndexKind::integer:
    e.kind = index_at;
    set_bound(i.integer(), e.start, e.start_from);
    break;
  case detail::IndexKind::slice:
    e.kind = index_slice;
    e.step = i.step();
    set_bound(i.start(), e.start, e.start_from);
    set_bound(i.stop(), e.stop, e.stop_from);
    break;
  case detail::IndexKind::all: e.kind = index_all; break;
  case detail::IndexKind::new_axis: e.kind = index_new; break;
  }
  return e;
}

bool any_symbolic(std::span<const Index> indexes) {
  for (const Index& i : indexes)
    if (i.symbolic()) return true;
  return false;
}

/// Moves symbolic bounds into operands.
IndexAttributes attributes_of(std::span<const Index> indexes, std::vector<Tensor>& operands,
                              Location where) {
  IndexAttributes a;
  const auto move = [&](const detail::Bound& b, std::int64_t& from) {
    if (!b.sym()) return;
    const Tensor t = Access::share(b.sym());
    if (!is_integer(type_of(t).dtype))
      fail("AG0215", where, "an index is an integer, not " + describe(type_of(t)));
    from = static_cast<std::int64_t>(operands.size());
    operands.push_back(cast_to(t, DType::i64, where));
  };
  for (const Index& i : indexes) {
    IndexEntry e = entry_of(i);
    if (e.kind == index_at || e.kind == index_slice) move(i.start(), e.start_from);
    if (e.kind == index_slice) move(i.stop(), e.stop_from);
    a.entries.push_back(e);
  }
  return a;
}

void require_value(const Tensor& t, OpId op, Location where) {
  if (!t.defined())
    fail("AG0201", where,
         fmt::format("{}: the tensor is undefined; give it a value first", op_name(op)));
}

View eager_view(OpId op, const Tensor& t, std::span<const Index> indexes, Location where) {
  Entries entries(indexes.size());
  for (std::size_t i = 0; i < indexes.size(); ++i) entries.all[i] = entry_of(indexes[i]);
  return selected(op, type_of(t).shape, entries.all, where);
}

/// The value in root's dtype. Errors: AG0210 when something would be lost, AG0208.
Tensor value_for(const Tensor& root, const Arg& value, Location where) {
  const DType own = type_of(root).dtype;
  const Arg left(root, std::source_location());
  const Arg* const args[2] = {&left, &value};
  const bool truth = own == DType::boolean && value.is_number() && value.number().bits <= 1 &&
                     !is_floating(value.number().dtype);
  const DType dtype = truth ? own : meeting_dtype(OpId::set_item, args, kernel::Accepts::any);
  if (dtype != own)
    fail("AG0210", value.where() ? value.where() : where,
         fmt::format(
             "a {} value does not fit the elements of a {} tensor without loss; convert it with "
             ".to({})",
             name(value.is_weak() ? value.number().dtype : value.impl()->type->dtype), name(own),
             name(own)));
  return as_tensor(value, own, OpId::set_item);
}

OpId op_of(detail::ScalarOp op) {
  switch (op) {
  case detail::ScalarOp::add: return OpId::add;
  case detail::ScalarOp::subtract: return OpId::sub;
  case detail::ScalarOp::multiply: return OpId::mul;
  case detail::ScalarOp::divide: return OpId::div;
  case detail::ScalarOp::remainder: return OpId::mod;
  case detail::ScalarOp::bit_and: return OpId::bit_and;
  case detail::ScalarOp::bit_or: return OpId::bit_or;
  case detail::ScalarOp::bit_xor: return OpId::bit_xor;
  case detail::ScalarOp::shift_left: return OpId::shl;
  default: return OpId::shr;
  }
}

/// Inside a region a failing access on concrete values is recorded: it may never run.
bool recordable(const Error& e) {
  return recorder && recorder->inside_region() && e.code() == "AG0212";
}

}  // namespace

Tensor get_item(const Tensor& t, std::span<const Index> indexes, Location where) {
  require_value(t, OpId::get_item, where);
  if (detail::is_list(Access::get(t))) return get_list_item(t, indexes, where);
  if (concrete(t) && !any_symbolic(indexes)) {
    try {
      return copied(t, eager_view(OpId::get_item, t, indexes, where));
    } catch (const Error& e) {
      if (!recordable(e)) throw;
    }
  }
  std::vector<Tensor> in{t};
  const IndexAttributes a = attributes_of(indexes, in, where);
  Tensor out;
  emit(OpId::get_item, in, a, where, std::span(&out, 1));
  return out;
}

void set_item(Tensor& root, std::span<const Index> indexes, const Arg& value, Location where) {
  require_value(root, OpId::set_item, where);
  if (detail::is_list(Access::get(root))) return set_list_item(root, indexes, value, where);
  const Tensor v = value_for(root, value, where);
  if (concrete(root) && concrete(v) && !any_symbolic(indexes)) {
    try {
      return write_view(root, eager_view(OpId::set_item, root, indexes, where), v, where);
    } catch (const Error& e) {
      if (!recordable(e)) throw;
    }
  }
  std::vector<Tensor> in{root, v};
  const IndexAttributes a = attributes_of(indexes, in, where);
  Tensor out;
  emit(OpId::set_item, in, a, where, std::span(&out, 1));
  Access::replace(root, out);
}

Tensor item_binary(detail::ScalarOp op, const Tensor& lhs, const Arg& rhs) {
  Tensor out = lhs;
  compound(op_of(op), out, rhs);
  return out;
}

Tensor cast(const Tensor& t, DType dtype, Location where) {
  require_value(t, OpId::cast, where);
  return cast_to(t, dtype, where);
}

Tensor reverse_axes(const Tensor& t, Location where) {
  require_value(t, OpId::transpose, where);
  return emit(OpId::transpose, {t}, AxesAttributes{}, where);
}

}  // namespace ag::ops
