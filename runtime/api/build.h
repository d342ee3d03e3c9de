// Building one graph of an annotated function or of a traced callable: fresh arguments, the call,
// the results, and starting over when a loop turned out to be plain.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "api/trace.h"
#include "backend/ref/interpret.h"

namespace ag::api {

/// A finished graph, ready to run.
struct Compiled {
  std::shared_ptr<const ir::Graph> graph;   ///< as traced
  std::shared_ptr<const ir::Graph> native;  ///< with compiled regions; null when there are none
  std::unique_ptr<ref::Interpreter> program;
  HiddenPlan hidden;

  /// Runs it on its arguments: reads the hidden inputs of this call, writes the hidden outputs.
  std::vector<Tensor> run(std::vector<Tensor> inputs, const CallObjects& call) const;
};

/// A graph with what runs it.
Compiled compile(std::shared_ptr<const ir::Graph> graph);

/// Calls `body(trace)`, which makes parameters, runs the user's code and returns the results'
/// handles; repeats it while loops staged by choice fail (docs/internals/cursors.md).
/// Errors: what the last try raised, at the user's place.
Compiled build(const std::string& name, const std::function<std::vector<Tensor>(Trace&)>& body);

}  // namespace ag::api
