// A loop of a few turns, known when the graph is built, whose body is short becomes its turns; one
// that never runs is dropped.
#include <algorithm>

#include "passes/copy.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

constexpr std::int64_t few_turns = 4;
constexpr std::size_t few_ops = 32;  ///< in all turns together

class Unroll {
 public:
  explicit Unroll(ir::Graph& graph) : graph_(graph) {}
  bool changed = false;

  void region(Region& r) {
    std::vector<Op*> out;
    out.reserve(r.ops.size());
    for (Op* op : r.ops) {
      for (Region* inner : op->regions) region(*inner);
      if (op->id != OpId::for_ || !unrolled(op, r, out)) out.push_back(op);
    }
    r.ops = std::move(out);
  }

 private:
  /// Every turn sees the types of the body's arguments.
  static bool types_fit(const Op& op) {
    const Region& body = *op.regions[0];
    for (std::size_t i = 0; i < op.results.size(); ++i) {
      const ir::Type* type = body.arguments[i + 1]->type;
      if (!detail::same_type(op.operands[i + 1]->type, type) ||
          !detail::same_type(body.terminator()->operands[i]->type, type) ||
          !detail::same_type(op.results[i]->type, type))
        return false;
    }
    return true;
  }

  bool unrolled(Op* op, Region& home, std::vector<Op*>& out) {
    const Tensor* count = constant_of(op->operands[0]);
    if (!count) return false;
    const std::int64_t turns = std::max<std::int64_t>(0, count->item<std::int64_t>());
    if (turns > few_turns || !types_fit(*op)) return false;
    const Region& body = *op->regions[0];
    if (static_cast<std::size_t>(turns) * (count_nested(body) - 1) > few_ops) return false;
    std::vector<Value*> carries(op->operands.begin() + 1, op->operands.end());
    for (std::int64_t turn = 0; turn < turns; ++turn) {
      Copy copy(graph_);
      Op* index = new_constant(graph_, Tensor(turn), op->where);
      index->region = &home;
      out.push_back(index);
      copy.bind(body.arguments[0], index->results[0]);
      for (std::size_t i = 0; i < carries.size(); ++i) copy.bind(body.arguments[i + 1], carries[i]);
      copy.ops(body, &home, out);
      for (std::size_t i = 0; i < carries.size(); ++i)
        carries[i] = copy.of(body.terminator()->operands[i]);
    }
    for (std::size_t i = 0; i < carries.size(); ++i) replace(op->results[i], carries[i]);
    eraser_.mark(op);
    changed = true;
    return true;
  }

  ir::Graph& graph_;
  Eraser eraser_;
};

}  // namespace

bool unroll(Context& context) {
  Unroll pass(context.graph);
  for (const ir::Function* f : context.graph.functions) pass.region(*f->body);
  return pass.changed;
}

}  // namespace ag::passes
