// Copying ops within a graph, with other values in place of some: what unrolling and inlining
// share.
#pragma once

#include <unordered_map>
#include <vector>

#include "passes/edit.h"

namespace ag::passes {

class Copy {
 public:
  explicit Copy(ir::Graph& graph) : graph_(graph) {}
  /// `from` is read as `to` from now on.
  void bind(const Value* from, Value* to) { values_[from] = to; }
  Value* of(Value* from) const {
    const auto it = values_.find(from);
    return it == values_.end() ? from : it->second;
  }
  /// Copies the ops of a region but its yield; they belong to `home`, the caller lists them.
  void ops(const Region& from, Region* home, std::vector<Op*>& out);

 private:
  Op* op(const Op& from, Region* home);

  ir::Graph& graph_;
  std::unordered_map<const Value*, Value*> values_;
};

}  // namespace ag::passes
