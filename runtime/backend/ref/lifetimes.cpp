// Backward liveness over nested regions.
#include "backend/ref/lifetimes.h"

#include "ir/op_id.h"

namespace ag::ref {
namespace {

using ir::Op;
using ir::OpId;
using ir::Region;
using ir::Value;

/// Bit per value number.
using Live = std::vector<bool>;

class Analysis {
 public:
  Analysis(const ir::Function& f, Lifetimes& result) : result_(result) {
    Live live(ir::Graph::number(f));
    region(*f.body, live);
    for (const Value* v : f.body->arguments)
      if (!live[v->number]) result_.dead_parameters.push_back(v);
  }

 private:
  /// In: live after the region. Out: live before it.
  void region(const Region& r, Live& live) {
    for (std::size_t i = r.ops.size(); i-- > 0;) operation(*r.ops[i], live);
  }

  void operation(const Op& op, Live& live) {
    OpLife& life = result_.ops[&op];
    for (const Value* v : op.results) {
      if (!live[v->number]) life.after.push_back(v);
      live[v->number] = false;
    }
    if (op.id == OpId::cond)
      branches(op, life, live);
    else if (!op.regions.empty())
      loop(op, life, live);
    life.dies.assign(op.operands.size(), false);
    for (std::size_t i = op.operands.size(); i-- > 0;) {
      const Value* v = op.operands[i];
      if (live[v->number]) continue;
      live[v->number] = life.dies[i] = true;
      life.after.push_back(v);
    }
  }

  void branches(const Op& op, OpLife& life, Live& live) {
    Live before[2] = {live, live};
    std::vector<const Value*> outer = captured(op);
    for (int k = 0; k < 2; ++k) region(*op.regions[static_cast<std::size_t>(k)], before[k]);
    for (const Value* v : outer) {
      for (int k = 0; k < 2; ++k)
        if (!before[k][v->number]) life.entry[k].push_back(v);
      live[v->number] = true;
    }
  }

  /// Values from outside are needed again in the next turn, so they die only after the loop.
  void loop(const Op& op, OpLife& life, Live& live) {
    for (const Value* v : captured(op)) {
      if (!live[v->number]) life.after.push_back(v);
      live[v->number] = true;
    }
    for (const Region* r : op.regions) {
      Live inside = live;
      // The carries outlive the condition: the body, or the results, come next.
      if (op.regions.size() == 2 && r == op.regions[0])
        for (const Value* v : r->arguments) inside[v->number] = true;
      region(*r, inside);
    }
  }

  /// Outer values used anywhere in the op's regions, each once.
  static std::vector<const Value*> captured(const Op& op) {
    std::vector<const Value*> found;
    std::unordered_map<const Value*, bool> seen;
    for (const Region* r : op.regions)
      ir::for_each_op(*r, [&](const Op* inner) {
        for (const Value* v : inner->operands)
          if (seen.emplace(v, true).second && !inside(op, v)) found.push_back(v);
      });
    return found;
  }

  static bool inside(const Op& op, const Value* v) {
    for (const Region* r : op.regions)
      if (ir::contains(r, v->region())) return true;
    return false;
  }

  Lifetimes& result_;
};

}  // namespace

Lifetimes lifetimes(const ir::Function& function) {
  Lifetimes result;
  Analysis(function, result);
  return result;
}

}  // namespace ag::ref
