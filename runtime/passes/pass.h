// The passes and what runs them. A pass keeps what a graph means to the bit: results, errors with
// their places, the order of prints. docs/internals/passes.md shows each before and after.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ir/graph.h"

namespace ag::passes {

struct Context {
  ir::Graph& graph;
  std::size_t fold_bytes = std::size_t{1} << 20;  ///< what folding may still add in constants
};

struct Pass {
  const char* name;
  const char* does;               ///< one line for the user
  bool (*run)(Context& context);  ///< true when it changed something
};

/// Every pass.
std::span<const Pass> all();
/// Null when there is none of that name.
const Pass* find(std::string_view name);

struct Options {
  std::vector<std::string> names{};  ///< empty: the usual ones
  bool verify = true;                ///< after each pass
  int limit = -1;                    ///< only so many runs of passes
  /// Called after each pass with its name.
  std::function<void(const char*, const ir::Graph&)> after{};
};

/// One run of a pass.
struct Row {
  const char* name = nullptr;
  bool changed = false;
  double microseconds = 0;
  std::size_t ops = 0;  ///< of the whole graph, afterwards
};

/// Runs them on a verified graph. Errors: AG0218 for a name that is no pass; InternalError, naming
/// the pass, when one breaks the graph.
std::vector<Row> run(ir::Graph& graph, const Options& options);
/// The usual passes without checks: what every graph goes through before it runs.
void optimise(ir::Graph& graph);
std::size_t count_ops(const ir::Graph& graph);

// One function a file.
bool inline_calls(Context& context);
bool canonicalize(Context& context);
bool fold(Context& context);
bool algebra(Context& context);
bool simplify_cond(Context& context);
bool cse(Context& context);
bool licm(Context& context);
bool loop_simplify(Context& context);
bool unroll(Context& context);
bool dce(Context& context);

}  // namespace ag::passes
