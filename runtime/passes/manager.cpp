// The table of passes and what runs them: see pass.h.
#include "passes/pass.h"

#include <chrono>

#include "ir/text.h"
#include "support/fail.h"

namespace ag::passes {

namespace {

constexpr Pass table[] = {
    {"inline", "short calls become the body they call", inline_calls},
    {"canonicalize", "one form for what can be written in several ways", canonicalize},
    {"fold", "ops on constants are computed", fold},
    {"algebra", "exact algebraic rules", algebra},
    {"simplify_cond", "branches that are decided, equal, or cheaper as a select", simplify_cond},
    {"cse", "what is computed already is not computed again", cse},
    {"licm", "what a loop repeats moves in front of it", licm},
    {"loop_simplify", "invariant and equal carries, while to for, counters", loop_simplify},
    {"unroll", "short loops become their turns", unroll},
    {"dce", "what nothing needs is dropped", dce},
};

constexpr const char* usual_names[] = {"inline", "canonicalize", "fold",          "algebra",
                                       "cse",    "licm",         "loop_simplify", "dce",
                                       "unroll", "simplify_cond"};
/// Run after them when one of `reshaping` has found something to do.
constexpr const char* again_names[] = {"fold", "canonicalize", "algebra", "cse", "licm", "dce"};

bool reshaping(const Pass& p) {
  return p.run == loop_simplify || p.run == unroll || p.run == simplify_cond;
}

void check(const ir::Graph& graph, const char* pass) {
  try {
    ir::verify(graph);
  } catch (const InternalError& e) {
    internal_error("the pass {} broke the graph: {}", pass, e.what());
  }
}

}  // namespace

std::span<const Pass> all() { return table; }

const Pass* find(std::string_view name) {
  for (const Pass& p : table)
    if (name == p.name) return &p;
  return nullptr;
}

std::size_t count_ops(const ir::Graph& graph) {
  std::size_t n = 0;
  for (const ir::Function* f : graph.functions)
    ir::for_each_op(*f->body, [&](const ir::Op*) { ++n; });
  return n;
}

namespace {

/// The passes of these names. Errors: AG0218.
std::vector<const Pass*> named(const std::vector<std::string>& names) {
  std::vector<const Pass*> list;
  for (const std::string& name : names) {
    list.push_back(find(name));
    if (list.back()) continue;
    std::string known;
    for (const Pass& p : table) known += (known.empty() ? "" : ", ") + std::string(p.name);
    fail("AG0218", {}, "no pass is called '{}'; there are: {}", name, known);
  }
  return list;
}

/// Calls `each` (which returns whether the pass changed something) with the usual passes.
template <class F>
void usual_order(F&& each) {
  bool again = false;
  for (const char* name : usual_names) {
    const Pass& p = *find(name);
    again = (each(p) && reshaping(p)) || again;
  }
  for (const char* name : again_names)
    if (again) each(*find(name));
}

}  // namespace

std::vector<Row> run(ir::Graph& graph, const Options& options) {
  Context context{graph};
  std::vector<Row> rows;
  const auto one = [&](const Pass& pass) {
    if (options.limit >= 0 && rows.size() == static_cast<std::size_t>(options.limit)) return false;
    const auto start = std::chrono::steady_clock::now();
    const bool changed = pass.run(context);
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
    if (options.verify) check(graph, pass.name);
    rows.push_back({pass.name, changed, time.count(), count_ops(graph)});
    if (options.after) options.after(pass.name, graph);
    return changed;
  };
  if (options.names.empty()) usual_order(one);
  for (const Pass* pass : named(options.names)) one(*pass);
  return rows;
}

void optimise(ir::Graph& graph) {
  Context context{graph};
  usual_order([&](const Pass& pass) { return pass.run(context); });
}

}  // namespace ag::passes
