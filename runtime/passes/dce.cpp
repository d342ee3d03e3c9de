// Removes what nothing needs: ops, results of branches, carries of loops that only feed themselves.
// What has an effect, may fail or may never end stays.
#include <algorithm>
#include <unordered_set>

#include "passes/edit.h"
#include "passes/pass.h"

namespace ag::passes {

namespace {

class Dce {
 public:
  explicit Dce(const ir::Function& f) : live_(ir::Graph::number(f)) {
    find_roots(*f.body);
    for (Value* v : f.body->terminator()->operands) need(v);
    for (const Value* v : f.body->arguments) live_[v->number] = true;
    while (!work_.empty()) {
      const Value* v = work_.back();
      work_.pop_back();
      spread(v);
    }
    region(*f.body);
  }
  bool changed = false;

 private:
  static bool is_loop(const Op& op) { return op.id == OpId::while_ || op.id == OpId::for_; }
  /// A `for` has its count in front of the carries, and its index in front of the arguments.
  static std::size_t skip(const Op& op) { return op.id == OpId::for_ ? 1 : 0; }

  void need(const Value* v) {
    if (live_[v->number]) return;
    live_[v->number] = true;
    work_.push_back(v);
  }

  /// Returns whether the region holds a root, which keeps the op around it.
  bool find_roots(const Region& r) {
    bool found = false;
    for (Op* op : r.ops) {
      bool root = false;
      for (const Region* inner : op->regions) root = find_roots(*inner) || root;
      root = root || op->id == OpId::while_ ||
             (op->regions.empty() && op->id != OpId::yield && !is_total(*op));
      if (root) run(op);
      found = found || root;
    }
    return found;
  }

  /// The op must run; which of its results and carries must be computed is asked one by one.
  void run(Op* op) {
    if (!op->regions.empty() && !running_.insert(op).second) return;
    if (op->id == OpId::cond || op->id == OpId::for_) return need(op->operands[0]);
    if (op->id == OpId::while_) return need(op->regions[0]->terminator()->operands[0]);
    for (Value* v : op->operands) need(v);
  }

  void spread(const Value* v) {
    if (v->owner) {
      Op* op = v->owner->parent;
      if (!op) return;
      run_around(v->owner);
      if (v->index >= skip(*op)) carry(op, v->index - skip(*op));
      return;
    }
    Op* op = v->producer;
    run_around(op->region);
    run(op);
    if (op->id == OpId::cond)
      for (const Region* r : op->regions) need(r->terminator()->operands[v->index]);
    else if (is_loop(*op))
      carry(op, v->index);
  }

  /// A value inside of a region is computed only if the op around it runs.
  void run_around(const Region* r) {
    for (; r && r->parent; r = r->parent->region) run(r->parent);
  }

  void carry(Op* op, std::size_t i) {
    need(op->operands[i + skip(*op)]);
    need(op->results[i]);
    for (const Region* r : op->regions) need(r->arguments[i + skip(*op)]);
    need(op->regions.back()->terminator()->operands[i]);
  }

  bool runs(const Op* op) const {
    if (op->id == OpId::yield) return true;
    if (!op->regions.empty()) return running_.contains(op);
    if (!is_total(*op)) return true;
    return std::any_of(op->results.begin(), op->results.end(),
                       [&](const Value* v) { return live_[v->number]; });
  }

  void region(const Region& r) {
    for (Op* op : r.ops) {
      if (!runs(op)) {
        changed = true;
        eraser_.mark(op);
        continue;
      }
      for (const Region* inner : op->regions) region(*inner);
      if (op->id == OpId::cond || is_loop(*op)) narrow(op);
    }
  }

  void narrow(Op* op) {
    std::vector<bool> keep;
    for (const Value* v : op->results) keep.push_back(live_[v->number]);
    if (std::all_of(keep.begin(), keep.end(), [](bool k) { return k; })) return;
    changed = true;
    if (is_loop(*op)) {
      keep_operands(op, skip(*op), keep);
      keep_operands(op->regions.back()->terminator(), 0, keep);
      for (Region* r : op->regions) keep_arguments(r, skip(*op), keep);
    } else {
      for (const Region* r : op->regions) keep_operands(r->terminator(), 0, keep);
    }
    keep_results(op, keep);
  }

  std::vector<bool> live_;
  std::vector<const Value*> work_;
  std::unordered_set<const Op*> running_;  ///< those with regions
  Eraser eraser_;
};

}  // namespace

bool dce(Context& context) {
  bool changed = false;
  for (const ir::Function* f : context.graph.functions) changed = Dce(*f).changed || changed;
  return changed;
}

}  // namespace ag::passes
