// Saved graphs (.agraph): a safetensors file whose metadata hold the graph's text and whose tensors
// are its large constants. Format: docs/agrun.md. Running a graph is not known here.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ir/graph.h"

namespace ag::io {

/// What this version writes; it reads these and all older ones.
inline constexpr int format_version = 1;
inline constexpr int op_set_version = 1;

/// Brings a text of op set `from` to `from + 1`.
struct Upgrade {
  int from = 0;
  std::string (*apply)(std::string text) = nullptr;
};
/// One row for each op set that has been replaced. test/compat keeps a file of each.
inline constexpr std::array<Upgrade, op_set_version - 1> upgrades{};
/// Errors: InternalError when a row is missing.
std::string upgraded(std::string text, int from, int to, std::span<const Upgrade> table);

/// Errors: AG0224.
void write_model(const std::string& path, const ir::Graph& graph);
/// A verified graph. Errors: AG0225; AG0226 for newer formats and op sets.
std::shared_ptr<ir::Graph> read_model(std::string_view bytes, const std::string& path);

/// `(x: f32[?a, 3], n: i32[]) -> (f32[?a])`.
std::string signature(const ir::Graph& graph);
/// The graph for programs: functions, regions, ops, with types, attributes and places. Elements of
/// large constants are left out.
std::string json(const ir::Graph& graph);

}  // namespace ag::io
