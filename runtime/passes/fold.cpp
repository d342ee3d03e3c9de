// Ops whose operands are all constants are computed now, by the functions that would compute them
// later. What fails is left for the run, where it may never be reached; large results are not made.
#include <algorithm>

#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

/// Results may be this much larger than the operands together.
constexpr std::size_t may_grow = 4096;

bool foldable(const Op& op, std::size_t budget) {
  const ir::OpDef& def = ir::op_def(op.id);
  if (!def.evaluate || def.traits.has(ir::Trait::effect) || op.id == OpId::constant ||
      op.operands.empty() || op.results.size() != 1)
    return false;
  const detail::Type& type = *op.results[0]->type;
  if (type.list != detail::ListKind::none || type.symbolic_extents || type.bytes > budget)
    return false;
  std::size_t given = may_grow;
  for (const Value* v : op.operands) {
    if (!constant_of(v)) return false;
    given += v->type->bytes;
  }
  return type.bytes <= given;
}

/// Undefined when the op fails or gives another type than the graph says.
Tensor computed(const Op& op) {
  std::vector<Tensor*> operands;
  for (const Value* v : op.operands)
    operands.push_back(const_cast<Tensor*>(constant_of(v)));  // nothing may be taken
  const ir::Type* type = op.results[0]->type;
  ir::EvalContext context{op.where, {&type, 1}};
  Tensor result;
  try {
    ir::op_def(op.id).evaluate(context, ir::Operands(operands), op.attributes, {&result, 1});
  } catch (const Error&) {
    return {};
  }
  return detail::same_type(&detail::Access::type(result), type) ? result : Tensor();
}

}  // namespace

bool fold(Context& context) {
  bool changed = false;
  for (const ir::Function* f : context.graph.functions)
    ir::for_each_op(*f->body, [&](Op* op) {
      if (!foldable(*op, context.fold_bytes)) return;
      const Tensor value = computed(*op);
      if (!value.defined()) return;
      context.fold_bytes -= op->results[0]->type->bytes;
      become_constant(op, value);
      changed = true;
    });
  return changed;
}

}  // namespace ag::passes
