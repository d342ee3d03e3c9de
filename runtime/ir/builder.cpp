// Appending ops with type inference, and the result types of control ops.
#include "ir/builder.h"

#include <algorithm>

#include "ir/types.h"

namespace ag::ir {
namespace {

[[noreturn]] void broken(OpId id, const std::string& what) {
  throw InternalError(std::string("building ") + op_def(id).name + ": " + what);
}

std::vector<const Type*> types_of(std::span<Value* const> values) {
  std::vector<const Type*> types;
  types.reserve(values.size());
  for (const Value* v : values) types.push_back(v->type);
  return types;
}

void check_call(OpId id, std::size_t operands, const Attributes& attributes) {
  const OpDef& def = op_def(id);
  if (operands < def.min_operands ||
      (def.max_operands != any_number && operands > def.max_operands))
    broken(id, "wrong number of operands");
  if (attributes.type() != def.attributes) broken(id, "attributes of another op");
}

Op* ended(OpId id, const Region* region) {
  if (!region || region->parent || region->function) broken(id, "a region that is not detached");
  Op* end = region->terminator();
  if (!end) broken(id, "a region without yield");
  return end;
}

/// The type both fit, with fresh symbols where extents differ; null when there is none.
const Type* join(Graph& graph, const Type* a, const Type* b, const std::string& name) {
  if (!joinable(a, b) || a->list != b->list) return nullptr;
  return joined(a, b, [&] { return graph.new_symbol(name); });
}

}  // namespace

Op* Builder::place(OpId id, std::span<Value* const> operands, Attributes attributes,
                   Location where) {
  if (!region_) broken(id, "no region is open");
  if (region_->terminator()) broken(id, "the region has ended");
  Op* op = graph_->new_op(id, where);
  op->attributes = std::move(attributes);
  op->region = region_;
  for (Value* v : operands) add_operand(op, v);
  region_->ops.push_back(op);
  return op;
}

Op* Builder::append(OpId id, std::span<Value* const> operands, Attributes attributes,
                    Location where) {
  const OpDef& def = op_def(id);
  if (!def.infer) broken(id, "a control op has its own function");
  check_call(id, operands.size(), attributes);
  if (const char* refused = refuses_lists(id, operands))
    throw Error("AG0215", where, std::string(def.name) + refused);
  InferContext context(where, graph_);
  std::vector<const Type*> results;
  def.infer(context, types_of(operands), attributes, results);
  Op* op = place(id, operands, std::move(attributes), where);
  for (const Type* t : results) graph_->add_result(op, t);
  return op;
}

Op* Builder::append_as(OpId id, std::span<Value* const> operands, Attributes attributes,
                       std::span<const Type* const> results, Location where) {
  check_call(id, operands.size(), attributes);
  Op* op = place(id, operands, std::move(attributes), where);
  for (const Type* t : results) graph_->add_result(op, t);
  return op;
}

Value* Builder::constant(const Tensor& value, Location where) {
  return append(OpId::constant, {}, ConstantAttributes{value}, where)->results[0];
}

Op* Builder::yield(std::span<Value* const> values, Location where) {
  return append_as(OpId::yield, values, {}, {}, where);
}

void Builder::adopt(Op* op, Region* region) {
  region->parent = op;
  op->regions.push_back(region);
  Region* outer = op->region;
  outer->height = std::max(outer->height, region->height + 1);
  if (outer->height > max_nesting)
    throw Error("AG0216", op->where,
                "control flow is nested more than " + std::to_string(max_nesting) +
                    " levels deep; move inner loops into functions of their own");
}

Op* Builder::cond(Value* predicate, Region* then, Region* otherwise, Location where) {
  const Op* yes = ended(OpId::cond, then);
  const Op* no = ended(OpId::cond, otherwise);
  if (yes->operands.size() != no->operands.size()) broken(OpId::cond, "branches differ in length");
  std::vector<const Type*> results;
  for (std::size_t i = 0; i < yes->operands.size(); ++i) {
    const Value* a = yes->operands[i];
    results.push_back(join(*graph_, a->type, no->operands[i]->type, a->name));
    if (!results.back()) broken(OpId::cond, "branches give different types");
  }
  Op* op = append_as(OpId::cond, {&predicate, 1}, {}, results, where);
  adopt(op, then);
  adopt(op, otherwise);
  return op;
}

namespace {

/// Result types of a loop: an argument's extent holds after the loop if it is a number, or a
/// symbol that the turns do not change; any other extent is known only then.
std::vector<const Type*> loop_results(Graph& graph, OpId id, std::span<Value* const> carries,
                                      std::span<Value* const> arguments, const Op* yield) {
  if (arguments.size() != carries.size() || yield->operands.size() != carries.size())
    broken(id, "carries differ in number");
  std::vector<const Type*> results;
  for (std::size_t i = 0; i < carries.size(); ++i) {
    const Type* type = arguments[i]->type;
    if (!fits(carries[i]->type, type) || !fits(yield->operands[i]->type, type))
      broken(id, "a carry changes its type");
    if (is_list(type)) {  // its open extents promise nothing
      results.push_back(type);
      continue;
    }
    Shape shape = type->shape;
    for (std::size_t k = 0; k < shape.size(); ++k)
      if (shape[k] < 0 && (carries[i]->type->shape[k] != shape[k] ||
                           yield->operands[i]->type->shape[k] != shape[k]))
        shape[k] = graph.new_symbol(arguments[i]->name);
    results.push_back(ag::detail::with_extents(*type, shape));
  }
  return results;
}

void name_results(Op* op, std::span<Value* const> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) op->results[i]->name = arguments[i]->name;
}

}  // namespace

Op* Builder::while_(std::span<Value* const> carries, Region* test, Region* body, Location where) {
  const Op* answer = ended(OpId::while_, test);
  if (answer->operands.size() != 1) broken(OpId::while_, "the condition must yield one value");
  if (test->arguments.size() != carries.size()) broken(OpId::while_, "carries differ in number");
  const std::span<Value* const> arguments = body->arguments;
  const auto results =
      loop_results(*graph_, OpId::while_, carries, arguments, ended(OpId::while_, body));
  Op* op = append_as(OpId::while_, carries, {}, results, where);
  adopt(op, test);
  adopt(op, body);
  name_results(op, arguments);
  return op;
}

Op* Builder::for_(Value* count, std::span<Value* const> carries, Region* body, Location where) {
  const Op* end = ended(OpId::for_, body);
  if (body->arguments.empty()) broken(OpId::for_, "the body has no index");
  const auto arguments = std::span<Value* const>(body->arguments).subspan(1);
  const auto results = loop_results(*graph_, OpId::for_, carries, arguments, end);
  std::vector<Value*> operands{count};
  operands.insert(operands.end(), carries.begin(), carries.end());
  Op* op = append_as(OpId::for_, operands, {}, results, where);
  adopt(op, body);
  name_results(op, arguments);
  return op;
}

Op* Builder::call(const Function& callee, std::span<Value* const> operands, Location where) {
  const Op* end = callee.body->terminator();
  if (!end) broken(OpId::call, "the callee is not complete");
  std::vector<const Type*> results;
  for (const Value* v : end->operands) {
    Shape shape = v->type->shape;
    for (std::int64_t& extent : std::span(&shape[0], shape.size()))
      if (extent < 0) extent = graph_->new_symbol(v->name);
    results.push_back(ag::detail::with_extents(*v->type, shape));
  }
  return append_as(OpId::call, operands, CallAttributes{callee.name}, results, where);
}

std::int64_t InferContext::fresh(std::string_view hint) {
  return graph_ ? graph_->new_symbol(hint) : first_placeholder - placeholders_++;
}

void infer_constant(InferContext& context, std::span<const Type* const>, AttributeView attributes,
                    std::vector<const Type*>& results) {
  const Tensor& value = attributes.as<ConstantAttributes>().value;
  if (!value.defined() || value.symbolic() || ag::detail::is_list(ag::detail::Access::get(value)))
    throw Error("AG0218", context.where, "a constant needs a value");
  results.push_back(&ag::detail::Access::type(value));
}

void evaluate_constant(EvalContext&, const Operands&, AttributeView attributes,
                       std::span<Tensor> out) {
  out[0] = attributes.as<ConstantAttributes>().value;
}

}  // namespace ag::ir
