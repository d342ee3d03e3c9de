// The lowering's door, scalars, and what errors need. See lowering.h for the whole.
#include "backend/cpu/lower.h"

#include <algorithm>
#include <cstring>

#include "autograft/scalar.h"
#include "backend/cpu/lowering.h"
#include "ir/types.h"
#include "ops/attributes.h"

namespace ag::cpu {
namespace {

using ag::detail::Access;

std::int32_t cmath_function(const Op& op) {
  const std::string& text = op.attributes.as<ops::TextAttributes>().text;
  for (int i = 0; i <= static_cast<int>(detail::CmathFn::abs); ++i)
    if (text == detail::name(static_cast<detail::CmathFn>(i))) return i;
  throw Refused();
}

}  // namespace

// ---- registers

std::int32_t Lowering::new_register(DType d) {
  lowered.code.registers.push_back(d);
  return count(lowered.code.registers) - 1;
}

std::int32_t Lowering::define(Value* v) {
  if (!is_scalar(*v->type)) throw Refused();
  return registers_[v] = new_register(v->type->dtype);
}

std::int32_t Lowering::reg(Value* v) {
  if (const auto it = registers_.find(v); it != registers_.end()) return it->second;
  if (!is_scalar(*v->type)) throw Refused();
  if (v->producer && v->producer->id == OpId::constant) return constant(v);
  if (pending(v)) {
    flush(v);
    return registers_.at(v);
  }
  if (!from_outside(v)) throw Refused();
  capture(v);
  return registers_.at(v);
}

std::int32_t Lowering::constant_register(DType d, std::uint64_t bits) {
  NativeInstr i;
  i.kind = NativeKind::constant;
  i.dtype = d;
  i.bits = bits;
  i.results = {new_register(d)};
  return emit(std::move(i)).results[0];
}

/// Made again at each use: a register of one branch is not seen in the other.
std::int32_t Lowering::constant(Value* v) {
  const Tensor& t = v->producer->attributes.as<ir::ConstantAttributes>().value;
  std::uint64_t bits = 0;
  std::memcpy(&bits, Access::data(t), item_size(v->type->dtype));
  return constant_register(v->type->dtype, bits);
}

bool Lowering::from_outside(const Value* v) const {
  if (!ir::contains(v->region(), outside_)) return false;
  if (v->region() != outside_ || !v->producer) return true;
  const auto& ops = outside_->ops;
  const auto begin = ops.begin() + static_cast<std::ptrdiff_t>(first_);
  const auto end = ops.begin() + static_cast<std::ptrdiff_t>(last_);
  return std::find(begin, end, v->producer) == end;
}

void Lowering::capture(Value* v) {
  if (is_scalar(*v->type)) {
    lowered.code.inputs.push_back(define(v));
    lowered.inputs.push_back({v, {}, -1});
  } else {
    put(v, dense(new_buffer(v->type, {v, {}, 0}), *v->type));
  }
}

// ---- extents

void Lowering::bind_symbols(const ir::Type& type, std::int32_t buffer) {
  for (std::size_t k = 0; k < type.shape.size(); ++k)
    if (const std::int64_t n = type.shape[k]; n < 0 && !symbols_.contains(n)) {
      symbols_[n] = lowered.code.symbols++;
      lowered.symbols.push_back({n, buffer, static_cast<std::int32_t>(k)});
    }
}

NativeSize Lowering::size_of(std::int64_t extent) {
  if (extent >= 0) return {extent, {}};
  const auto it = symbols_.find(extent);
  if (it == symbols_.end()) throw Refused();  // depends on data
  return {1, {it->second}};
}

std::vector<NativeSize> Lowering::sizes_of(const Shape& shape) {
  std::vector<NativeSize> sizes;
  for (const std::int64_t n : shape) sizes.push_back(size_of(n));
  return sizes;
}

// ---- ops

NativeInstr& Lowering::emit(NativeInstr i) {
  block_->code.push_back(std::move(i));
  return block_->code.back();
}

void Lowering::operation(Op& op) {
  now_ = &op;
  const auto other = [&](const Value* v) { return ir::is_list(v->type) || open_.contains(v); };
  if (std::any_of(op.operands.begin(), op.operands.end(), other) ||
      std::any_of(op.results.begin(), op.results.end(), other))
    throw Refused();
  switch (op.id) {
  case OpId::constant: return;  // made where it is used
  case OpId::get_item: return get_item(op);
  case OpId::set_item: return set_item(op);
  case OpId::cond: return cond(op);
  case OpId::while_:
  case OpId::for_: return loop(op);
  case OpId::call:
  case OpId::native: throw Refused();
  default: break;
  }
  const bool scalar = op.results.size() == 1 && is_scalar(*op.results[0]->type);
  const ir::Traits traits = ir::op_def(op.id).traits;
  if (scalar && op.id == OpId::cast)
    return scalar_op(op, NativeKind::cast,
                     static_cast<std::int32_t>(op.attributes.as<ops::CastAttributes>().mode));
  if (scalar && op.id == OpId::cmath) return scalar_op(op, NativeKind::cmath, cmath_function(op));
  if (scalar && traits.has(ir::Trait::elementwise))
    return scalar_op(op, NativeKind::elementwise, static_cast<std::int32_t>(op.id));
  if (op.id == OpId::check) {
    const bool all = std::all_of(op.operands.begin(), op.operands.end(),
                                 [](const Value* v) { return is_scalar(*v->type); });
    return all ? scalar_op(op, NativeKind::check, 0) : generic(op);
  }
  if (fusable(op)) return join(op);
  if (fold(op) || view_op(op)) return;
  generic(op);
}

void Lowering::scalar_op(Op& op, NativeKind kind, std::int32_t code) {
  NativeInstr i;
  i.kind = kind;
  i.code = code;
  for (Value* v : op.operands) i.operands.push_back(reg(v));
  if (op.operands.empty()) throw Refused();
  i.dtype = op.operands[op.id == OpId::where ? 1 : 0]->type->dtype;
  if (ir::op_def(op.id).traits.has(ir::Trait::may_fail) || kind == NativeKind::check) {
    flush_failing();
    i.site = site(op, i);
  }
  for (Value* v : op.results) i.results.push_back(define(v));
  emit(std::move(i));
}

// ---- errors

/// Puts a register into the failure record of `i`; its place there.
std::int32_t Lowering::word_of(NativeInstr& i, std::int32_t reg) {
  i.operands.push_back(reg);
  return count(i.operands) - 1;
}

void Lowering::words_used(const NativeInstr& i) {
  lowered.failure_words = std::max(lowered.failure_words, count(i.operands));
}

NativeOp Lowering::described(const Op& op) {
  NativeOp d{op.id, op.attributes, op.where, {}, {}, {}};
  for (const Value* v : op.results) d.results.push_back(v->type);
  for (const Region* r = op.region; r && r != outside_ && r->parent; r = r->parent->region)
    d.around.push_back({r->parent->where, r->parent->id != OpId::cond  ? NativeAround::loop
                                          : r->parent->regions[0] == r ? NativeAround::if_true
                                                                       : NativeAround::if_false});
  return d;
}

/// What an error of `op` needs. The scalar operands are the instruction's first ones.
std::int32_t Lowering::site(const Op& op, NativeInstr& i) {
  NativeOp d = described(op);
  std::int32_t scalars = 0;
  for (Value* v : op.operands) {
    NativeOperand o{v->type, -1, -1, {}};
    if (is_scalar(*v->type)) {
      o.word = scalars++;
    } else {
      o.place = place(v);
      for (NativeTerm& t : o.place.offset)
        if (t.reg >= 0) t.reg = word_of(i, t.reg);
    }
    d.operands.push_back(std::move(o));
  }
  words_used(i);
  lowered.sites.push_back({{std::move(d)}});
  return count(lowered.sites) - 1;
}

// ---- the whole

void Lowering::output(Value* v) {
  NativeOutput o{v, v->type, -1};
  if (is_scalar(*v->type)) {
    lowered.code.body.yields.push_back(reg(v));
  } else {
    const NativePlace p = dense_place(v);
    o.buffer = p.buffer;
    NativeBuffer& b = at(lowered.buffers, o.buffer);
    const bool other = b.type->shape != v->type->shape || b.type->dtype != v->type->dtype;
    // A buffer's first elements alone are dense too: the rest of it may be written or needed.
    const bool part = !(bytes_of(*v->type) == at(bytes_, o.buffer));
    if (part || (other && (b.input || b.result))) {
      o.buffer = new_buffer(v->type, {nullptr, {}, -1});
      copy(p, dense(o.buffer, *v->type), v->type->shape);
    } else if (!b.input) {
      b.type = v->type;
    }
    at(lowered.buffers, o.buffer).result = true;
  }
  lowered.outputs.push_back(o);
}

void Lowering::outputs() {
  const auto& ops = outside_->ops;
  for (std::size_t k = first_; k < last_; ++k)
    for (Value* v : ops[k]->results) {
      if (ops[k]->id == OpId::constant) continue;
      const bool used = std::any_of(v->uses.begin(), v->uses.end(), [&](const ir::Use& u) {
        const Op* user = u.op;
        while (user->region != outside_ && user->region->parent) user = user->region->parent;
        return std::find(ops.begin() + static_cast<std::ptrdiff_t>(first_),
                         ops.begin() + static_cast<std::ptrdiff_t>(last_),
                         user) == ops.begin() + static_cast<std::ptrdiff_t>(last_);
      });
      if (used) output(v);
    }
}

void Lowering::run(std::size_t& at_op) {
  block_ = &lowered.code.body;
  for (at_op = first_; at_op < last_; ++at_op) operation(*outside_->ops[at_op]);
  at_op = last_;
  now_ = outside_->ops[last_];
  flush_all();
  outputs();
}

std::optional<Lowered> lower(ir::Region& region, std::size_t first, std::size_t last,
                             const OpenValues& open, std::size_t& refused) {
  Lowering l(region, first, last, open);
  try {
    l.run(refused);
  } catch (const Refused&) {
    return std::nullopt;
  }
  return std::move(l.lowered);
}

}  // namespace ag::cpu
