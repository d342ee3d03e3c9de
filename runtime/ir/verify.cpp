// The rules of a graph, checked one by one. Broken graphs of any kind must get through this
// without a crash as long as their pointers point to living ops, values and regions.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/control.h"
#include "ir/text.h"
#include "ir/types.h"

namespace ag::ir {
namespace {

constexpr std::size_t max_problems = 20;

class Checker {
 public:
  explicit Checker(const Graph& graph) : graph_(graph) {}

  std::vector<Problem> run() {
    if (graph_.functions.empty()) report(nullptr, "the graph has no function");
    for (const Function* f : graph_.functions)
      if (!functions_.emplace(f->name, f).second)
        report(nullptr, "two functions are named " + f->name);
    for (const Function* f : graph_.functions) function(*f);
    return std::move(problems_);
  }

 private:
  void report(const Op* op, std::string message) {
    if (problems_.size() < max_problems) problems_.push_back({function_, op, std::move(message)});
  }

  void function(const Function& f) {
    function_ = &f;
    values_.clear();
    slots_ = 0;
    if (f.body->function != &f || f.body->parent) report(nullptr, "the body belongs elsewhere");
    if (region(*f.body, nullptr, 0)) uses();
    function_ = nullptr;
  }

  /// False when walking deeper makes no sense.
  bool region(const Region& r, const Op* parent, int depth) {
    if (depth >= max_nesting) {
      report(parent, "regions nest more than " + std::to_string(max_nesting) + " deep");
      return false;
    }
    if (r.parent != parent) report(parent, "a region points to another op as its parent");
    const std::size_t outer = scope_.size();
    for (std::size_t i = 0; i < r.arguments.size(); ++i) {
      const Value* v = r.arguments[i];
      if (v->owner != &r || v->producer || v->index != i)
        report(parent, "argument " + std::to_string(i) + " of a region is not its own");
      define(v, parent);
    }
    if (!r.terminator()) report(parent, "a region does not end with yield");
    bool sound = true;
    for (const Op* op : r.ops) {
      if (op->region != &r) report(op, "the op points to another region");
      if (op->id == OpId::yield && op != r.ops.back())
        report(op, "yield before the end of a region");
      sound = operation(*op, depth) && sound;
    }
    while (scope_.size() > outer) {
      visible_.erase(scope_.back());
      scope_.pop_back();
    }
    return sound;
  }

  void define(const Value* v, const Op* op) {
    if (!v->type) return report(op, "a value has no type");
    for (const std::int64_t extent : v->type->shape)
      if (extent < -static_cast<std::int64_t>(graph_.symbols.size()))
        report(op, "a type has a symbol that is not the graph's");
    if (!visible_.insert(v).second) report(op, "a value is defined twice");
    scope_.push_back(v);
    values_.push_back(v);
  }

  bool operation(const Op& op, int depth) {
    const std::size_t before = problems_.size();
    shape(op);
    for (std::size_t i = 0; i < op.operands.size(); ++i) {
      ++slots_;
      if (!op.operands[i] || !visible_.count(op.operands[i]))
        report(&op, "operand " + std::to_string(i) +
                        " is not defined before the op in its region or one around it");
    }
    bool sound = problems_.size() == before;
    for (const Region* r : op.regions) sound = region(*r, &op, depth + 1) && sound;
    for (std::size_t i = 0; i < op.results.size(); ++i) {
      const Value* v = op.results[i];
      if (v->producer != &op || v->owner || v->index != i)
        report(&op, "result " + std::to_string(i) + " is not the op's own");
      define(v, &op);
    }
    if (problems_.size() == before) types(op);
    return sound;
  }

  void shape(const Op& op) {
    const OpDef& def = op_def(op.id);
    const std::size_t n = op.operands.size();
    if (n < def.min_operands || (def.max_operands != any_number && n > def.max_operands))
      report(&op, "the op has " + std::to_string(n) + " operands");
    if (op.attributes.type() != def.attributes) report(&op, "the op has attributes of another op");
    if (op.regions.size() != def.regions)
      report(&op, "the op has " + std::to_string(op.regions.size()) + " regions");
  }

  // ---- use-lists: as many uses as operand slots, each of them right, none twice
  void uses() {
    std::size_t listed = 0;
    for (const Value* v : values_) {
      std::vector<std::pair<const Op*, std::uint32_t>> seen;
      for (const Use& use : v->uses) {
        if (!use.op || !use.op->region || use.index >= use.op->operands.size() ||
            use.op->operands[use.index] != v) {
          report(v->producer, "a use-list names an operand that is not this value");
          continue;
        }
        seen.emplace_back(use.op, use.index);
      }
      std::sort(seen.begin(), seen.end());
      if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        report(v->producer, "a use-list names an operand twice");
      listed += seen.size();
    }
    if (listed != slots_)
      report(nullptr, "use-lists name " + std::to_string(listed) + " operands, the function has " +
                          std::to_string(slots_));
  }

  // ---- types
  void types(const Op& op) {
    switch (op.id) {
    case OpId::yield:
      if (!op.results.empty()) report(&op, "yield has results");
      return;
    case OpId::cond: return cond(op);
    case OpId::while_: return while_loop(op);
    case OpId::for_: return for_loop(op);
    case OpId::call: return call(op);
    default: return inferred(op);
    }
  }

  void inferred(const Op& op) {
    if (const char* refused = refuses_lists(op.id, op.operands)) return report(&op, refused);
    std::vector<const Type*> operands;
    for (const Value* v : op.operands) operands.push_back(v->type);
    std::vector<const Type*> results;
    try {
      InferContext context(op.where, nullptr);
      op_def(op.id).infer(context, operands, op.attributes, results);
    } catch (const Error& e) {
      return report(&op, e.message());
    }
    if (results.size() != op.results.size())
      return report(&op, "the op has " + std::to_string(op.results.size()) +
                             " results instead of " + std::to_string(results.size()));
    for (std::size_t i = 0; i < results.size(); ++i)
      if (!refines(op.results[i]->type, results[i]))
        report(&op, "result " + std::to_string(i) + " should be " + text(results[i]) + ", is " +
                        text(op.results[i]->type));
  }

  /// A declared type may be more exact than the inferred one where that has a symbol.
  static bool refines(const Type* declared, const Type* found) {
    if (ag::detail::same_type(declared, found)) return true;
    if (declared->dtype != found->dtype || declared->list != found->list ||
        declared->shape.rank() != found->shape.rank())
      return false;
    for (std::size_t i = 0; i < found->shape.size(); ++i) {
      const std::int64_t a = declared->shape[i];
      const std::int64_t b = found->shape[i];
      if (a != b && !InferContext::placeholder(b) && !(b < 0 && a >= 0)) return false;
    }
    return true;
  }

  static std::string text(const Type* t) { return ag::detail::describe(*t); }

  void fit(const Op& op, const std::vector<Value*>& from, std::size_t skip,
           const std::vector<Value*>& to, std::size_t skip_to, const char* what) {
    if (from.size() - skip != to.size() - skip_to)
      return report(&op, std::string(what) + ": " + std::to_string(from.size() - skip) +
                             " values for " + std::to_string(to.size() - skip_to));
    for (std::size_t i = skip; i < from.size(); ++i) {
      const Type* a = from[i]->type;
      const Type* b = to[i - skip + skip_to]->type;
      if (!fits(a, b))
        report(&op, std::string(what) + ": value " + std::to_string(i - skip) + " is " + text(a) +
                        " where " + text(b) + " is declared");
    }
  }

  static const std::vector<Value*>& yielded(const Region* r) { return r->terminator()->operands; }

  void cond(const Op& op) {
    if (!is_predicate(op.operands[0]->type)) report(&op, "the predicate must be bool[]");
    for (const Region* r : op.regions) {
      if (!r->arguments.empty()) report(&op, "a branch has no arguments");
      fit(op, yielded(r), 0, op.results, 0, "a branch and the results");
    }
  }

  void while_loop(const Op& op) {
    const Region* test = op.regions[0];
    const Region* body = op.regions[1];
    const auto& answer = yielded(test);
    if (answer.size() != 1 || !is_predicate(answer[0]->type))
      report(&op, "the condition must yield one bool[]");
    fit(op, op.operands, 0, test->arguments, 0, "carries and the condition's arguments");
    loop(op, 0);
    fit(op, test->arguments, 0, body->arguments, 0, "arguments of condition and body");
  }

  void for_loop(const Op& op) {
    const auto& arguments = op.regions[0]->arguments;
    if (!is_count(op.operands[0]->type)) report(&op, "the trip count must be i64[]");
    if (arguments.empty() || !is_count(arguments[0]->type))
      return report(&op, "the body's first argument must be the index, i64[]");
    loop(op, 1);
  }

  void loop(const Op& op, std::size_t skip) {
    const Region* body = op.regions.back();
    fit(op, op.operands, skip, body->arguments, skip, "carries and the body's arguments");
    fit(op, yielded(body), 0, body->arguments, skip, "the body's yield and its arguments");
    fit(op, op.operands, skip, op.results, 0, "carries and results");
    fit(op, yielded(body), 0, op.results, 0, "the body's yield and the results");
  }

  void call(const Op& op) {
    const std::string& callee = op.attributes.as<CallAttributes>().callee;
    const auto found = functions_.find(callee);
    if (found == functions_.end()) return report(&op, "there is no function " + callee);
    const Region* body = found->second->body;
    fit(op, op.operands, 0, body->arguments, 0, "operands and the callee's parameters");
    if (!body->terminator()) return report(&op, "the callee does not end with yield");
    fit(op, yielded(body), 0, op.results, 0, "the callee's values and the results");
  }

  const Graph& graph_;
  const Function* function_ = nullptr;
  std::unordered_map<std::string, const Function*> functions_;
  std::vector<Problem> problems_;
  std::unordered_set<const Value*> visible_;
  std::vector<const Value*> scope_;   ///< what is visible, innermost region last
  std::vector<const Value*> values_;  ///< all of the function
  std::size_t slots_ = 0;             ///< operands met
};

/// The lines of the function around the op.
std::string around(const Problem& problem) {
  if (!problem.op) return {};
  Graph::number(*problem.function);
  std::string text = "\n  here:   " + print(*problem.op);
  const Region* r = problem.op->region;
  if (!r) return text;
  const auto at = std::find(r->ops.begin(), r->ops.end(), problem.op);
  if (at == r->ops.end()) return text;
  if (at != r->ops.begin()) text = "\n  before: " + print(**(at - 1)) + text;
  if (at + 1 != r->ops.end()) text += "\n  after:  " + print(**(at + 1));
  return text;
}

}  // namespace

std::vector<Problem> problems(const Graph& graph) { return Checker(graph).run(); }

void verify(const Graph& graph) {
  const std::vector<Problem> found = problems(graph);
  if (found.empty()) return;
  const Problem& first = found.front();
  std::string message = "broken graph: " + first.message;
  if (first.function) message += " (function " + first.function->name + ")";
  const bool deep = first.message.starts_with("regions nest");
  throw InternalError(message + (deep || !first.function ? std::string() : around(first)));
}

}  // namespace ag::ir
