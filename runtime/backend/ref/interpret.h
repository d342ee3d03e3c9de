// The reference interpreter: what a graph means. It runs the ops one by one with their evaluate
// functions; no optimisation but releasing values after their last use, so that writing an
// element of a tensor nobody else holds happens in place.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "autograft/tensor.h"
#include "backend/ref/program.h"
#include "ir/graph.h"

namespace ag::ref {

struct RunOptions {
  std::int64_t max_iterations = 0;  ///< turns of one loop; 0: no limit
};

/// Calls may nest this deep.
inline constexpr std::size_t max_call_depth = 10'000;

/// Runs the first function of a verified graph, which must outlive the interpreter unchanged.
class Interpreter {
 public:
  explicit Interpreter(const ir::Graph& graph);

  /// Moves the inputs in and the function's results into `results`. Safe to call from several
  /// threads.
  /// Errors: AG0214, AG0215 when an input does not fit its parameter; AG0216 past max_iterations or
  /// max_call_depth; whatever the ops raise, at the user's place.
  void run(std::span<Tensor> inputs, std::span<Tensor> results,
           const RunOptions& options = {}) const;
  std::vector<Tensor> run(std::vector<Tensor> inputs, const RunOptions& options = {}) const;
  std::size_t result_count() const;

 private:
  std::vector<Program> programs_;
};

}  // namespace ag::ref
