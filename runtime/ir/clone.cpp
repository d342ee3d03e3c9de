// Deep copy of a graph. Values, ops and regions are copied in the order of the text.
#include <unordered_map>

#include "ir/graph.h"

namespace ag::ir {
namespace {

class Cloner {
 public:
  explicit Cloner(Graph& to) : to_(to) {}

  void region(const Region& from, Region* to) {
    for (const Value* v : from.arguments) values_[v] = to_.add_argument(to, v->type, v->name);
    for (const Op* op : from.ops) {
      Op* copy = this->op(*op);
      copy->region = to;
      to->ops.push_back(copy);
    }
  }

 private:
  Op* op(const Op& from) {
    const Location where = from.where;
    Op* copy = to_.new_op(from.id, where);
    if (where.file) copy->where.file = to_.intern(where.file);
    copy->attributes = from.attributes;
    for (const Value* v : from.operands) add_operand(copy, values_.at(v));
    for (const Value* v : from.results) {
      Value* result = to_.add_result(copy, v->type);
      result->name = v->name;
      values_[v] = result;
    }
    for (const Region* r : from.regions) {
      Region* inner = to_.new_region();
      inner->parent = copy;
      copy->regions.push_back(inner);
      region(*r, inner);
    }
    return copy;
  }

  Graph& to_;
  std::unordered_map<const Value*, Value*> values_;
};

}  // namespace

std::shared_ptr<Graph> clone(const Graph& graph) {
  auto copy = std::make_shared<Graph>();
  copy->symbols = graph.symbols;
  for (const Function* f : graph.functions)
    Cloner(*copy).region(*f->body, copy->add_function(f->name)->body);
  return copy;
}

}  // namespace ag::ir
