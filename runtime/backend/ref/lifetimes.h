// When each value of a function is used for the last time, along every path. What is done with
// that (releasing, writing in place) is the interpreter's.
#pragma once

#include <unordered_map>
#include <vector>

#include "ir/graph.h"

namespace ag::ref {

/// What dies at one op.
struct OpLife {
  /// dies[i]: operand i is not needed after the op, and no later operand of it is the same value.
  std::vector<bool> dies;
  /// To be released when the op is done: dying operands, results nobody uses, and for loops what
  /// only their regions used.
  std::vector<const ir::Value*> after;
  /// cond: to be released on entry to each branch, since only the other branch uses it.
  std::vector<const ir::Value*> entry[2];
};

struct Lifetimes {
  std::unordered_map<const ir::Op*, OpLife> ops;
  std::vector<const ir::Value*> dead_parameters;
};

/// Values keep their numbers (Graph::number) as long as the result is in use.
Lifetimes lifetimes(const ir::Function& function);

}  // namespace ag::ref
