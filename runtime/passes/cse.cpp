// Of ops that compute the same, the later ones are dropped wherever the first one has run: in the
// same region or in one around it. An op that may fail counts too, since the first one did not.
#include <bit>

#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

/// Constants above this are compared by place, not by contents.
constexpr std::size_t large = 4096;

class Cse {
 public:
  explicit Cse(std::size_t ops) : heads_(std::bit_ceil(ops + 1), -1) {}
  bool changed = false;

  void region(const Region& r) {
    const std::size_t outer = entries_.size();
    for (Op* op : r.ops) {
      for (const Region* inner : op->regions) region(*inner);
      if (eligible(*op)) operation(op);
    }
    while (entries_.size() > outer) {
      const Entry& e = entries_.back();
      heads_[e.hash & (heads_.size() - 1)] = e.next;
      entries_.pop_back();
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
    std::int32_t& head = heads_[h & (heads_.size() - 1)];
    for (std::int32_t i = head; i >= 0; i = entries_[static_cast<std::size_t>(i)].next) {
      const Entry& e = entries_[static_cast<std::size_t>(i)];
      if (e.hash != h || !same(*e.op, *op)) continue;
      for (std::size_t k = 0; k < op->results.size(); ++k)
        replace(op->results[k], e.op->results[k]);
      changed = true;
      return eraser_.mark(op);
    }
    entries_.push_back({h, op, head});
    head = static_cast<std::int32_t>(entries_.size()) - 1;
  }

  /// What has run so far, innermost region last, chained by hash: leaving a region unlinks its own.
  struct Entry {
    std::size_t hash;
    Op* op;
    std::int32_t next;
  };
  std::vector<Entry> entries_;
  std::vector<std::int32_t> heads_;
  Eraser eraser_;
};

}  // namespace

bool cse(Context& context) {
  bool changed = false;
  for (const ir::Function* f : context.graph.functions) {
    Cse pass(count_nested(*f->body));
    pass.region(*f->body);
    changed = changed || pass.changed;
  }
  return changed;
}

}  // namespace ag::passes
