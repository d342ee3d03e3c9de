// A call of a function that calls nothing itself becomes a copy of its body, when that is short or
// called once. Functions that nobody calls any more are dropped.
#include <algorithm>
#include <unordered_map>

#include "ir/control.h"
#include "passes/copy.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

constexpr std::size_t short_body = 24;  ///< ops
constexpr int deepest_body = 8;         ///< levels of regions

const std::string& callee_of(const Op& op) { return op.attributes.as<ir::CallAttributes>().callee; }

class Inline {
 public:
  explicit Inline(ir::Graph& graph) : graph_(graph) {
    for (ir::Function* f : graph.functions) {
      Callee& c = callees_[f->name];
      c.body = f->body;
      ir::for_each_op(*f->body, [&](const Op* op) {
        ++c.ops;
        if (op->id != OpId::call) return;
        c.calls = true;
        ++callees_[callee_of(*op)].callers;
      });
      c.depth = depth(*f->body);
    }
  }
  bool changed = false;

  void region(Region& r, int level) {
    std::vector<Op*> out;
    out.reserve(r.ops.size());
    for (Op* op : r.ops) {
      for (Region* inner : op->regions) region(*inner, level + 1);
      if (op->id != OpId::call || !inlined(op, r, level, out)) out.push_back(op);
    }
    r.ops = std::move(out);
  }

  void drop_unused() {
    std::unordered_map<std::string, int> called;
    for (const ir::Function* f : graph_.functions)
      ir::for_each_op(*f->body, [&](const Op* op) {
        if (op->id == OpId::call && !Eraser::marked(op)) ++called[callee_of(*op)];
      });
    const ir::Function* main = graph_.main();
    std::erase_if(graph_.functions, [&](const ir::Function* f) {
      return f != main && changed && !called.contains(f->name);
    });
  }

 private:
  struct Callee {
    const Region* body = nullptr;
    std::size_t ops = 0;
    int callers = 0;
    int depth = 0;
    bool calls = false;
  };

  static int depth(const Region& r) {
    int deepest = 0;
    for (const Op* op : r.ops)
      for (const Region* inner : op->regions) deepest = std::max(deepest, depth(*inner));
    return deepest + 1;
  }

  bool inlined(Op* op, Region& home, int level, std::vector<Op*>& out) {
    const Callee& c = callees_.at(callee_of(*op));
    if (c.calls || (c.ops > short_body && c.callers > 1) || c.depth > deepest_body ||
        level + c.depth >= ir::max_nesting)
      return false;
    // A copy keeps the callee's types: its symbols would not be those of the caller.
    const auto& yields = c.body->terminator()->operands;
    for (std::size_t i = 0; i < op->operands.size(); ++i)
      if (!detail::same_type(op->operands[i]->type, c.body->arguments[i]->type)) return false;
    for (std::size_t i = 0; i < yields.size(); ++i)
      if (!detail::same_type(op->results[i]->type, yields[i]->type)) return false;
    Copy copy(graph_);
    for (std::size_t i = 0; i < op->operands.size(); ++i)
      copy.bind(c.body->arguments[i], op->operands[i]);
    copy.ops(*c.body, &home, out);
    for (std::size_t i = 0; i < yields.size(); ++i) replace(op->results[i], copy.of(yields[i]));
    eraser_.mark(op);
    changed = true;
    return true;
  }

  ir::Graph& graph_;
  std::unordered_map<std::string, Callee> callees_;
  Eraser eraser_;
};

}  // namespace

bool inline_calls(Context& context) {
  bool changed = false;
  // A function whose last call was inlined calls nothing any more: once again.
  for (bool again = context.graph.functions.size() > 1; again;) {
    Inline pass(context.graph);
    for (const ir::Function* f : context.graph.functions) pass.region(*f->body, 0);
    pass.drop_unused();
    again = pass.changed;
    changed = changed || again;
  }
  return changed;
}

}  // namespace ag::passes
