// The flat form of a function that the interpreter runs: steps over numbered slots, with jumps.
// Prepared once; nothing here computes.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/graph.h"
#include "ir/op_def.h"

namespace ag::ref {

/// A slot to read: one of the activation (>= 0), or constant ~slot.
struct Source {
  std::int32_t slot = 0;
  bool last = false;  ///< the value may be moved out
};

struct Move {
  Source from;
  std::int32_t to = 0;
};

enum class StepKind : std::uint8_t {
  eval,    ///< evaluate an op
  branch,  ///< go to target unless the source is true
  jump,    ///< go to target
  enter,   ///< turns[counter] = 0; for a counted loop limits[counter] = source
  turn,    ///< one more turn of a while loop
  next,    ///< one more turn of a counted loop: index into `to`, or go to target
  move,    ///< copy or move values between slots
  call,    ///< run program `target` on the sources
  leave,   ///< the function returns the sources
};

struct Step {
  StepKind kind = StepKind::eval;
  bool parallel = false;    ///< move: sources overlap destinations
  bool counted = false;     ///< enter: of a counted loop
  std::uint32_t first = 0;  ///< into sources or moves
  std::uint32_t count = 0;
  std::uint32_t target = 0;   ///< step or program
  std::uint32_t counter = 0;  ///< which loop
  std::int32_t to = -1;       ///< first result slot; next: the index's slot, -1 when unused
  std::uint32_t results = 0;
  std::uint32_t first_type = 0;
  std::uint32_t first_release = 0;  ///< slots that are emptied afterwards
  std::uint32_t releases = 0;
  std::uint64_t may_take = 0;
  ir::EvaluateFn evaluate = nullptr;
  const ir::Op* op = nullptr;
};

/// Parameters stand in slots 0, 1, ….
struct Program {
  const ir::Function* function = nullptr;
  std::vector<Step> steps;
  std::vector<Source> sources;
  std::vector<Move> moves;
  std::vector<std::int32_t> releases;
  std::vector<const ir::Type*> types;
  std::vector<Tensor> constants;
  std::uint32_t slots = 0;
  std::uint32_t counters = 0;
  std::uint32_t widest = 0;  ///< most sources or moves of one step
};

/// Programs of all functions, in the graph's order. The graph must outlive them unchanged.
std::vector<Program> compile(const ir::Graph& graph);

}  // namespace ag::ref
