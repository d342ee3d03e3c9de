// Algebraic rules as a table. Each is exact: for every value, NaN, infinities and -0 included, the
// bits stay the same (x + 0 is no rule for floats: -0 + 0 is 0). The sign of a NaN counts as well.
#include "ops/attributes.h"
#include "passes/edit.h"
#include "passes/pass.h"
#include "tensor/impl.h"

namespace ag::passes {

namespace {

enum class For : unsigned char { integers = 1, floats = 2, numbers = 3, bools = 4, bits = 5 };
enum class Gives : unsigned char { first, second };

/// op(x, constant): which constant makes the op give its first operand, or the constant itself.
struct ConstantRule {
  OpId op;
  double constant;
  For dtypes;
  Gives gives;
};

constexpr ConstantRule constant_rules[] = {
    {OpId::add, 0, For::integers, Gives::first},
    {OpId::add, -0.0, For::floats, Gives::first},
    {OpId::sub, 0, For::numbers, Gives::first},
    {OpId::mul, 1, For::numbers, Gives::first},
    {OpId::mul, 0, For::integers, Gives::second},
    {OpId::div, 1, For::numbers, Gives::first},
    {OpId::bit_or, 0, For::bits, Gives::first},
    {OpId::bit_xor, 0, For::bits, Gives::first},
    {OpId::bit_and, 0, For::bits, Gives::second},
    {OpId::bit_and, -1, For::integers, Gives::first},
    {OpId::bit_or, -1, For::integers, Gives::second},
    {OpId::bit_and, 1, For::bools, Gives::first},
    {OpId::bit_or, 1, For::bools, Gives::second},
    {OpId::shl, 0, For::integers, Gives::first},
    {OpId::shr, 0, For::integers, Gives::first},
    {OpId::logical_and, 1, For::bools, Gives::first},
    {OpId::logical_and, 0, For::bools, Gives::second},
    {OpId::logical_or, 0, For::bools, Gives::first},
    {OpId::logical_or, 1, For::bools, Gives::second},
    {OpId::logical_xor, 0, For::bools, Gives::first},
    {OpId::ne, 0, For::bools, Gives::first},
    {OpId::eq, 1, For::bools, Gives::first},
};

/// op(x, x) gives x.
constexpr OpId idempotent[] = {OpId::bit_and, OpId::bit_or};
/// op(x, x) on bools gives x.
constexpr OpId idempotent_bools[] = {OpId::logical_and, OpId::logical_or};
/// op(op(x)) gives x: on integers and floats, the sign bit of NaN included.
constexpr OpId involutions[] = {OpId::neg, OpId::bit_not};
/// op(op(x)) gives op(x).
constexpr OpId projections[] = {OpId::abs,   OpId::floor, OpId::ceil,
                                OpId::trunc, OpId::round, OpId::relu};
/// not(a op b) is a other b; orders only for integers, where there is no NaN.
struct Negation {
  OpId op, other;
  For dtypes;
};
constexpr Negation negations[] = {
    {OpId::eq, OpId::ne, For::numbers},  {OpId::ne, OpId::eq, For::numbers},
    {OpId::lt, OpId::ge, For::integers}, {OpId::ge, OpId::lt, For::integers},
    {OpId::gt, OpId::le, For::integers}, {OpId::le, OpId::gt, For::integers}};

bool applies(For dtypes, DType t) {
  const For kind = t == DType::boolean ? For::bools : is_floating(t) ? For::floats : For::integers;
  return static_cast<unsigned>(dtypes) & static_cast<unsigned>(kind);
}

template <std::size_t N>
bool among(const OpId (&list)[N], OpId id) {
  for (const OpId one : list)
    if (one == id) return true;
  return false;
}

Value* by_constant(const Op& op) {
  if (op.operands.size() != 2 || !constant_of(op.operands[1])) return nullptr;
  const DType dtype = op.operands[0]->type->dtype;
  for (const ConstantRule& r : constant_rules)
    if (r.op == op.id && applies(r.dtypes, dtype) && is_number(op.operands[1], r.constant))
      return op.operands[r.gives == Gives::first ? 0 : 1];
  return nullptr;
}

/// The operand of the op that makes the only operand, if that has this id.
Value* inner(const Op& op, OpId id) {
  const Op* producer = op.operands[0]->producer;
  return producer && producer->id == id ? producer->operands[0] : nullptr;
}

/// A conversion to a wider type of the same kind and back.
Value* there_and_back(const Op& op) {
  Value* x = inner(op, OpId::cast);
  if (!x) return nullptr;
  const DType from = x->type->dtype, by = op.operands[0]->type->dtype;
  const bool integers = is_integer(from) && is_integer(by) &&
                        (is_unsigned(from) == is_unsigned(by) || is_signed_integer(by)) &&
                        item_size(by) > item_size(from);
  return integers || from == DType::boolean ? x : nullptr;
}

Value* by_shape(const Op& op) {
  const bool same = op.operands.size() >= 2 && op.operands[0] == op.operands[1];
  const DType dtype = op.operands.empty() ? DType::f32 : op.operands[0]->type->dtype;
  if (same && among(idempotent, op.id)) return op.operands[0];
  if (same && dtype == DType::boolean && among(idempotent_bools, op.id)) return op.operands[0];
  if (among(involutions, op.id)) return inner(op, op.id);
  if (among(projections, op.id)) return inner(op, op.id) ? op.operands[0] : nullptr;
  if (op.id == OpId::cast) return there_and_back(op);
  if (op.id == OpId::logical_not) {
    Value* x = inner(op, OpId::logical_not);
    return x && x->type->dtype == DType::boolean ? x : nullptr;
  }
  if (op.id != OpId::where) return nullptr;
  if (op.operands[1] == op.operands[2]) return op.operands[1];
  if (is_number(op.operands[0], 1)) return op.operands[1];
  if (is_number(op.operands[0], 0)) return op.operands[2];
  return nullptr;
}

/// A promoted bool is often kept as a number and asked whether it is 0.
Value* asked_again(const Op& op) {
  if (op.id != OpId::ne || !is_number(op.operands[1], 0)) return nullptr;
  Value* x = inner(op, OpId::cast);
  return x && x->type->dtype == DType::boolean ? x : nullptr;
}

bool negate(Op* op) {
  const bool is_false = op->id == OpId::eq && op->operands[0]->type->dtype == DType::boolean &&
                        is_number(op->operands[1], 0);
  if (op->id != OpId::logical_not && !is_false) return false;
  if (!detail::same_type(op->operands[0]->type, op->results[0]->type)) return false;
  const Op* compare = op->operands[0]->producer;
  if (compare)
    for (const Negation& n : negations)
      if (n.op == compare->id && applies(n.dtypes, compare->operands[0]->type->dtype)) {
        op->id = n.other;
        set_operands(op, compare->operands);
        return true;
      }
  if (!is_false) return false;
  op->id = OpId::logical_not;
  set_operands(op, {op->operands[0]});
  return true;
}

}  // namespace

bool algebra(Context& context) {
  bool changed = false;
  Eraser eraser;
  for (const ir::Function* f : context.graph.functions)
    ir::for_each_op(*f->body, [&](Op* op) {
      while (negate(op)) changed = true;
      Value* same = by_constant(*op);
      if (!same) same = by_shape(*op);
      if (!same) same = asked_again(*op);
      // An op that may fail is not dropped, even where its value is known.
      if (!same || can_fail(*op) || !replace(op->results[0], same)) return;
      changed = true;
      eraser.mark(op);
    });
  return changed;
}

}  // namespace ag::passes
