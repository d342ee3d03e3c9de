// Loops: carries that never change or are equal to one another, `while` with a trip count that is
// known when the loop is entered becomes `for`, a counter becomes the loop's own index. Counters
// are integers of any width and wrap as the program's do; a loop that would not end stays as it is.
#include <algorithm>
#include <limits>
#include <optional>

#include "ir/types.h"
#include "ops/attributes.h"
#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

bool is_loop(const Op& op) { return op.id == OpId::while_ || op.id == OpId::for_; }
std::size_t skip(const Op& op) { return op.id == OpId::for_ ? 1 : 0; }
const std::vector<Value*>& yielded(const Op& op) {
  return op.regions.back()->terminator()->operands;
}

/// A constant integer of one element.
std::optional<std::int64_t> integer(const Value* v) {
  const Tensor* t = constant_of(v);
  if (!t || !ir::is_number(v->type) || !is_integer(t->dtype()) || t->dtype() == DType::u64)
    return {};
  return t->item<std::int64_t>();
}

/// The counter of a `while`: it steps by `step` while it is below (above, if the step is negative)
/// or different from the bound.
struct Counter {
  std::size_t carry = 0;
  OpId compare{};  ///< lt, gt, ne
  Value* bound = nullptr;
  std::int64_t added = 0;  ///< to the bound: `<= 9` is `< 10`
  std::int64_t step = 0;
};

/// Values of the counter's dtype.
struct Range {
  std::int64_t low, high;
  int bits;
  explicit Range(DType t) {
    bits = static_cast<int>(8 * item_size(t));
    const std::int64_t half = bits == 64 ? 0 : std::int64_t{1} << (bits - 1);
    low = bits == 64 ? std::numeric_limits<std::int64_t>::min() : is_unsigned(t) ? 0 : -half;
    high = bits == 64       ? std::numeric_limits<std::int64_t>::max()
           : is_unsigned(t) ? 2 * half - 1
                            : half - 1;
  }
};

OpId mirrored(OpId id) {
  switch (id) {
  case OpId::lt: return OpId::gt;
  case OpId::gt: return OpId::lt;
  case OpId::le: return OpId::ge;
  case OpId::ge: return OpId::le;
  default: return id;
  }
}

/// What the counter becomes in a turn, relative to what it was: 0 when that is not a constant.
std::int64_t step_of(const Op& loop, std::size_t carry) {
  const Value* argument = loop.regions.back()->arguments[carry + skip(loop)];
  const Op* next = yielded(loop)[carry]->producer;
  if (!next || (next->id != OpId::add && next->id != OpId::sub)) return 0;
  const bool right = next->operands[0] == argument;
  if (!right && (next->id == OpId::sub || next->operands[1] != argument)) return 0;
  const auto by = integer(next->operands[right ? 1 : 0]);
  if (!by || *by <= std::numeric_limits<std::int32_t>::min() ||
      *by > std::numeric_limits<std::int32_t>::max())
    return 0;
  return next->id == OpId::add ? *by : -*by;
}

/// The comparison that ends the loop, read as one of its counter.
std::optional<Counter> compared(const Op& loop) {
  const Region& test = *loop.regions[0];
  const Op* compare = test.terminator()->operands[0]->producer;
  if (!compare || compare->region != &test || compare->operands.size() != 2) return {};
  for (std::size_t side = 0; side < 2; ++side) {
    Value* argument = compare->operands[side];
    Value* bound = compare->operands[1 - side];
    if (argument->owner != &test || !defined_outside(bound, loop)) continue;
    Counter c{argument->index, side == 0 ? compare->id : mirrored(compare->id), bound, 0, 0};
    if (c.compare == OpId::le) c.compare = OpId::lt, c.added = 1;
    if (c.compare == OpId::ge) c.compare = OpId::gt, c.added = -1;
    const DType dtype = argument->type->dtype;
    const bool counts = is_integer(dtype) && dtype != DType::u64 && ir::is_number(argument->type) &&
                        ir::is_number(bound->type);
    if (!counts || (c.compare != OpId::lt && c.compare != OpId::gt && c.compare != OpId::ne))
      return {};
    c.step = step_of(loop, c.carry);
    return c;
  }
  return {};
}

/// Is the number of turns what counting from start to bound without wrapping gives?
bool countable(const Op& loop, const Counter& c) {
  const Range range(loop.operands[c.carry]->type->dtype);
  const bool wide = range.bits == 64;
  const auto bound = integer(c.bound);
  if (c.compare == OpId::ne) return !wide && (c.step == 1 || c.step == -1);
  if (c.compare == OpId::lt ? c.step <= 0 : c.step >= 0) return false;
  const std::int64_t distance = c.step > 0 ? c.step : -c.step;
  if (c.added != 0 || distance > 1) {
    // The value after the last turn must exist: `i <= INT_MAX` never ends.
    if (!bound) return false;
    if (c.compare == OpId::lt ? *bound > range.high - distance : *bound < range.low + distance)
      return false;
  }
  if (!wide) return true;
  // The distance itself must fit: from a start that is not negative up, or down to such a bound.
  const auto from = c.compare == OpId::lt ? integer(loop.operands[c.carry]) : bound;
  if (!from || *from > std::numeric_limits<std::int32_t>::max()) return false;
  return c.compare == OpId::lt ? *from >= 0 : *from + c.added >= 0 && distance == 1;
}

class Loops {
 public:
  explicit Loops(ir::Graph& graph) : graph_(graph) {}
  bool changed = false;

  void region(Region& r) {
    std::vector<Op*> out;
    out.reserve(r.ops.size());
    for (Op* op : r.ops) {
      for (Region* inner : op->regions) region(*inner);
      if (is_loop(*op)) {
        home_ = &r;
        out_ = &out;
        where_ = op->where;
        invariant(op);
        equal(op);
        if (op->id == OpId::while_) count(op);
        if (op->id == OpId::for_) indices(op);
      }
      out.push_back(op);
    }
    r.ops = std::move(out);
  }

 private:
  // ---- carries
  void substitute(Value* from, Value* to) {
    if (!from->uses.empty()) changed = replace(from, to) || changed;
  }

  void invariant(Op* op) {
    for (std::size_t i = 0; i < op->results.size(); ++i) {
      Value* initial = op->operands[i + skip(*op)];
      const Value* next = yielded(*op)[i];
      if (next != initial && next != op->regions.back()->arguments[i + skip(*op)]) continue;
      bool same = detail::same_type(initial->type, op->results[i]->type);
      for (const Region* r : op->regions)
        same = same && detail::same_type(initial->type, r->arguments[i + skip(*op)]->type);
      if (!same) continue;
      for (const Region* r : op->regions) substitute(r->arguments[i + skip(*op)], initial);
      substitute(op->results[i], initial);
    }
  }

  void equal(Op* op) {
    for (std::size_t i = 1; i < op->results.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) {
        if (op->operands[i + skip(*op)] != op->operands[k + skip(*op)] ||
            yielded(*op)[i] != yielded(*op)[k])
          continue;
        for (const Region* r : op->regions)
          substitute(r->arguments[i + skip(*op)], r->arguments[k + skip(*op)]);
        substitute(op->results[i], op->results[k]);
        break;
      }
  }

  // ---- while to for
  Value* place(Op* op) {
    op->region = home_;
    out_->push_back(op);
    return op->results[0];
  }
  Value* number(std::int64_t v) { return place(new_constant(graph_, Tensor(v), where_)); }
  Value* compute(OpId id, Value* a, Value* b) {
    Op* op = graph_.new_op(id, where_);
    ir::add_operand(op, a);
    ir::add_operand(op, b);
    graph_.add_result(op, detail::scalar_type(DType::i64));
    return place(op);
  }
  Value* cast(Value* v, DType to) {
    if (v->type->dtype == to) return v;
    Op* op = graph_.new_op(OpId::cast, where_);
    op->attributes = ops::CastAttributes{to, ops::cpp_cast};
    ir::add_operand(op, v);
    graph_.add_result(op, detail::scalar_type(to));
    return place(op);
  }

  /// The trip count; negative ones mean none, as everywhere.
  Value* turns(const Op& op, const Counter& c) {
    const Range range(op.operands[c.carry]->type->dtype);
    Value* start = cast(op.operands[c.carry], DType::i64);
    Value* bound = cast(c.bound, DType::i64);
    if (c.added != 0) bound = number(*integer(c.bound) + c.added);
    Value* high = c.step > 0 ? bound : start;
    Value* low = c.step > 0 ? start : bound;
    if (range.bits == 64 && !is_number(low, 0)) high = compute(OpId::maximum, high, low);
    Value* distance = is_number(low, 0) ? high : compute(OpId::sub, high, low);
    if (c.compare == OpId::ne)  // counting wraps round to the bound
      return compute(OpId::bit_and, distance, number((std::int64_t{1} << range.bits) - 1));
    const std::int64_t by = c.step > 0 ? c.step : -c.step;
    if (by == 1) return distance;
    return compute(OpId::div, compute(OpId::add, distance, number(by - 1)), number(by));
  }

  void count(Op* op) {
    const Region& test = *op->regions[0];
    for (const Op* o : test.ops)
      if (!is_total(*o)) return;
    const auto c = compared(*op);
    if (!c || c->step == 0 || !countable(*op, *c)) return;
    std::vector<Value*> operands{turns(*op, *c)};
    operands.insert(operands.end(), op->operands.begin(), op->operands.end());
    ir::clear(op->regions[0]);
    op->regions.erase(op->regions.begin());
    op->id = OpId::for_;
    set_operands(op, operands);
    auto& arguments = op->regions[0]->arguments;
    graph_.add_argument(op->regions[0], detail::scalar_type(DType::i64));
    std::rotate(arguments.begin(), arguments.end() - 1, arguments.end());
    for (std::size_t i = 0; i < arguments.size(); ++i)
      arguments[i]->index = static_cast<std::uint32_t>(i);
    changed = true;
  }

  // ---- counters that run beside the index
  void indices(Op* op) {
    Region* body = op->regions[0];
    for (std::size_t i = 0; i < op->results.size(); ++i) {
      Value* argument = body->arguments[i + 1];
      const DType dtype = argument->type->dtype;
      const bool counts = (dtype == DType::i32 || dtype == DType::i64) &&
                          is_number(op->operands[i + 1], 0) && ir::is_number(argument->type) &&
                          step_of(*op, i) == 1;
      if (!counts) continue;
      if (!op->results[i]->uses.empty()) {
        Value* ran = compute(OpId::maximum, op->operands[0], number(0));
        substitute(op->results[i], cast(ran, dtype));
      }
      Value* index = body->arguments[0];
      if (dtype != DType::i64) {
        std::vector<Op*> head;
        Region* const home = std::exchange(home_, body);
        std::vector<Op*>* const out = std::exchange(out_, &head);
        index = cast(index, dtype);
        home_ = home;
        out_ = out;
        body->ops.insert(body->ops.begin(), head.begin(), head.end());
      }
      substitute(argument, index);
    }
  }

  ir::Graph& graph_;
  Region* home_ = nullptr;           ///< of the loop at hand
  std::vector<Op*>* out_ = nullptr;  ///< its ops so far
  Location where_;
};

}  // namespace

bool loop_simplify(Context& context) {
  bool changed = false;
  // What became invariant in an outer loop may make more carries of an inner one equal.
  for (bool again = true; again;) {
    Loops pass(context.graph);
    for (const ir::Function* f : context.graph.functions) pass.region(*f->body);
    again = pass.changed;
    changed = changed || again;
  }
  return changed;
}

}  // namespace ag::passes
