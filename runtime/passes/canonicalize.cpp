// One form for what can be written in several ways, and ops that do nothing removed: constants to
// the right, operands of commutative ops in the order of their definition, no conversion to the
// dtype that is there.
#include <algorithm>

#include "ops/attributes.h"
#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

bool is_nan(const Tensor& t) {
  if (!is_floating(t.dtype())) return false;
  const Tensor wide = t.to(DType::f64);
  const auto data = wide.data<const double>();
  return std::any_of(data.begin(), data.end(), [](double v) { return v != v; });
}

bool compares(OpId id) { return id == OpId::eq || id == OpId::ne; }

/// May the first two operands change places without changing a bit? The NaN that an addition hands
/// on can depend on the order when both operands are NaN.
bool may_swap(const Op& op) {
  if (!ir::op_def(op.id).traits.has(ir::Trait::commutative)) return false;
  if (!is_floating(op.operands[0]->type->dtype) || compares(op.id)) return true;
  if (op.id != OpId::add && op.id != OpId::mul) return false;
  const Tensor* c = constant_of(op.operands[0]);
  return c && !is_nan(*c);
}

bool wrong_order(const Op& op) {
  const Value* a = op.operands[0];
  const Value* b = op.operands[1];
  const bool constant_a = constant_of(a) != nullptr, constant_b = constant_of(b) != nullptr;
  if (constant_a != constant_b) return constant_a;
  if (is_floating(a->type->dtype) && !compares(op.id)) return false;
  return a->number > b->number;
}

/// The comparison that says the same with its sides exchanged.
OpId mirrored(OpId id) {
  switch (id) {
  case OpId::lt: return OpId::gt;
  case OpId::gt: return OpId::lt;
  case OpId::le: return OpId::ge;
  case OpId::ge: return OpId::le;
  default: return id;
  }
}

bool order_operands(Op* op) {
  if (op->operands.size() < 2) return false;
  if (can_fail(*op)) return false;  // the message names the operands in their order
  const OpId other = mirrored(op->id);
  if (other == op->id ? !may_swap(*op) || !wrong_order(*op)
                      : !constant_of(op->operands[0]) || constant_of(op->operands[1]))
    return false;
  op->id = other;
  std::vector<Value*> operands = op->operands;
  std::swap(operands[0], operands[1]);
  set_operands(op, operands);
  return true;
}

bool identity_permutation(const Op& op) {
  const auto& axes = op.attributes.as<ops::AxesAttributes>().axes;
  const int rank = op.operands[0]->type->shape.rank();
  if (axes.empty()) return rank < 2;
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (axes[i] != static_cast<std::int64_t>(i)) return false;
  return true;
}

/// Does the op give its operand back, whatever that is? Equal types are asked for by replace().
bool does_nothing(const Op& op) {
  const Shape& shape = op.operands.empty() ? Shape{} : op.operands[0]->type->shape;
  switch (op.id) {
  case OpId::cast:
  case OpId::squeeze:
  case OpId::unsqueeze: return true;  // same type: no axis, no other dtype
  case OpId::reshape:
  case OpId::broadcast_to:
    return std::none_of(shape.begin(), shape.end(), [](std::int64_t e) { return e < 0; });
  case OpId::transpose: return identity_permutation(op);
  default: return false;
  }
}

}  // namespace

bool canonicalize(Context& context) {
  bool changed = false;
  Eraser eraser;
  for (const ir::Function* f : context.graph.functions) {
    ir::Graph::number(*f);
    ir::for_each_op(*f->body, [&](Op* op) {
      changed = order_operands(op) || changed;
      if (!does_nothing(*op) || can_fail(*op) || !replace(op->results[0], op->operands[0])) return;
      changed = true;
      eraser.mark(op);
    });
  }
  return changed;
}

}  // namespace ag::passes
