// Branches and loops. A tensor that they yield has a home: one buffer in which it is found
// afterwards, whatever way was taken. What is computed for a home is computed into it where
// possible, else it is moved there.
#include <algorithm>

#include "backend/cpu/lowering.h"

namespace ag::cpu {

void Lowering::block(Region& region, NativeBlock& to) {
  NativeBlock* const saved = std::exchange(block_, &to);
  for (Op* op : region.ops)
    if (op->id != OpId::yield) operation(*op);
  now_ = region.terminator();
  flush_all();
  block_ = saved;
}

// ---- homes

/// The values that results come from go to `homes` (-1: a register).
void Lowering::move_home(const Op& end, std::span<Value* const> results,
                         const std::vector<std::int32_t>& homes) {
  struct Move {
    NativePlace from;
    std::int32_t to;
    const Value* value;
  };
  std::vector<Move> moves;
  for (std::size_t k = 0; k < results.size(); ++k) {
    if (homes[k] < 0) continue;
    Value* const v = end.operands[k];
    const NativePlace p = place(v);
    if (p.buffer != homes[k] || !is_dense(p, *v->type)) moves.push_back({p, homes[k], v});
  }
  const auto overwritten = [&](std::int32_t b) {
    return std::any_of(moves.begin(), moves.end(), [&](const Move& m) { return m.to == b; });
  };
  for (Move& m : moves)  // exchanged ones go through a buffer of their own
    if (moves.size() > 1 || m.from.buffer == m.to)
      if (overwritten(m.from.buffer)) {
        const NativePlace own = dense(temporary(m.value->type), *m.value->type);
        copy(m.from, own, m.value->type->shape);
        m.from = own;
      }
  for (const Move& m : moves) copy(m.from, dense(m.to, *m.value->type), m.value->type->shape);
  for (const Move& m : moves)
    std::erase(holders_[static_cast<std::size_t>(m.from.buffer)], nullptr);
}

// ---- cond

/// What an arm's yield is made from by writing elements: a value of outside, or null.
Value* Lowering::root(Value* v, const Region* arm) const {
  while (ir::contains(arm, v->region())) {
    if (!v->producer) return nullptr;
    if (v->producer->id == OpId::set_item)
      v = v->producer->operands[0];
    else
      return nullptr;
  }
  return v;
}

/// The home of a cond's result: the buffer of what both arms pass on or write to, else a new one.
std::int32_t Lowering::joined_home(Op& op, std::size_t k) {
  Value* const then = root(op.regions[0]->terminator()->operands[k], op.regions[0]);
  Value* const otherwise = root(op.regions[1]->terminator()->operands[k], op.regions[1]);
  for (Value* v : {then, otherwise}) {
    if (!v || is_scalar(*v->type) || (v->producer && v->producer->id == OpId::constant)) continue;
    if (v->type->shape != op.results[k]->type->shape) continue;
    const NativePlace p = place(v);
    if (!is_dense(p, *v->type) || !dead_buffer(p.buffer, &op)) continue;
    // One of the results only.
    bool once = true;
    for (std::size_t j = 0; j < op.results.size(); ++j)
      for (const Region* r : op.regions)
        once = once && (j == k || root(r->terminator()->operands[j], r) != v);
    if (once) return p.buffer;
  }
  return temporary(op.results[k]->type);
}

void Lowering::arm(Op& op, std::size_t k, NativeBlock& to, const std::vector<std::int32_t>& homes) {
  const Op& end = *op.regions[k]->terminator();
  for (std::size_t i = 0; i < homes.size(); ++i)
    if (homes[i] >= 0 && ir::contains(op.regions[k], end.operands[i]->region()))
      home_of_[end.operands[i]] = homes[i];
  block(*op.regions[k], to);
  NativeBlock* const saved = std::exchange(block_, &to);
  for (std::size_t i = 0; i < op.results.size(); ++i)
    if (homes[i] < 0) to.yields.push_back(reg(end.operands[i]));
  move_home(end, op.results, homes);
  block_ = saved;
}

void Lowering::cond(Op& op) {
  NativeInstr i;
  i.kind = NativeKind::cond;
  i.operands.push_back(reg(op.operands[0]));
  i.blocks.resize(2);
  flush_all();
  std::vector<std::int32_t> homes(op.results.size(), -1);
  for (std::size_t k = 0; k < op.results.size(); ++k)
    if (!is_scalar(*op.results[k]->type)) {
      sizes_of(op.results[k]->type->shape);
      const std::int32_t home = joined_home(op, k);
      const bool taken = std::find(homes.begin(), homes.end(), home) != homes.end();
      homes[k] = taken ? temporary(op.results[k]->type) : home;
    }
  const auto reserved = reserved_;
  for (const std::int32_t h : homes)
    if (h >= 0) reserved_[static_cast<std::size_t>(h)] = true;
  const auto holders = holders_;
  for (std::size_t k = 0; k < 2; ++k) {
    std::copy(holders.begin(), holders.end(), holders_.begin());
    arm(op, k, i.blocks[k], homes);
  }
  std::copy(holders.begin(), holders.end(), holders_.begin());
  std::copy(reserved.begin(), reserved.end(), reserved_.begin());
  now_ = &op;
  for (std::size_t k = 0; k < op.results.size(); ++k) {
    if (homes[k] < 0) {
      i.results.push_back(define(op.results[k]));
    } else {
      holders_[static_cast<std::size_t>(homes[k])].clear();
      put(op.results[k], dense(homes[k], *op.results[k]->type));
    }
  }
  emit(std::move(i));
}

// ---- loops

/// The buffer of a carry: that of its first value if nobody else needs it, else a copy.
std::int32_t Lowering::carry_home(Op& op, std::size_t operand,
                                  const std::vector<std::int32_t>& homes) {
  Value* const v = op.operands[operand];
  const NativePlace p = place(v);
  const bool taken = std::find(homes.begin(), homes.end(), p.buffer) != homes.end();
  if (!taken && is_dense(p, *v->type) && only_use(p.buffer, op)) return p.buffer;
  const std::int32_t home = temporary(v->type);
  copy(p, dense(home, *v->type), v->type->shape);
  return home;
}

void Lowering::loop(Op& op) {
  const bool counted = op.id == OpId::for_;
  NativeInstr i;
  i.kind = counted ? NativeKind::for_ : NativeKind::while_;
  if (!op.attributes.empty()) throw Refused();  // a limit: the interpreter counts
  const std::size_t skip = counted ? 1 : 0;
  if (counted) i.operands.push_back(reg(op.operands[0]));
  flush_all();
  lowered.worthwhile = true;
  const Op& end = *op.regions.back()->terminator();
  const auto reserved = reserved_;
  std::vector<std::int32_t> homes(op.results.size(), -1);
  for (std::size_t k = 0; k < op.results.size(); ++k) {
    Value* const v = op.operands[k + skip];
    if (is_scalar(*v->type)) {
      i.operands.push_back(reg(v));
      continue;
    }
    const Shape& shape = v->type->shape;  // the extents stay the same from turn to turn
    if (shape != op.results[k]->type->shape || shape != end.operands[k]->type->shape)
      throw Refused();
    homes[k] = carry_home(op, k + skip, homes);
    reserved_[static_cast<std::size_t>(homes[k])] = true;
  }
  for (Region* r : op.regions) i.blocks.push_back(turn(op, *r, homes));
  std::copy(reserved.begin(), reserved.end(), reserved_.begin());
  std::fill(reserved_.begin() + static_cast<std::ptrdiff_t>(reserved.size()), reserved_.end(),
            false);
  now_ = &op;
  for (std::size_t k = 0; k < op.results.size(); ++k) {
    if (homes[k] < 0) {
      i.results.push_back(define(op.results[k]));
    } else {
      holders_[static_cast<std::size_t>(homes[k])].clear();
      put(op.results[k], dense(homes[k], *op.results[k]->type));
    }
  }
  emit(std::move(i));
}

/// One region of a loop: the test, or the body.
NativeBlock Lowering::turn(Op& op, Region& region, const std::vector<std::int32_t>& homes) {
  NativeBlock b;
  const bool test = op.id == OpId::while_ && &region == op.regions[0];
  const std::size_t skip = op.id == OpId::for_ ? 1 : 0;
  const Op& end = *region.terminator();
  for (std::size_t k = 0; k < region.arguments.size(); ++k) {
    Value* const v = region.arguments[k];
    const std::int32_t home = k < skip ? -1 : homes[k - skip];
    if (home < 0) {
      b.arguments.push_back(define(v));
      continue;
    }
    auto& holders = holders_[static_cast<std::size_t>(home)];
    holders.clear();
    put(v, dense(home, *v->type));
    pinned_[static_cast<std::size_t>(home)] = test;  // the body needs it as it is
    Value* const yielded = test ? nullptr : end.operands[k - skip];
    if (yielded && ir::contains(&region, yielded->region())) home_of_[yielded] = home;
  }
  block(region, b);
  NativeBlock* const saved = std::exchange(block_, &b);
  now_ = &end;
  if (test) {
    b.yields.push_back(reg(end.operands[0]));
  } else {
    for (std::size_t k = 0; k < op.results.size(); ++k)
      if (homes[k] < 0) b.yields.push_back(reg(end.operands[k]));
    move_home(end, op.results, homes);
  }
  block_ = saved;
  return b;
}

}  // namespace ag::cpu
