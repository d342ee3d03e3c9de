// get_item and set_item: what brackets select, as one strided view. Integers must be in
// [0, extent); slices follow Python's rules.
#include "ops/index.h"
#include "ops/attributes.h"
#include "ops/families.h"

#include <algorithm>
#include <fmt/format.h>

namespace ag::ops {
namespace {

/// Bounds of a slice before they are clipped to an extent.
struct SliceBounds {
  std::int64_t start = 0, stop = 0, step = 1;
  bool has_start = false, has_stop = false;
};

struct Slice {
  std::int64_t first = 0, count = 0;
};

/// Python's slice.indices.
Slice clipped(const SliceBounds& b, std::int64_t n) {
  const std::int64_t low = b.step > 0 ? 0 : -1, high = b.step > 0 ? n : n - 1;
  const auto place = [&](std::int64_t v) {
    if (v < 0) v = v < -n ? low : std::max(v + n, low);
    return std::min(v, high);
  };
  const std::int64_t start = b.has_start ? place(b.start) : (b.step > 0 ? low : high);
  const std::int64_t stop = b.has_stop ? place(b.stop) : (b.step > 0 ? high : low);
  const std::int64_t span = b.step > 0 ? stop - start : start - stop;
  const std::int64_t size = b.step > 0 ? b.step : -b.step;
  return {start, span <= 0 ? 0 : (span - 1) / size + 1};
}

void require_axis(OpId op, const Shape& of, const View& v, std::size_t cursor, Location where) {
  if (cursor >= v.extents.size())
    fail("AG0214", where,
         fmt::format("{}: more indexes than axes for shape {}", op_name(op), describe(of)));
}

/// Walks the entries; Step says what an index and a slice do to the view.
template <class AtFn, class SliceFn>
View walk(OpId op, const Shape& shape, std::span<const IndexEntry> entries, Location where,
          AtFn&& at, SliceFn&& slice) {
  View v = View::of(shape);
  std::size_t cursor = 0;
  for (const IndexEntry& e : entries) {
    if (e.bracket) cursor = 0;
    if (e.kind == index_new) {
      if (v.extents.rank() == max_rank) fail("AG0214", where, "rank is too high");
      v.insert(cursor++);
      continue;
    }
    require_axis(op, shape, v, cursor, where);
    if (e.kind == index_at)
      at(v, cursor, e);
    else if (e.kind == index_slice)
      slice(v, cursor, e);
    if (e.kind != index_at) ++cursor;
  }
  return v;
}

SliceBounds constant_bounds(const IndexEntry& e) {
  return {e.start, e.stop, e.step, e.start_from != IndexEntry::open_bound,
          e.stop_from != IndexEntry::open_bound};
}

/// The entries with every bound that an operand holds read; no heap for the usual few.
class Resolved {
 public:
  Resolved(const Operands& in, const IndexAttributes& a, Location where)
      : entries_(few_, a.entries.size()) {
    if (a.entries.size() > max_few) {
      many_ = a.entries;
      entries_ = many_;
    } else {
      std::copy(a.entries.begin(), a.entries.end(), few_);
    }
    for (IndexEntry& e : entries_) {
      read(in, e.start, e.start_from, where);
      read(in, e.stop, e.stop_from, where);
    }
  }
  Resolved(const Resolved&) = delete;
  operator std::span<const IndexEntry>() const { return entries_; }

 private:
  static void read(const Operands& in, std::int64_t& value, std::int64_t& from, Location where) {
    if (from < 0) return;
    const Tensor& bound = in[static_cast<std::size_t>(from)];
    if (type_of(bound).elements != 1)
      fail("AG0214", where, "an index is one integer, not " + describe(type_of(bound)));
    value = read_index(bound);
    from = IndexEntry::constant_bound;
  }

  static constexpr std::size_t max_few = 4;
  IndexEntry few_[max_few];
  std::vector<IndexEntry> many_;
  std::span<IndexEntry> entries_;
};

/// The selected shape where bounds and extents are known; a fresh symbol for an axis that is not.
Shape inferred_shape(OpId op, InferContext& c, const Shape& shape, const IndexAttributes& a) {
  const View v = walk(
      op, shape, a.entries, c.where,
      [](View& x, std::size_t axis, const IndexEntry&) { x.drop(axis, 0); },
      [&](View& x, std::size_t axis, const IndexEntry& e) {
        const bool known = e.start_from < 0 && e.stop_from < 0 && !symbolic(x.extents[axis]);
        const std::int64_t n =
            known ? clipped(constant_bounds(e), x.extents[axis]).count : c.fresh("slice");
        x.select(axis, 0, 1, n);
      });
  return v.extents;
}

void check_entries(OpId op, Types in, const IndexAttributes& a, Location where) {
  const std::size_t first = op == OpId::set_item ? 2 : 1;
  const auto check = [&](std::int64_t from) {
    if (from < 0) return;
    const auto i = static_cast<std::size_t>(from);
    if (i < first || i >= in.size())
      fail("AG0214", where, fmt::format("{}: bound from operand {}", op_name(op), from));
    if (!is_integer(in[i]->dtype) || !(in[i]->elements == 1 || in[i]->symbolic_extents))
      fail("AG0214", where,
           fmt::format("{}: an index is one integer, not {} (use gather for many)", op_name(op),
                       describe(*in[i])));
  };
  for (const IndexEntry& e : a.entries) {
    if (e.kind < index_at || e.kind > index_new || e.step == 0)
      fail("AG0214", where, fmt::format("{}: bad index entry", op_name(op)));
    check(e.start_from);
    check(e.stop_from);
  }
}

}  // namespace

View selected(OpId op, const Shape& shape, std::span<const IndexEntry> entries, Location where) {
  return walk(
      op, shape, entries, where,
      [&](View& v, std::size_t axis, const IndexEntry& e) {
        const std::int64_t n = v.extents[axis];
        if (e.start < 0 || e.start >= n) index_error(e.start, n, where);
        v.drop(axis, e.start);
      },
      [&](View& v, std::size_t axis, const IndexEntry& e) {
        const Slice s = clipped(constant_bounds(e), v.extents[axis]);
        v.select(axis, s.first, e.step, s.count);
      });
}

void write_view(Tensor& t, const View& view, const Tensor& value, Location where) {
  const Shape& from = type_of(value).shape;
  require_broadcast_to(OpId::set_item, from, view.extents, where);
  detail::make_unique(t);
  copy_elements(item_size(type_of(t).dtype), bytes(t), view, bytes(value),
                {0, view.extents, broadcast_strides(from, view.extents)});
}

void index_error(std::int64_t index, std::int64_t extent, Location where) {
  fail("AG0212", where, fmt::format("index {} is out of range for an extent of {}", index, extent));
}

void infer_index_op(OpId op, InferContext& c, Types in, AttributeView attributes, Results& out) {
  const auto& a = attributes.as<IndexAttributes>();
  check_entries(op, in, a, c.where);
  const Shape s = inferred_shape(op, c, in[0]->shape, a);
  if (op == OpId::get_item) {
    out.push_back(detail::intern(in[0]->dtype, s));
    return;
  }
  if (in[1]->dtype != in[0]->dtype)
    bad_dtype(op, in[1]->dtype, "a value of the tensor's dtype", c.where);
  require_broadcast_to(op, in[1]->shape, s, c.where);
  out.push_back(in[0]);
}

void evaluate_index_op(OpId op, EvalContext& c, const Operands& in, AttributeView attributes,
                       std::span<Tensor> out) {
  const Resolved entries(in, attributes.as<IndexAttributes>(), c.where);
  const View v = selected(op, type_of(in[0]).shape, entries, c.where);
  if (op == OpId::get_item) {
    out[0] = copied(in[0], v, known_type(c));
    return;
  }
  const Tensor value = in[1];
  require_broadcast_to(op, type_of(value).shape, v.extents, c.where);  // before taking
  Tensor t = in.take(0);
  write_view(t, v, value, c.where);
  out[0] = std::move(t);
}

void view_item(EvalContext& c, const Operands& in, AttributeView attributes,
               std::span<Tensor> out) {
  const Resolved entries(in, attributes.as<IndexAttributes>(), c.where);
  const View v = selected(OpId::get_item, type_of(in[0]).shape, entries, c.where);
  const Type* type = known_type(c);
  out[0] = type && v.contiguous() ? alias(in[0], v.offset, type) : copied(in[0], v, type);
}

}  // namespace ag::ops
