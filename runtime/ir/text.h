// The text form of a graph, its picture, and its checks. Grammar: docs/internals/ir.md.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ir/graph.h"

namespace ag::ir {

/// Canonical text: equal graphs give equal bytes, and print(*parse(print(g))) == print(g).
std::string print(const Graph& graph);
/// A large constant that stands beside the text, which has only its type and its name.
struct External {
  std::string name;
  Tensor value;
};
inline constexpr std::int64_t inline_elements = 16;
/// The same with constants of more than inline_elements elements moved into `externals`.
std::string print(const Graph& graph, std::vector<External>& externals);
/// One op in the same form on one line, regions as `{…}`; for messages.
std::string print(const Op& op);
/// `{name = value, …}`, empty when all have their defaults.
std::string print(const Attributes& attributes);
/// Reads text of any origin; the graph is checked as verify() does.
/// Errors: AG0218 at `name`:line:col of the text.
std::shared_ptr<Graph> parse(std::string_view text, const std::string& name = "graph");
/// A text whose large constants stand beside it. Each of them must be used.
std::shared_ptr<Graph> parse(std::string_view text, const std::string& name,
                             std::span<const External> externals);

/// Graphviz text: one cluster a region, the user's names on the edges.
std::string dot(const Graph& graph);

/// A broken rule of the graph.
struct Problem {
  const Function* function = nullptr;
  const Op* op = nullptr;  ///< null when it concerns the whole function or graph
  std::string message;
};
/// All that is wrong (at most 20): use-lists, dominance, isolation, terminators, arity, region
/// signatures, attributes, types inferred again.
std::vector<Problem> problems(const Graph& graph);
/// InternalError naming the first problem, with the lines of text around it.
void verify(const Graph& graph);

}  // namespace ag::ir
