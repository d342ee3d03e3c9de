// Ownership, use-lists and small edits of a graph. No op semantics, no checks of rules.
#include "ir/graph.h"

#include <algorithm>

namespace ag::ir {

Region* Value::region() const { return producer ? producer->region : owner; }

Op* Region::terminator() const {
  return !ops.empty() && ops.back()->id == OpId::yield ? ops.back() : nullptr;
}

Function* Graph::add_function(std::string name) {
  Function* f = &function_store_.emplace_back();
  f->name = std::move(name);
  f->body = new_region();
  f->body->function = f;
  functions.push_back(f);
  return f;
}

Function* Graph::main() const {
  if (functions.empty()) throw InternalError("the graph has no function");
  return functions.front();
}

Function* Graph::find_function(std::string_view name) const {
  for (Function* f : functions)
    if (f->name == name) return f;
  return nullptr;
}

const Type* Graph::keep(const Type* type) { return type->id ? type : &types_.emplace_back(*type); }

Region* Graph::new_region() { return &regions_.emplace_back(); }

Op* Graph::new_op(OpId id, Location where) {
  Op* op = &ops_.emplace_back();
  op->id = id;
  op->where = where;
  return op;
}

Value* Graph::add_argument(Region* region, const Type* type, std::string name) {
  Value* v = &values_.emplace_back();
  v->type = keep(type);
  v->owner = region;
  v->index = static_cast<std::uint32_t>(region->arguments.size());
  v->name = std::move(name);
  region->arguments.push_back(v);
  return v;
}

Value* Graph::add_result(Op* op, const Type* type) {
  Value* v = &values_.emplace_back();
  v->type = keep(type);
  v->producer = op;
  v->index = static_cast<std::uint32_t>(op->results.size());
  op->results.push_back(v);
  return v;
}

std::int64_t Graph::new_symbol(std::string_view hint) {
  symbols.emplace_back(hint);
  return -static_cast<std::int64_t>(symbols.size());
}

const char* Graph::intern(std::string_view file) { return files_.emplace(file).first->c_str(); }

namespace {

void number_value(Value* v, std::uint32_t& next) {
  // Written only when it changes, so that a finished graph may be printed by several threads.
  if (v->number != next) v->number = next;
  ++next;
}

void number_region(const Region& region, std::uint32_t& next) {
  for (Value* v : region.arguments) number_value(v, next);
  for (Op* op : region.ops) {
    for (Value* v : op->results) number_value(v, next);
    for (const Region* r : op->regions) number_region(*r, next);
  }
}

/// Recent uses stand at the end, so searching from there is short while a graph is being built.
void drop_use(Value* value, const Op* op, std::size_t index) {
  auto& uses = value->uses;
  for (std::size_t i = uses.size(); i-- > 0;) {
    if (uses[i].op != op || uses[i].index != index) continue;
    uses.erase(uses.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void drop_operands(Op* op) {
  for (std::size_t i = op->operands.size(); i-- > 0;) drop_use(op->operands[i], op, i);
  op->operands.clear();
}

}  // namespace

std::uint32_t Graph::number(const Function& f) {
  std::uint32_t next = 0;
  number_region(*f.body, next);
  return next;
}

void set_operand(Op* op, std::size_t index, Value* value) {
  drop_use(op->operands[index], op, index);
  op->operands[index] = value;
  value->uses.push_back({op, static_cast<std::uint32_t>(index)});
}

void add_operand(Op* op, Value* value) {
  value->uses.push_back({op, static_cast<std::uint32_t>(op->operands.size())});
  op->operands.push_back(value);
}

void replace_all_uses(Value* from, Value* to) {
  if (from == to) return;
  for (const Use& use : from->uses) {
    use.op->operands[use.index] = to;
    to->uses.push_back(use);
  }
  from->uses.clear();
}

void erase(Op* op) {
  for (Region* r : op->regions) clear(r);
  for (const Value* v : op->results)
    if (!v->uses.empty()) throw InternalError("erase: a result of the op is still used");
  drop_operands(op);
  if (op->region) std::erase(op->region->ops, op);
  op->region = nullptr;
}

void clear(Region* region) {
  for (std::size_t i = region->ops.size(); i-- > 0;) {
    Op* op = region->ops[i];
    for (Region* r : op->regions) clear(r);
    drop_operands(op);
    op->region = nullptr;
  }
  region->ops.clear();
  region->arguments.clear();
}

bool contains(const Region* outer, const Region* inner) {
  for (; inner; inner = inner->parent ? inner->parent->region : nullptr)
    if (inner == outer) return true;
  return false;
}

}  // namespace ag::ir
