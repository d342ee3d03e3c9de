// The lowering. Scalars become registers. A tensor becomes a buffer as long as only one version of
// it is alive at a time: reads and writes of single elements, carried through loops and branches.
// Whatever needs two versions at once (exchanged carries, a read of the state before a write) is
// refused, and the interpreter runs it.
#include "backend/cpu/lower.h"

#include <cstring>
#include <unordered_map>

#include "autograft/scalar.h"
#include "ir/control.h"
#include "ir/types.h"
#include "kernel/kernel.h"
#include "ops/attributes.h"

namespace ag::cpu {
namespace {

using ag::detail::Access;
using ir::Op;
using ir::OpId;
using ir::Region;
using ir::Value;

/// Thrown (and caught in this file) when a region has no native form.
struct Refused {};

bool is_scalar(const ir::Type& t) { return ir::is_number(&t); }
bool has_registers(DType d) { return d != DType::f16 && d != DType::bf16; }

std::int32_t count(const auto& list) { return static_cast<std::int32_t>(list.size()); }

class Lowering {
 public:
  Lowered lowered;

  explicit Lowering(const Region* outside) : outside_(outside) {}

  /// Registers and buffers of a function's parameters.
  void parameters(Region& body) {
    for (Value* v : body.arguments) capture(v);
  }

  void block(Region& region, NativeBlock& to) {
    NativeBlock* const saved = std::exchange(block_, &to);
    for (Op* op : region.ops)
      if (op->id != OpId::yield) operation(*op);
    block_ = saved;
  }

  void loop_op(Op& op, NativeBlock& to) {
    NativeBlock* const saved = std::exchange(block_, &to);
    loop(op);
    block_ = saved;
  }

  void output(Value* v, NativeBlock& body) {
    NativeOutput o{v->type, -1};
    if (is_scalar(*v->type)) {
      block_ = &body;  // where a constant that is a result is made
      body.yields.push_back(reg(v));
    } else {
      o.buffer = current(v);
      for (const NativeOutput& other : lowered.outputs)  // two results cannot share one buffer
        if (other.buffer == o.buffer) throw Refused();
    }
    lowered.outputs.push_back(o);
  }

 private:
  struct State {               ///< of one buffer while lowering
    Value* version = nullptr;  ///< the value whose content it holds now
    int depth = 0;             ///< loops around the place where it may be written
  };

  // ---- registers
  std::int32_t new_register(DType d) {
    if (!has_registers(d)) throw Refused();
    lowered.code.registers.push_back(d);
    return count(lowered.code.registers) - 1;
  }

  std::int32_t define(Value* v) {
    if (!is_scalar(*v->type)) throw Refused();
    return registers_[v] = new_register(v->type->dtype);
  }

  std::int32_t reg(Value* v) {
    if (const auto it = registers_.find(v); it != registers_.end()) return it->second;
    if (!is_scalar(*v->type)) throw Refused();
    if (v->producer && v->producer->id == OpId::constant) return constant(v);
    if (!from_outside(v)) throw Refused();
    capture(v);
    return registers_.at(v);
  }

  /// Made again at each use: a register of one branch is not seen in the other.
  std::int32_t constant(Value* v) {
    const Tensor& t = v->producer->attributes.as<ir::ConstantAttributes>().value;
    NativeInstr i;
    i.kind = NativeKind::constant;
    i.dtype = v->type->dtype;
    std::memcpy(&i.bits, Access::data(t), item_size(i.dtype));
    i.results = {new_register(i.dtype)};
    block_->code.push_back(i);
    return i.results[0];
  }

  bool from_outside(const Value* v) const { return ir::contains(v->region(), outside_); }

  void capture(Value* v) {
    if (is_scalar(*v->type)) {
      lowered.code.inputs.push_back(define(v));
      lowered.inputs.push_back({v, {}, -1});
    } else {
      new_buffer(v, {v, {}, count(lowered.code.buffers)});
    }
  }

  // ---- buffers
  void new_buffer(Value* v, NativeInput input) {
    if (ir::is_list(v->type)) throw Refused();
    NativeBuffer b;
    b.dtype = v->type->dtype;
    for (std::int64_t n : v->type->shape) b.extents.push_back(n < 0 ? -1 : n);
    buffers_[v] = count(lowered.code.buffers);
    states_.push_back({v, depth_});
    lowered.code.buffers.push_back(std::move(b));
    lowered.inputs.push_back(std::move(input));
  }

  /// The buffer that holds exactly this value now.
  std::int32_t current(Value* v) {
    if (!buffers_.contains(v)) {
      const std::int32_t next = count(lowered.code.buffers);
      if (v->producer && v->producer->id == OpId::constant)
        new_buffer(v, {nullptr, v->producer->attributes.as<ir::ConstantAttributes>().value, next});
      else if (from_outside(v))
        new_buffer(v, {v, {}, next});
      else
        throw Refused();
      // What comes from outside a loop starts every turn as it was.
      states_.back().depth = 0;
    }
    const std::int32_t b = buffers_.at(v);
    if (states_[static_cast<std::size_t>(b)].version != v) throw Refused();
    return b;
  }

  void write(std::int32_t b) { lowered.code.buffers[static_cast<std::size_t>(b)].written = true; }

  void new_version(std::int32_t b, Value* v) {
    states_[static_cast<std::size_t>(b)].version = v;
    buffers_[v] = b;
  }

  // ---- ops
  void operation(Op& op) {
    switch (op.id) {
    case OpId::constant: return;  // at its uses
    case OpId::cond: return cond(op);
    case OpId::while_:
    case OpId::for_: return loop(op);
    case OpId::get_item: return item(op, 1);
    case OpId::set_item: return item(op, 2);
    case OpId::cast: return plain(op, NativeKind::cast, cast_mode(op));
    case OpId::cmath: return plain(op, NativeKind::cmath, cmath_function(op));
    case OpId::check: return plain(op, NativeKind::check, 0);
    default: break;
    }
    if (!ir::op_def(op.id).traits.has(ir::Trait::elementwise)) throw Refused();
    plain(op, NativeKind::elementwise, static_cast<std::int32_t>(op.id));
  }

  static std::int32_t cast_mode(const Op& op) {
    return static_cast<std::int32_t>(op.attributes.as<ops::CastAttributes>().mode);
  }

  static std::int32_t cmath_function(const Op& op) {
    const std::string& text = op.attributes.as<ops::TextAttributes>().text;
    for (int i = 0; i <= static_cast<int>(detail::CmathFn::abs); ++i)
      if (text == detail::name(static_cast<detail::CmathFn>(i))) return i;
    throw Refused();
  }

  NativeInstr instruction(NativeKind kind, std::int32_t code) {
    NativeInstr i;
    i.kind = kind;
    i.code = code;
    return i;
  }

  void plain(Op& op, NativeKind kind, std::int32_t code) {
    NativeInstr i = instruction(kind, code);
    for (Value* v : op.operands) i.operands.push_back(reg(v));
    if (op.operands.empty()) throw Refused();
    i.dtype = op.operands[op.id == OpId::where ? 1 : 0]->type->dtype;
    if (ir::op_def(op.id).traits.has(ir::Trait::may_fail)) i.site = site(op);
    for (Value* v : op.results) i.results.push_back(define(v));
    block_->code.push_back(std::move(i));
  }

  /// What an error of `op` needs; scalars come first in the failure record as they stand.
  std::int32_t site(const Op& op) {
    NativeSite s{op.id, op.attributes, op.where, {}};
    int scalars = 0;
    for (Value* v : op.operands) {
      const bool scalar = is_scalar(*v->type);
      s.operands.push_back({v->type, scalar ? -1 : buffers_.at(v)});
      scalars += scalar;
    }
    if (scalars > max_failure_operands) throw Refused();
    lowered.sites.push_back(std::move(s));
    return count(lowered.sites) - 1;
  }

  /// get_item and set_item of one element, every index an integer.
  void item(Op& op, std::size_t first) {
    const auto& entries = op.attributes.as<ops::IndexAttributes>().entries;
    Value* const tensor = op.operands[0];
    const bool writes = first == 2;
    if (entries.size() != static_cast<std::size_t>(tensor->type->shape.rank()) || entries.empty())
      throw Refused();
    if (writes && !is_scalar(*op.operands[1]->type)) throw Refused();
    NativeInstr i = instruction(writes ? NativeKind::store : NativeKind::load, 0);
    i.dtype = tensor->type->dtype;
    i.buffer = current(tensor);
    if (!has_registers(i.dtype)) throw Refused();
    // The record of a failure holds the op's own scalar operands: value first, then the bounds.
    if (writes) i.operands.push_back(reg(op.operands[1]));
    for (const ops::IndexEntry& e : entries) {
      if (e.kind != ops::index_at || e.start_from < 0) throw Refused();
      Value* const index = op.operands[static_cast<std::size_t>(e.start_from)];
      if (!is_scalar(*index->type)) throw Refused();
      i.operands.push_back(reg(index));
    }
    if (i.operands.size() + 1 != op.operands.size()) throw Refused();
    for (std::size_t k = 0; k < entries.size(); ++k)  // in the order of the operands
      if (entries[k].start_from != static_cast<std::int64_t>(first + k)) throw Refused();
    i.site = site(op);
    if (writes) {
      // A turn may only write what the loop carries: anything else starts each turn anew.
      if (states_[static_cast<std::size_t>(i.buffer)].depth != depth_) throw Refused();
      write(i.buffer);
      new_version(i.buffer, op.results[0]);
    } else {
      i.results.push_back(define(op.results[0]));
    }
    block_->code.push_back(std::move(i));
  }

  // ---- control flow
  void yields(const Op& terminator, std::span<Value* const> results, NativeBlock& block) {
    for (std::size_t k = 0; k < results.size(); ++k)
      if (is_scalar(*results[k]->type)) block.yields.push_back(reg(terminator.operands[k]));
  }

  void cond(Op& op) {
    NativeInstr i = instruction(NativeKind::cond, 0);
    i.operands.push_back(reg(op.operands[0]));
    i.blocks.resize(2);
    const std::vector<State> before = states_;
    std::vector<std::int32_t> homes(op.results.size(), -1);
    for (std::size_t arm = 0; arm < 2; ++arm) {
      std::copy(before.begin(), before.end(), states_.begin());
      NativeBlock& b = i.blocks[arm];
      block(*op.regions[arm], b);
      const Op& end = *op.regions[arm]->terminator();
      NativeBlock* const saved = std::exchange(block_, &b);
      yields(end, op.results, b);
      for (std::size_t k = 0; k < op.results.size(); ++k)
        if (!is_scalar(*op.results[k]->type)) join(homes[k], current(end.operands[k]), arm);
      block_ = saved;
      lost_writes(before, homes);
    }
    std::copy(before.begin(), before.end(), states_.begin());
    for (std::size_t k = 0; k < op.results.size(); ++k) {
      if (is_scalar(*op.results[k]->type))
        i.results.push_back(define(op.results[k]));
      else
        new_version(homes[k], op.results[k]);
    }
    block_->code.push_back(std::move(i));
  }

  static void join(std::int32_t& home, std::int32_t buffer, std::size_t arm) {
    if (arm == 0) home = buffer;
    if (home != buffer) throw Refused();
  }

  /// A branch that wrote a buffer must hand it on; and no buffer is handed on twice.
  void lost_writes(const std::vector<State>& before, const std::vector<std::int32_t>& homes) const {
    for (std::size_t b = 0; b < before.size(); ++b) {
      int times = 0;
      for (const std::int32_t h : homes) times += h == static_cast<std::int32_t>(b);
      const bool written = states_[b].version != before[b].version;
      if (times > 1 || (written && times == 0)) throw Refused();
    }
  }

  void loop(Op& op) {
    const bool counted = op.id == OpId::for_;
    NativeInstr i = instruction(counted ? NativeKind::for_ : NativeKind::while_, 0);
    if (!op.attributes.empty()) throw Refused();  // a limit: the interpreter counts
    std::vector<std::int32_t> homes(op.results.size(), -1);
    if (counted) i.operands.push_back(reg(op.operands[0]));
    for (std::size_t k = 0; k < op.results.size(); ++k) {
      Value* const v = op.operands[k + (counted ? 1 : 0)];
      if (is_scalar(*op.results[k]->type))
        i.operands.push_back(reg(v));
      else
        homes[k] = carried(v, homes);
    }
    for (Region* r : op.regions) i.blocks.push_back(turn(op, *r, homes));
    for (std::size_t k = 0; k < op.results.size(); ++k) {
      if (homes[k] < 0) {
        i.results.push_back(define(op.results[k]));
      } else {
        states_[static_cast<std::size_t>(homes[k])].depth = depth_;
        new_version(homes[k], op.results[k]);
      }
    }
    block_->code.push_back(std::move(i));
  }

  /// The buffer of a carry. It must be writable here: of this depth, or new from outside.
  std::int32_t carried(Value* v, const std::vector<std::int32_t>& homes) {
    const std::int32_t b = current(v);
    for (const std::int32_t h : homes)
      if (h == b) throw Refused();
    if (states_[static_cast<std::size_t>(b)].depth != depth_) throw Refused();
    return b;
  }

  /// One region of a loop: the test, or the body.
  NativeBlock turn(Op& op, Region& region, const std::vector<std::int32_t>& homes) {
    NativeBlock b;
    const bool test = op.id == OpId::while_ && &region == op.regions[0];
    const std::size_t skip = op.id == OpId::for_ ? 1 : 0;
    ++depth_;
    for (std::size_t k = 0; k < region.arguments.size(); ++k) {
      Value* const v = region.arguments[k];
      const std::int32_t home = k < skip ? -1 : homes[k - skip];
      if (home < 0) {
        b.arguments.push_back(define(v));
      } else {
        states_[static_cast<std::size_t>(home)].depth = depth_;
        new_version(home, v);
      }
    }
    const std::vector<State> before = states_;
    block(region, b);
    const Op& end = *region.terminator();
    NativeBlock* const saved = std::exchange(block_, &b);
    if (test)
      b.yields.push_back(reg(end.operands[0]));
    else
      yields(end, op.results, b);
    for (std::size_t k = 0; k < homes.size() && !test; ++k)
      if (homes[k] >= 0 && current(end.operands[k]) != homes[k]) throw Refused();
    block_ = saved;
    if (test)
      for (std::size_t k = 0; k < before.size(); ++k)
        if (states_[k].version != before[k].version) throw Refused();
    --depth_;
    return b;
  }

  const Region* outside_;
  NativeBlock* block_ = nullptr;
  int depth_ = 0;
  std::unordered_map<const Value*, std::int32_t> registers_;
  std::unordered_map<const Value*, std::int32_t> buffers_;
  std::vector<State> states_;
};

}  // namespace

std::optional<Lowered> lower_loop(ir::Op& loop) {
  Lowering l(loop.region);
  try {
    l.loop_op(loop, l.lowered.code.body);
    for (Value* v : loop.results) l.output(v, l.lowered.code.body);
  } catch (const Refused&) {
    return std::nullopt;
  }
  return std::move(l.lowered);
}

std::optional<Lowered> lower_body(ir::Region& body) {
  Lowering l(&body);
  try {
    l.parameters(body);
    l.block(body, l.lowered.code.body);
    for (Value* v : body.terminator()->operands) l.output(v, l.lowered.code.body);
  } catch (const Refused&) {
    return std::nullopt;
  }
  return std::move(l.lowered);
}

}  // namespace ag::cpu
