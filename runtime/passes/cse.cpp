// Of ops that compute the same, the later ones are dropped wherever the first one has run: in the
// same region or in one around it. An op that may fail counts too, since the first one did not.
#include <unordered_map>

#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

/// Constants above this are compared by place, not by contents.
constexpr std::size_t large = 4096;

class Cse {
 public:
  bool changed = false;

  void region(const Region& r) {
    const std::size_t outer = added_.size();
    for (Op* op : r.ops) {
      for (const Region* inner : op->regions) region(*inner);
      if (eligible(*op)) operation(op);
    }
    while (added_.size() > outer) {
      seen_[added_.back()].pop_back();
      added_.pop_back();
    }
  }

 private:
  static bool eligible(const Op& op) {
    const ir::Traits traits = ir::op_def(op.id).traits;
    return op.regions.empty() && !op.results.empty() && !traits.has(ir::Trait::effect) &&
           op.id != OpId::yield && op.id != OpId::call &&
           !(op.id == OpId::constant && op.results[0]->type->bytes > large);
  }

  static std::size_t hash(const Op& op) {
    std::size_t h = static_cast<std::size_t>(op.id) + 1;
    for (const Value* v : op.operands) h = ir::hash_combine(h, reinterpret_cast<std::size_t>(v));
    return ir::hash_combine(h, op.attributes.view().hash());
  }

  static bool same(const Op& a, const Op& b) {
    if (a.id != b.id || a.operands != b.operands || a.results.size() != b.results.size() ||
        !(a.attributes == b.attributes))
      return false;
    for (std::size_t i = 0; i < a.results.size(); ++i)
      if (!detail::same_type(a.results[i]->type, b.results[i]->type)) return false;
    return true;
  }

  void operation(Op* op) {
    const std::size_t h = hash(*op);
    std::vector<Op*>& candidates = seen_[h];
    for (const Op* first : candidates)
      if (same(*first, *op)) {
        for (std::size_t i = 0; i < op->results.size(); ++i)
          replace(op->results[i], first->results[i]);
        changed = true;
        return eraser_.mark(op);
      }
    candidates.push_back(op);
    added_.push_back(h);
  }

  std::unordered_map<std::size_t, std::vector<Op*>> seen_;
  std::vector<std::size_t> added_;  ///< hashes, those of the innermost region last
  Eraser eraser_;
};

}  // namespace

bool cse(Context& context) {
  bool changed = false;
  for (const ir::Function* f : context.graph.functions) {
    Cse pass;
    pass.region(*f->body);
    changed = changed || pass.changed;
  }
  return changed;
}

}  // namespace ag::passes
