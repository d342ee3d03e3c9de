// Joining values of two paths or two turns: common types, placeholders for what is not set, guard
// flags. Used by branch.cpp and loop.cpp.
#pragma once

#include "api/trace.h"

namespace ag::api {

/// One side of a `cond` under construction.
struct Arm {
  ir::Region* region = nullptr;
  Snapshot after;                  ///< the state at its end; undefined values: not set
  std::vector<ir::Value*> yields;  ///< the values as graph values; null: not set
};

/// Ends both regions, makes the `cond`, gives the state's values after it (undefined: still not
/// set), and leaves the state with its structure after it. `state` names the variables; one value
/// more is an expression's. Errors: AG0204.
std::vector<Tensor> merge_arms(Trace& trace, Location where, ir::Value* predicate, Arm& then,
                               Arm& other, StateVars& state);

/// A value of `type` that is never read (the path that has not set a variable).
Tensor placeholder(const detail::Type* type);

/// "f32[3]"; unknown extents as `?`.
std::string type_text(const detail::Type* type);

}  // namespace ag::api
