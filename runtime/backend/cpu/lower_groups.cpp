// Fusion: elementwise ops of one shape collect in an open group until somebody needs a result; then
// one loop nest computes them all.
#include <algorithm>

#include "autograft/scalar.h"
#include "backend/cpu/lowering.h"
#include "kernel/kernel.h"
#include "ops/attributes.h"

namespace ag::cpu {
namespace {

constexpr std::size_t most_groups = 4;
constexpr std::size_t most_ops = 64;
constexpr std::size_t most_inputs = 16;

bool spreads_scalar(const Op& op) {
  return op.id == OpId::full || op.id == OpId::full_like ||
         (op.id == OpId::broadcast_to && is_scalar(*op.operands[0]->type));
}

std::size_t first_value(const Op& op) { return op.id == OpId::where ? 1 : 0; }

bool op_may_fail(const Op& op) {
  const DType d = op.operands[first_value(op)]->type->dtype;
  if (op.id == OpId::cast) {
    const auto& a = op.attributes.as<ops::CastAttributes>();
    return a.mode != ops::cpp_cast || (is_floating(d) && is_integer(a.dtype));
  }
  return ir::op_def(op.id).traits.has(ir::Trait::elementwise) &&
         kernel::may_fail(static_cast<kernel::Elementwise>(op.id), d);
}

std::int32_t cmath_code(const Op& op) {
  const std::string& text = op.attributes.as<ops::TextAttributes>().text;
  for (int i = 0; i <= static_cast<int>(detail::CmathFn::abs); ++i)
    if (text == detail::name(static_cast<detail::CmathFn>(i))) return i;
  throw Refused();
}

NativeInstr instruction(const Op& op) {
  NativeInstr i;
  i.dtype = op.operands[first_value(op)]->type->dtype;
  if (op.id == OpId::cast) {
    i.kind = NativeKind::cast;
    i.code = static_cast<std::int32_t>(op.attributes.as<ops::CastAttributes>().mode);
  } else if (op.id == OpId::cmath) {
    i.kind = NativeKind::cmath;
    i.code = cmath_code(op);
  } else {
    i.kind = NativeKind::elementwise;
    i.code = static_cast<std::int32_t>(op.id);
  }
  return i;
}

std::int32_t new_local(NativeNest& nest, DType d) {
  nest.locals.push_back(d);
  return count(nest.locals) - 1;
}

}  // namespace

// ---- groups

bool Lowering::fusable(const Op& op) const {
  if (op.results.size() != 1 || is_scalar(*op.results[0]->type) || op.operands.empty())
    return false;
  return op.id == OpId::cast || op.id == OpId::cmath || spreads_scalar(op) ||
         ir::op_def(op.id).traits.has(ir::Trait::elementwise);
}

Group* Lowering::pending(const Value* v) {
  for (Group& g : groups_) {
    for (const Op* m : g.members)
      if (m->results[0] == v) return &g;
    for (const Group::Fold& f : g.folds)
      if (f.result == v) return &g;
  }
  return nullptr;
}

/// The open group of a shape, which may be new.
Group& Lowering::group_for(const Shape& shape) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    Group& g = groups_[i];
    if (!(g.shape == shape)) continue;
    if (g.nest.body.size() < most_ops && g.nest.inputs.size() < most_inputs) return g;
    flush_group(i);
    break;
  }
  if (groups_.size() == most_groups) flush_group(0);
  groups_.emplace_back();
  groups_.back().shape = shape;
  return groups_.back();
}

/// The local register that holds an operand; pending operands belong to the group already.
std::int32_t Lowering::local_of(Group& g, Value* v) {
  if (const auto it = g.local.find(v); it != g.local.end()) return it->second;
  const std::int32_t l = new_local(g.nest, v->type->dtype);
  if (is_scalar(*v->type))
    g.nest.scalars.push_back({l, reg(v)});
  else
    g.nest.inputs.push_back({l, broadcast(place(v), v->type->shape, g.shape)});
  return g.local[v] = l;
}

void Lowering::join(Op& op) {
  const ir::Type& type = *op.results[0]->type;
  const bool spread = spreads_scalar(op);
  const std::size_t first = op.id == OpId::full_like ? 1 : 0;
  for (std::size_t k = first; k < op.operands.size(); ++k)  // may close groups
    if (is_scalar(*op.operands[k]->type)) reg(op.operands[k]);
  const bool fails = !spread && op_may_fail(op);
  if (fails) {
    Group* own = nullptr;
    for (Group& g : groups_)
      if (g.shape == type.shape) own = &g;
    flush_failing(own);
  }
  for (std::size_t k = first; k < op.operands.size(); ++k)
    if (const Group* g = pending(op.operands[k]);
        g && (!(g->shape == type.shape) || !g->local.contains(op.operands[k])))
      flush(op.operands[k]);
    else if (!is_scalar(*op.operands[k]->type) && !g)
      place(op.operands[k]);
  group_for(type.shape);  // may close the group that operands are in
  for (std::size_t k = first; k < op.operands.size(); ++k)
    if (!is_scalar(*op.operands[k]->type) && !pending(op.operands[k])) place(op.operands[k]);
  sizes_of(type.shape);  // bound by the operands
  Group& g = group_for(type.shape);
  g.may_fail = g.may_fail || fails;
  if (spread) {
    g.local[op.results[0]] = local_of(g, op.operands[first]);
  } else {
    NativeInstr i = instruction(op);
    for (Value* v : op.operands) i.operands.push_back(local_of(g, v));
    i.results = {new_local(g.nest, type.dtype)};
    g.local[op.results[0]] = i.results[0];
    g.nest.body.push_back(std::move(i));
    lowered.worthwhile = lowered.worthwhile || g.nest.body.size() > 1;
  }
  g.members.push_back(&op);
}

// ---- closing

void Lowering::flush(const Value* v) {
  const Group* const g = pending(v);
  flush_group(static_cast<std::size_t>(g - groups_.data()));
}

void Lowering::flush_all() {
  while (!groups_.empty()) flush_group(0);
}

/// Before anything that may fail: what may fail and stands in front of it.
void Lowering::flush_failing(const Group* but) {
  const Shape kept = but ? but->shape : Shape{};
  for (std::size_t i = groups_.size(); i-- > 0;)
    if (groups_[i].may_fail && !(but && groups_[i].shape == kept)) flush_group(i);
}

void Lowering::flush_readers(std::int32_t buffer) {
  for (std::size_t i = groups_.size(); i-- > 0;) {
    const auto& inputs = groups_[i].nest.inputs;
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](const auto& e) { return e.place.buffer == buffer; }))
      flush_group(i);
  }
}

/// Whether a member's value is needed after the group.
bool Lowering::escapes(const Group& g, const Value* v) const {
  return std::any_of(v->uses.begin(), v->uses.end(), [&](const ir::Use& u) {
    const bool folded = std::any_of(g.folds.begin(), g.folds.end(), [&](const Group::Fold& f) {
      return f.result->producer == u.op;
    });
    return !folded && std::find(g.members.begin(), g.members.end(), u.op) == g.members.end();
  });
}

/// Whether the group may write its result over what the buffer holds.
bool Lowering::in_place(const Group& g, std::int32_t buffer, const ir::Type& type,
                        const std::vector<std::int32_t>& taken) {
  if (g.may_fail || std::find(taken.begin(), taken.end(), buffer) != taken.end()) return false;
  for (const NativeNest::Element& e : g.nest.inputs) {
    if (e.place.buffer != buffer) continue;
    if (!is_dense(e.place, type) || item_size(e.place.dtype) != item_size(type.dtype)) return false;
  }
  for (const Group& other : groups_)
    if (&other != &g)
      for (const NativeNest::Element& e : other.nest.inputs)
        if (e.place.buffer == buffer) return false;
  return dead_buffer(buffer);
}

NativePlace Lowering::destination(const Group& g, Value* v, std::vector<std::int32_t>& taken) {
  const ir::Type& type = *v->type;
  if (const auto it = home_of_.find(v);
      it != home_of_.end() && in_place(g, it->second, type, taken))
    return dense(it->second, type);
  for (const NativeNest::Element& e : g.nest.inputs) {
    const std::int32_t b = e.place.buffer;
    if (at(lowered.buffers, b).input || reserved_[static_cast<std::size_t>(b)]) continue;
    if (!is_dense(e.place, type) || item_size(e.place.dtype) != item_size(type.dtype)) continue;
    if (in_place(g, b, type, taken)) return dense(b, type);
  }
  return dense(temporary(&type), type);
}

void Lowering::flush_group(std::size_t index, const NativePlace* into, Value* stored) {
  // It stays among the open ones until every place is chosen: what it reads is not free.
  std::vector<std::pair<Value*, NativePlace>> made;
  std::vector<std::int32_t> taken;
  place_folds(groups_[index]);
  for (Op* m : groups_[index].members) {
    Group& g = groups_[index];
    Value* const v = m->results[0];
    const std::int32_t l = g.local.at(v);
    if (v == stored) {
      g.nest.outputs.push_back({l, *into});
    } else if (escapes(g, v)) {
      const NativePlace p = destination(g, v, taken);
      write(p.buffer);
      taken.push_back(p.buffer);
      g.nest.outputs.push_back({l, p});
      made.emplace_back(v, p);
    }
  }
  std::vector<NativeNest> after;
  Group& open = groups_[index];
  for (const Group::Fold& f : open.folds) open.nest.folds.push_back(f.fold);
  open.nest.extents = sizes_of(open.shape);
  if (!open.folds.empty()) {
    NativeNest attempt = open.nest;
    collapse(attempt, open.folded_axes);
    if (!attempt.folded) materialise_folds(open, after);
  }
  Group g = std::move(open);
  groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(index));
  for (auto& [v, p] : made) put(v, p);
  if (g.nest.outputs.empty() && g.nest.folds.empty() && !g.may_fail) return;
  collapse(g.nest, g.nest.folds.empty() ? 0 : g.folded_axes);
  NativeInstr i;
  i.kind = NativeKind::loops;
  if (g.may_fail) i.site = group_site(g, i);
  i.nest.push_back(std::move(g.nest));
  emit(std::move(i));
  for (NativeNest& n : after) {
    NativeInstr f;
    f.kind = NativeKind::loops;
    f.nest.push_back(std::move(n));
    emit(std::move(f));
  }
}

/// What the errors of a group need: its members are evaluated again, one after the other.
std::int32_t Lowering::group_site(const Group& g, NativeInstr& i) {
  NativeSite site;
  for (const Op* m : g.members) {
    NativeOp d = described(*m);
    for (Value* v : m->operands) {
      NativeOperand o{v->type, -1, -1, {}};
      const auto member = std::find_if(g.members.begin(), g.members.end(),
                                       [&](const Op* e) { return e->results[0] == v; });
      if (is_scalar(*v->type)) {
        o.word = word_of(i, reg(v));
      } else if (member != g.members.end()) {
        o.earlier = static_cast<std::int32_t>(member - g.members.begin());
      } else {
        o.place = place(v);
        for (NativeTerm& t : o.place.offset)
          if (t.reg >= 0) t.reg = word_of(i, t.reg);
      }
      d.operands.push_back(std::move(o));
    }
    site.ops.push_back(std::move(d));
  }
  words_used(i);
  lowered.sites.push_back(std::move(site));
  return count(lowered.sites) - 1;
}

}  // namespace ag::cpu
