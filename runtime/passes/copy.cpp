// See copy.h.
#include "passes/copy.h"

namespace ag::passes {

void Copy::ops(const Region& from, Region* home, std::vector<Op*>& out) {
  for (const Op* o : from.ops)
    if (o->id != OpId::yield) out.push_back(op(*o, home));
}

Op* Copy::op(const Op& from, Region* home) {
  Op* copy = graph_.new_op(from.id, from.where);
  copy->attributes = from.attributes;
  copy->region = home;
  for (Value* v : from.operands) ir::add_operand(copy, of(v));
  for (const Value* v : from.results) {
    Value* result = graph_.add_result(copy, v->type);
    result->name = v->name;
    bind(v, result);
  }
  for (const Region* r : from.regions) {
    Region* inner = graph_.new_region();
    inner->parent = copy;
    inner->height = r->height;
    copy->regions.push_back(inner);
    for (const Value* v : r->arguments) bind(v, graph_.add_argument(inner, v->type, v->name));
    for (const Op* o : r->ops) inner->ops.push_back(op(*o, inner));
  }
  return copy;
}

}  // namespace ag::passes
