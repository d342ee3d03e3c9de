// The staged side of ag::Branch and of the lazy operators: two regions joined by a `cond`.
#pragma once

#include "api/merge.h"
#include "api/trace.h"

namespace ag::detail {

class BranchImpl {
 public:
  BranchImpl(api::Trace& trace, Location where, TensorImpl* predicate, api::StateVars state);

  /// Opens the first region with the state as it is.
  void then();
  /// Keeps the first region's values, puts the state back, opens the second region.
  void other();
  /// Makes the `cond` and writes its results into the state.
  void join();
  /// The same for an expression: `a` and `b` are the arms' values, beside the state.
  void other(const Tensor& a);
  Tensor join(const Tensor& b);
  /// Control left the block: closes the regions; the graph is lost unless an exception says why.
  void abandon() noexcept;

 private:
  void close_arm(api::Arm& arm, const Tensor* expression);

  api::Trace& trace_;
  Location where_;
  api::StateVars state_;
  api::Snapshot before_;
  ir::Value* predicate_;
  api::Arm arms_[2];
  std::size_t depth_;
  int exceptions_;
};

}  // namespace ag::detail
