// What a loop computes again in every turn moves in front of it, if it may also be computed when
// the loop runs no turn at all: it must not fail, print, or need much memory.
#include <algorithm>

#include "passes/edit.h"
#include "passes/pass.h"

namespace ag::passes {

namespace {

class Licm {
 public:
  bool changed = false;

  /// Inner loops first: what leaves one may leave the next one too.
  void region(Region& r) {
    std::vector<Op*> out;
    out.reserve(r.ops.size());
    for (Op* op : r.ops) {
      for (Region* inner : op->regions) region(*inner);
      if (op->id == OpId::while_ || op->id == OpId::for_)
        for (Region* inner : op->regions) hoist(*op, *inner, r, out);
      out.push_back(op);
    }
    r.ops = std::move(out);
  }

 private:
  void hoist(const Op& loop, Region& from, Region& home, std::vector<Op*>& out) {
    const auto stays = [&](Op* op) {
      const bool invariant = is_speculatable(*op) &&
                             std::all_of(op->operands.begin(), op->operands.end(),
                                         [&](const Value* v) { return defined_outside(v, loop); });
      if (!invariant) return true;
      op->region = &home;
      out.push_back(op);
      return false;
    };
    const std::size_t before = from.ops.size();
    std::vector<Op*> kept;
    for (Op* op : from.ops)
      if (stays(op)) kept.push_back(op);
    from.ops = std::move(kept);
    changed = changed || from.ops.size() != before;
  }
};

}  // namespace

bool licm(Context& context) {
  Licm pass;
  for (const ir::Function* f : context.graph.functions) pass.region(*f->body);
  return pass.changed;
}

}  // namespace ag::passes
