// Branches: a condition that is known, that is asked again inside of its own branch, or that
// decides nothing; two numbers that are there anyway become a select.
#include <algorithm>

#include "ir/types.h"
#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

/// So many ops of one element in both branches together are cheaper than a jump.
constexpr std::size_t cheap_ops = 2;
/// More selects than this cost as much as the jump.
constexpr std::size_t few_results = 2;
/// Conditions with more uses are not followed into their branches.
constexpr std::size_t many_uses = 64;

class Conds {
 public:
  explicit Conds(ir::Graph& graph) : graph_(graph) {}
  bool changed = false;

  void region(Region& r) {
    std::vector<Op*> out;
    out.reserve(r.ops.size());
    for (Op* op : r.ops) {
      if (op->id == OpId::cond) assume(*op);
      for (Region* inner : op->regions) region(*inner);
      if (op->id == OpId::cond && cond(op, r, out)) continue;
      out.push_back(op);
    }
    r.ops = std::move(out);
  }

 private:
  /// Inside of a branch its condition is known.
  void assume(const Op& op) {
    Value* p = op.operands[0];
    if (constant_of(p) || p->uses.size() < 2 || p->uses.size() > many_uses) return;
    const std::vector<ir::Use> uses = p->uses;
    Value* known[2] = {};
    for (const ir::Use& use : uses)
      for (std::size_t k = 0; k < 2; ++k) {
        Region* branch = op.regions[k];
        if (use.op->region == op.region || !ir::contains(branch, use.op->region)) continue;
        if (!known[k]) {
          Op* c = new_constant(graph_, Tensor(k == 0), op.where);
          c->region = branch;
          branch->ops.insert(branch->ops.begin(), c);
          known[k] = c->results[0];
        }
        ir::set_operand(use.op, use.index, known[k]);
        changed = true;
      }
  }

  /// True when the op is gone; what takes its place is in `out`.
  bool cond(Op* op, Region& home, std::vector<Op*>& out) {
    Value* p = op->operands[0];
    if (const Op* negation = p->producer; negation && negation->id == OpId::logical_not &&
                                          ir::is_predicate(negation->operands[0]->type)) {
      std::swap(op->regions[0], op->regions[1]);
      set_operands(op, {negation->operands[0]});
      changed = true;
      p = op->operands[0];
    }
    if (const Tensor* known = constant_of(p))
      return take(op, op->regions[static_cast<bool>(*known) ? 0 : 1], home, out);
    equal_results(op);
    if (std::all_of(op->results.begin(), op->results.end(),
                    [](const Value* v) { return v->uses.empty(); }) &&
        is_total(*op)) {
      eraser_.mark(op);
      changed = true;
      return true;
    }
    return select(op, home, out);
  }

  static bool fits(const Op& op, const Region& branch) {
    const auto& yields = branch.terminator()->operands;
    for (std::size_t i = 0; i < yields.size(); ++i)
      if (!op.results[i]->uses.empty() && !detail::same_type(op.results[i]->type, yields[i]->type))
        return false;
    return true;
  }

  /// The ops of a region, but its yield, go to where the op stands.
  static void move_out(Region* from, Region& home, std::vector<Op*>& out) {
    Op* end = from->terminator();
    for (Op* inner : from->ops) {
      if (inner == end) continue;
      inner->region = &home;
      out.push_back(inner);
    }
    from->ops = {end};
  }

  bool take(Op* op, Region* branch, Region& home, std::vector<Op*>& out) {
    if (!fits(*op, *branch)) return false;
    move_out(branch, home, out);
    for (std::size_t i = 0; i < op->results.size(); ++i)
      replace(op->results[i], branch->terminator()->operands[i]);
    eraser_.mark(op);
    changed = true;
    return true;
  }

  /// Both branches give the same value from outside, or equal constants.
  void equal_results(Op* op) {
    for (std::size_t i = 0; i < op->results.size(); ++i) {
      if (op->results[i]->uses.empty()) continue;
      Value* a = op->regions[0]->terminator()->operands[i];
      const Value* b = op->regions[1]->terminator()->operands[i];
      if (a == b && defined_outside(a, *op)) changed = replace(op->results[i], a) || changed;
    }
  }

  /// where(p, a, b) in place of a branch between values of one element that cost next to nothing.
  bool select(Op* op, Region& home, std::vector<Op*>& out) {
    std::size_t cost = 0;
    for (const Region* r : op->regions)
      for (const Op* inner : r->ops) {
        if (inner->id == OpId::yield || inner->id == OpId::constant) continue;
        if (!is_speculatable(*inner) || inner->results[0]->type->elements != 1) return false;
        ++cost;
      }
    if (cost > cheap_ops || op->results.size() > few_results) return false;
    for (std::size_t i = 0; i < op->results.size(); ++i)
      for (const Region* r : op->regions)
        if (!ir::is_number(r->terminator()->operands[i]->type)) return false;
    for (Region* r : op->regions) move_out(r, home, out);
    for (std::size_t i = 0; i < op->results.size(); ++i) {
      Op* where = graph_.new_op(OpId::where, op->where);
      where->region = &home;
      ir::add_operand(where, op->operands[0]);
      for (const Region* r : op->regions) ir::add_operand(where, r->terminator()->operands[i]);
      replace(op->results[i], graph_.add_result(where, op->results[i]->type));
      out.push_back(where);
    }
    eraser_.mark(op);
    changed = true;
    return true;
  }

  ir::Graph& graph_;
  Eraser eraser_;
};

}  // namespace

bool simplify_cond(Context& context) {
  bool changed = false;
  for (bool again = true; again;) {
    Conds pass(context.graph);
    for (const ir::Function* f : context.graph.functions) pass.region(*f->body);
    again = pass.changed;
    changed = changed || again;
  }
  return changed;
}

}  // namespace ag::passes
