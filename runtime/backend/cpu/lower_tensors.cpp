// Tensors of a region: buffers, who lives in them and until when, and ops without a native form.
#include <algorithm>

#include "backend/cpu/lowering.h"

namespace ag::cpu {
namespace {

bool is_loop(const Op& op) { return op.id == OpId::while_ || op.id == OpId::for_; }

/// The op of `region` that `op` is, or stands in; null outside of it.
const Op* ancestor(const Op* op, const Region* region) {
  while (op && op->region != region) op = op->region ? op->region->parent : nullptr;
  return op;
}

NativeSize times(NativeSize a, const NativeSize& b) {
  a.factor *= b.factor;
  a.symbols.insert(a.symbols.end(), b.symbols.begin(), b.symbols.end());
  std::sort(a.symbols.begin(), a.symbols.end());
  return a;
}

}  // namespace

// ---- who is still needed

std::size_t Lowering::position(const Op* op) const {
  if (const auto it = position_.find(op); it != position_.end()) return it->second;
  for (std::size_t i = 0; i < op->region->ops.size(); ++i) position_[op->region->ops[i]] = i;
  return position_.at(op);
}

/// Whether nothing reads `v` from the op at hand on (leaving out what `except` reads).
bool Lowering::dead(const Value* v, const Op* except) const {
  if (!v) return false;
  const Region* r = now_->region;
  if (!ir::contains(v->region(), r)) return true;  // of a block that is done
  const Op* here = now_;
  bool inclusive = true;
  for (;;) {
    // From the back: a later reader mostly stands at the end of a long list.
    for (auto u = v->uses.rbegin(); u != v->uses.rend(); ++u) {
      const Op* const user = ancestor(u->op, r);
      if (!user || user == except) continue;
      if (position(user) > position(here) || (inclusive && user == here)) return false;
    }
    if (r == v->region() || r == outside_ || !r->parent) return true;
    here = r->parent;
    r = here->region;
    inclusive = is_loop(*here);  // its turns come again
  }
}

bool Lowering::dead_buffer(std::int32_t buffer, const Op* except) const {
  if (pinned_[static_cast<std::size_t>(buffer)]) return false;
  const auto& holders = holders_[static_cast<std::size_t>(buffer)];
  return std::all_of(holders.begin(), holders.end(),
                     [&](const Value* v) { return dead(v, except); });
}

/// Whether the buffer's content is needed by one operand of `op` and by nothing else.
bool Lowering::only_use(std::int32_t buffer, const Op& op) const {
  const NativeBuffer& b = lowered.buffers[static_cast<std::size_t>(buffer)];
  if (b.input && std::any_of(lowered.inputs.begin(), lowered.inputs.end(), [&](const auto& i) {
        return i.buffer == buffer && !i.value;  // a constant
      }))
    return false;
  std::size_t uses = 0;
  if (!dead_buffer(buffer, &op)) return false;
  for (const Value* v : holders_[static_cast<std::size_t>(buffer)]) {
    for (const ir::Use& u : v->uses) uses += ancestor(u.op, op.region) == &op;
  }
  return uses == 1;
}

bool Lowering::pending_reader(std::int32_t buffer) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& g) {
    return std::any_of(g.nest.inputs.begin(), g.nest.inputs.end(),
                       [&](const auto& e) { return e.place.buffer == buffer; });
  });
}

// ---- buffers

NativeSize Lowering::bytes_of(const ir::Type& type) {
  NativeSize bytes{static_cast<std::int64_t>(item_size(type.dtype)), {}};
  for (const std::int64_t n : type.shape) bytes = times(bytes, size_of(n));
  return bytes;
}

std::int32_t Lowering::new_buffer(const ir::Type* type, NativeInput input) {
  const std::int32_t b = lowered.code.buffers++;
  lowered.buffers.push_back({type, input.value || input.constant.defined(), false, false});
  holders_.push_back({nullptr});
  reserved_.push_back(false);
  pinned_.push_back(false);
  if (input.value || input.constant.defined()) {
    input.buffer = b;
    bind_symbols(*type, b);
    lowered.inputs.push_back(std::move(input));
  }
  bytes_.push_back(bytes_of(*type));
  return b;
}

/// A buffer for a value that is computed here: one that nobody needs any more, or a new one.
std::int32_t Lowering::temporary(const ir::Type* type) {
  const NativeSize bytes = bytes_of(*type);
  for (std::int32_t b = 0; b < lowered.code.buffers; ++b) {
    if (at(lowered.buffers, b).input || at(lowered.buffers, b).result) continue;
    if (reserved_[static_cast<std::size_t>(b)] || at(bytes_, b) != bytes) continue;
    if (!dead_buffer(b) || pending_reader(b)) continue;
    at(holders_, b) = {nullptr};
    return b;
  }
  return new_buffer(type, {});
}

void Lowering::write(std::int32_t buffer) { at(lowered.buffers, buffer).written = true; }

NativePlace Lowering::dense(std::int32_t buffer, const ir::Type& type) {
  NativePlace p{buffer, type.dtype, {}, {}};
  NativeSize step;
  p.strides.resize(type.shape.size());
  for (std::size_t k = type.shape.size(); k-- > 0;) {
    p.strides[k] = step;
    step = times(step, size_of(type.shape[k]));
  }
  return p;
}

bool Lowering::is_dense(const NativePlace& p, const ir::Type& type) {
  if (!p.offset.empty()) return false;
  const NativePlace d = dense(p.buffer, type);
  for (std::size_t k = 0; k < d.strides.size(); ++k)
    if (type.shape[k] != 1 && !(d.strides[k] == p.strides[k])) return false;
  return true;
}

void Lowering::hold(std::int32_t buffer, Value* v) {
  auto& holders = at(holders_, buffer);
  std::erase(holders, nullptr);
  holders.push_back(v);
}

void Lowering::put(Value* v, NativePlace p) {
  hold(p.buffer, v);
  places_[v] = std::move(p);
}

/// Where the elements of a tensor are; computes it when it is pending.
const NativePlace& Lowering::place(Value* v) {
  if (pending(v)) flush(v);
  if (const auto it = places_.find(v); it != places_.end()) return it->second;
  if (is_scalar(*v->type)) throw Refused();
  if (v->producer && v->producer->id == OpId::constant) {
    const Tensor& t = v->producer->attributes.as<ir::ConstantAttributes>().value;
    put(v, dense(new_buffer(v->type, {nullptr, t, -1}), *v->type));
  } else if (from_outside(v)) {
    capture(v);
  } else {
    throw Refused();
  }
  return places_.at(v);
}

NativePlace Lowering::dense_place(Value* v) {
  const NativePlace p = place(v);
  if (is_dense(p, *v->type)) return p;
  const NativePlace own = dense(temporary(v->type), *v->type);
  copy(p, own, v->type->shape);
  // Inside a branch or loop only what is made there may be found in the copy afterwards.
  if (v->region() == now_->region) put(v, own);
  return own;
}

void Lowering::copy(const NativePlace& from, const NativePlace& to, const Shape& shape) {
  NativeNest nest;
  nest.extents = sizes_of(shape);
  nest.locals = {from.dtype};
  nest.inputs = {{0, from}};
  nest.outputs = {{0, to}};
  collapse(nest);
  write(to.buffer);
  NativeInstr i;
  i.kind = NativeKind::loops;
  i.nest.push_back(std::move(nest));
  emit(std::move(i));
}

// ---- everything else

/// An op that the region asks the interpreter for.
void Lowering::generic(Op& op) {
  if (!ir::op_def(op.id).evaluate || !op.regions.empty() || op.results.size() > 4) throw Refused();
  flush_failing();  // any op may meet an open extent that it does not take
  NativeInstr i;
  i.kind = NativeKind::call;
  NativeOp d = described(op);
  for (Value* v : op.operands) {
    NativeOperand o{v->type, -1, -1, {}};
    if (is_scalar(*v->type)) {
      o.word = count(i.operands);
      i.operands.push_back(reg(v));
    } else {
      i.places.push_back(dense_place(v));
    }
    d.operands.push_back(std::move(o));
  }
  i.places_in = count(i.places);
  std::vector<NativePlace> made;
  for (Value* v : op.results) {
    if (is_scalar(*v->type)) {
      i.results.push_back(define(v));
      continue;
    }
    sizes_of(v->type->shape);
    i.places.push_back(dense(temporary(v->type), *v->type));
    write(i.places.back().buffer);
    made.push_back(i.places.back());
  }
  std::size_t next = 0;
  for (Value* v : op.results)
    if (!is_scalar(*v->type)) put(v, made[next++]);
  i.code = count(lowered.calls);
  lowered.calls.push_back(std::move(d));
  emit(std::move(i));
}

}  // namespace ag::cpu
