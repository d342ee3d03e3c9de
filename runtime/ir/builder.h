// Appends ops to a region of a graph, with type inference. A region with its own scope (branch,
// body) is built detached and then handed to cond, while_ or for_. What the ops mean is in ops/.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ir/control.h"
#include "ir/graph.h"

namespace ag::ir {

/// An insertion point at the end of one region. Errors of type rules are ag::Error at `where`;
/// wrong arity, attributes of another struct, a closed region are InternalError.
class Builder {
 public:
  explicit Builder(Graph& graph, Region* region = nullptr) : graph_(&graph), region_(region) {}

  Graph& graph() const { return *graph_; }
  Region* region() const { return region_; }
  /// Moves the insertion point; returns the old one.
  Region* set_region(Region* region) { return std::exchange(region_, region); }

  /// Infers the result types and appends. Nothing is appended when that throws.
  Op* append(OpId id, std::span<Value* const> operands, Attributes attributes, Location where);
  /// Appends with given result types (a refinement of the inferred ones, or a control op).
  Op* append_as(OpId id, std::span<Value* const> operands, Attributes attributes,
                std::span<const Type* const> results, Location where);
  Value* constant(const Tensor& value, Location where);

  /// A detached region to be filled through set_region.
  Region* new_region() { return graph_->new_region(); }
  Value* argument(Region* region, const Type* type, std::string name = {}) {
    return graph_->add_argument(region, type, std::move(name));
  }
  /// Ends the current region.
  Op* yield(std::span<Value* const> values, Location where = {});

  // Control ops take over detached, ended regions. Result types are the yields' (cond, where they
  // must agree) or the arguments' (while, for).
  Op* cond(Value* predicate, Region* then, Region* otherwise, Location where);
  Op* while_(std::span<Value* const> carries, Region* test, Region* body, Location where);
  Op* for_(Value* count, std::span<Value* const> carries, Region* body, Location where);
  /// The callee must be complete (its yield exists).
  Op* call(const Function& callee, std::span<Value* const> operands, Location where);

 private:
  Op* place(OpId id, std::span<Value* const> operands, Attributes attributes, Location where);
  void adopt(Op* op, Region* region);

  Graph* graph_;
  Region* region_;
};

}  // namespace ag::ir
