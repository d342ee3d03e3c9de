// Ops that only select, arrange or write elements: views of a buffer, and writes into one.
#include <algorithm>

#include "backend/cpu/lowering.h"
#include "ops/attributes.h"

namespace ag::cpu {
namespace {

NativeSize scaled(NativeSize s, std::int64_t by) {
  s.factor *= by;
  return s;
}

/// Python's slice.indices with constant bounds (ops/index.cpp: clipped).
struct Slice {
  std::int64_t first = 0, count = 0;
};
Slice clipped(const ops::IndexEntry& e, std::int64_t n) {
  const std::int64_t low = e.step > 0 ? 0 : -1, high = e.step > 0 ? n : n - 1;
  const auto place = [&](std::int64_t v) {
    if (v < 0) v = v < -n ? low : std::max(v + n, low);
    return std::min(v, high);
  };
  const bool has_start = e.start_from != ops::IndexEntry::open_bound;
  const bool has_stop = e.stop_from != ops::IndexEntry::open_bound;
  const std::int64_t start = has_start ? place(e.start) : (e.step > 0 ? low : high);
  const std::int64_t stop = has_stop ? place(e.stop) : (e.step > 0 ? high : low);
  const std::int64_t span = e.step > 0 ? stop - start : start - stop;
  const std::int64_t size = e.step > 0 ? e.step : -e.step;
  return {start, span <= 0 ? 0 : (span - 1) / size + 1};
}

bool whole(const ops::IndexEntry& e) {
  return e.kind == ops::index_all || (e.kind == ops::index_slice && e.step == 1 &&
                                      e.start_from == ops::IndexEntry::open_bound &&
                                      e.stop_from == ops::IndexEntry::open_bound);
}

void erase_axis(NativePlace& p, Shape& extents, std::size_t axis) {
  p.strides.erase(p.strides.begin() + static_cast<std::ptrdiff_t>(axis));
  Shape rest;
  for (std::size_t i = 0; i < extents.size(); ++i)
    if (i != axis) rest.push_back(extents[i]);
  extents = rest;
}

void insert_axis(NativePlace& p, Shape& extents, std::size_t axis) {
  p.strides.insert(p.strides.begin() + static_cast<std::ptrdiff_t>(axis), NativeSize{0, {}});
  Shape all;
  for (std::size_t i = 0; i <= extents.size(); ++i) {
    if (i == axis) all.push_back(1);
    if (i < extents.size()) all.push_back(extents[i]);
  }
  extents = all;
}

std::vector<bool> axis_set(const std::vector<std::int64_t>& axes, std::size_t rank) {
  std::vector<bool> set(rank, axes.empty());
  for (const std::int64_t a : axes)
    set[static_cast<std::size_t>(a < 0 ? a + static_cast<std::int64_t>(rank) : a)] = true;
  return set;
}

/// Whether a squeeze names an axis whose extent is known only at the call: the op itself must see
/// that it is 1.
bool drops_open_axis(const Op& op) {
  const Shape& shape = op.operands[0]->type->shape;
  const auto set = axis_set(op.attributes.as<ops::AxesAttributes>().axes, shape.size());
  for (std::size_t k = 0; k < shape.size(); ++k)
    if (set[k] && shape[k] < 0) return true;
  return false;
}

}  // namespace

NativePlace Lowering::broadcast(const NativePlace& p, const Shape& from, const Shape& to) {
  NativePlace out = p;
  out.strides.assign(to.size(), NativeSize{0, {}});
  const std::size_t missing = to.size() - from.size();
  for (std::size_t k = 0; k < from.size(); ++k) {
    if (from[k] == to[k + missing])
      out.strides[k + missing] = p.strides[k];
    else if (from[k] != 1)
      throw Refused();  // equal only when the graph runs
  }
  return out;
}

// ---- views of a whole tensor

bool Lowering::view_op(Op& op) {
  if (op.results.size() != 1 || op.operands.empty() || is_scalar(*op.operands[0]->type) ||
      is_scalar(*op.results[0]->type))
    return false;
  Value* const v = op.operands[0];
  switch (op.id) {
  case OpId::transpose: transpose(op); return true;
  case OpId::squeeze:
    if (drops_open_axis(op)) return false;
    [[fallthrough]];
  case OpId::reshape:
  case OpId::unsqueeze: reshape(op); return true;
  case OpId::broadcast_to:
    put(op.results[0], broadcast(place(v), v->type->shape, op.results[0]->type->shape));
    return true;
  case OpId::flip: {
    NativePlace p = place(v);
    const Shape& shape = v->type->shape;
    const auto set = axis_set(op.attributes.as<ops::AxesAttributes>().axes, shape.size());
    for (std::size_t k = 0; k < shape.size(); ++k) {
      if (!set[k]) continue;
      if (shape[k] < 0) throw Refused();
      if (shape[k] > 0) p.offset.push_back({scaled(p.strides[k], shape[k] - 1), -1});
      p.strides[k] = scaled(p.strides[k], -1);
    }
    put(op.results[0], p);
    return true;
  }
  case OpId::narrow:
    if (!is_scalar(*op.operands[1]->type)) return false;  // one element, or an error
    narrow(op);
    return true;
  default: return false;
  }
}

void Lowering::transpose(Op& op) {
  const NativePlace p = place(op.operands[0]);
  const auto& axes = op.attributes.as<ops::AxesAttributes>().axes;
  const std::size_t rank = p.strides.size();
  NativePlace out = p;
  for (std::size_t k = 0; k < rank; ++k) {
    std::size_t from = rank - 1 - k;
    if (!axes.empty())
      from = static_cast<std::size_t>(axes[k] < 0 ? axes[k] + static_cast<std::int64_t>(rank)
                                                  : axes[k]);
    out.strides[k] = p.strides[from];
  }
  put(op.results[0], out);
}

void Lowering::reshape(Op& op) {
  const ir::Type& from = *op.operands[0]->type;
  const ir::Type& to = *op.results[0]->type;
  if (op.id == OpId::reshape && (from.symbolic_extents || to.symbolic_extents)) throw Refused();
  put(op.results[0], dense(dense_place(op.operands[0]).buffer, to));
}

void Lowering::narrow(Op& op) {
  const auto& a = op.attributes.as<ops::CountAttributes>();
  const Shape& shape = op.operands[0]->type->shape;
  const auto axis = static_cast<std::size_t>(a.axis < 0 ? a.axis + shape.rank() : a.axis);
  if (shape[axis] < 0) throw Refused();
  NativePlace p = place(op.operands[0]);
  flush_failing();
  const std::int32_t start = index(op, 1, {shape[axis] - a.count + 1, {}});
  p.offset.push_back({p.strides[axis], start});
  put(op.results[0], p);
}

// ---- brackets

/// Whether every selection is an index, a slice with constant bounds, or a whole axis.
bool Lowering::selectable(const Op& op) const {
  const auto& entries = op.attributes.as<ops::IndexAttributes>().entries;
  Shape shape = op.operands[0]->type->shape;
  std::size_t cursor = 0;
  if (entries.empty() || shape.rank() == 0) return false;
  for (const ops::IndexEntry& e : entries) {
    if (e.bracket) cursor = 0;
    if (e.kind == ops::index_new) {
      NativePlace none;
      none.strides.resize(shape.size());
      insert_axis(none, shape, cursor++);
      continue;
    }
    const std::int64_t n = shape[cursor];
    if (e.kind == ops::index_at) {
      if (e.start_from < 0 && (n < 0 || e.start < 0 || e.start >= n)) return false;
      if (e.start_from >= 0 &&
          !is_scalar(*op.operands[static_cast<std::size_t>(e.start_from)]->type))
        return false;
      NativePlace none;
      none.strides.resize(shape.size());
      erase_axis(none, shape, cursor);
      continue;
    }
    if (!whole(e)) {
      if (e.start_from >= 0 || e.stop_from >= 0 || n < 0) return false;
      shape[cursor] = clipped(e, n).count;
    }
    ++cursor;
  }
  return true;
}

/// The operand as a position below `extent`; fails as the op does.
std::int32_t Lowering::index(Op& op, std::size_t operand, const NativeSize& extent) {
  NativeInstr i;
  i.kind = NativeKind::index;
  for (std::size_t k = 0; k < op.operands.size(); ++k) {
    if (!is_scalar(*op.operands[k]->type)) continue;
    if (k == operand) i.code = count(i.operands);
    i.operands.push_back(reg(op.operands[k]));
  }
  i.size = extent;
  i.site = site(op, i);
  i.results = {new_register(DType::i64)};
  return emit(std::move(i)).results[0];
}

Lowering::View Lowering::selected(Op& op, const NativePlace& base) {
  const auto& entries = op.attributes.as<ops::IndexAttributes>().entries;
  View v{base, op.operands[0]->type->shape};
  flush_failing();
  std::size_t cursor = 0;
  for (const ops::IndexEntry& e : entries) {
    if (e.bracket) cursor = 0;
    NativePlace& p = v.place;
    if (e.kind == ops::index_new) {
      insert_axis(p, v.extents, cursor++);
    } else if (e.kind == ops::index_at) {
      if (e.start_from >= 0)
        p.offset.push_back({p.strides[cursor], index(op, static_cast<std::size_t>(e.start_from),
                                                     size_of(v.extents[cursor]))});
      else if (e.start != 0)
        p.offset.push_back({scaled(p.strides[cursor], e.start), -1});
      erase_axis(p, v.extents, cursor);
    } else {
      if (!whole(e)) {
        const Slice s = clipped(e, v.extents[cursor]);
        if (s.first != 0 && s.count > 0)
          p.offset.push_back({scaled(p.strides[cursor], s.first), -1});
        p.strides[cursor] = scaled(p.strides[cursor], e.step);
        v.extents[cursor] = s.count;
      }
      ++cursor;
    }
  }
  return v;
}

void Lowering::get_item(Op& op) {
  if (!selectable(op)) return generic(op);
  const View v = selected(op, place(op.operands[0]));
  Value* const result = op.results[0];
  if (!is_scalar(*result->type)) return put(result, v.place);
  NativeInstr i;
  i.kind = NativeKind::load;
  i.dtype = v.place.dtype;
  i.places = {v.place};
  i.results = {define(result)};
  emit(std::move(i));
}

/// The buffer of operand 0 as one that `op` may write: its own when nobody else needs it.
std::int32_t Lowering::writable(Op& op) {
  Value* const v = op.operands[0];
  const NativePlace p = place(v);
  std::int32_t b = p.buffer;
  if (!is_dense(p, *v->type) || !only_use(b, op)) {
    b = temporary(v->type);
    copy(p, dense(b, *v->type), v->type->shape);
  }
  flush_readers(b);
  write(b);
  return b;
}

void Lowering::set_item(Op& op) {
  if (!selectable(op)) return generic(op);
  Value* const value = op.operands[1];
  Value* const result = op.results[0];
  const bool scalar = is_scalar(*value->type);
  if (scalar) reg(value);
  const std::int32_t b = writable(op);
  const View to = selected(op, dense(b, *result->type));
  if (!scalar && value->type->shape.rank() > to.extents.rank()) throw Refused();
  if (scalar && to.extents.rank() == 0) {
    NativeInstr i;
    i.kind = NativeKind::store;
    i.dtype = to.place.dtype;
    i.operands = {reg(value)};
    i.places = {to.place};
    emit(std::move(i));
  } else if (scalar) {
    NativeNest nest;
    nest.extents = sizes_of(to.extents);
    nest.locals = {to.place.dtype};
    nest.scalars = {{0, reg(value)}};
    nest.outputs = {{0, to.place}};
    collapse(nest);
    NativeInstr i;
    i.kind = NativeKind::loops;
    i.nest.push_back(std::move(nest));
    emit(std::move(i));
  } else if (!store_pending(value, to, op)) {
    copy(broadcast(place(value), value->type->shape, to.extents), to.place, to.extents);
  }
  put(result, dense(b, *result->type));
}

/// Lets the group that computes `value` store it at once. False when that is not possible: it is
/// needed elsewhere too, has another shape, or the group reads what would be overwritten.
bool Lowering::store_pending(Value* value, const View& to, const Op& op) {
  Group* const g = pending(value);
  if (!g || value->type->shape != to.extents || g->may_fail || !g->folds.empty()) return false;
  if (value->uses.size() != 1 || value->uses[0].op != &op) return false;
  for (const NativeNest::Element& e : g->nest.inputs)
    if (e.place.buffer == to.place.buffer) return false;
  flush_group(static_cast<std::size_t>(g - groups_.data()), &to.place, value);
  return true;
}

}  // namespace ag::cpu
