// Building one graph of an annotated function or of a traced callable: fresh arguments, the call,
// the results, and starting over when a loop turned out to be plain.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "api/trace.h"
#include "backend/ref/interpret.h"

namespace ag::api {

/// A finished graph, ready to run.
struct Compiled {
  std::shared_ptr<const ir::Graph> graph;  ///< as traced: what can be looked at and saved
  std::shared_ptr<const ir::Graph>
      optimised;  ///< after the passes, with compiled regions: what runs
  std::unique_ptr<ref::Interpreter> program;
  HiddenPlan hidden;
  /// The same without native code, for runs whose loops are limited; made when it is wanted.
  struct Plain {
    std::shared_ptr<const ir::Graph> graph;
    std::once_flag once;
    std::unique_ptr<ref::Interpreter> program;
  };
  std::unique_ptr<Plain> plain;  ///< null: there is no native code

  /// Its arguments, and behind them its hidden inputs.
  std::size_t inputs() const { return graph->main()->body->arguments.size(); }
  /// Its results, and behind them its hidden outputs.
  std::size_t outputs() const { return program->result_count(); }
  /// Runs it: reads the hidden inputs of this call and writes its hidden outputs. `in` has the
  /// arguments, moved away, and room for the hidden inputs; `out` room for everything.
  void run(std::span<Tensor> in, std::span<Tensor> out, const CallObjects& call) const;
  /// The same of a graph that is called by itself: all of its own results.
  std::vector<Tensor> run(std::vector<Tensor> in) const;

 private:
  const ref::Interpreter& interpreter() const;
};

/// A graph with what runs it: the passes and the native backend work on copies.
Compiled compile(std::shared_ptr<const ir::Graph> graph);

/// Calls `body(trace)`, which makes parameters, runs the user's code and returns the results'
/// handles; repeats it while loops staged by choice fail (docs/internals/cursors.md).
/// Errors: what the last try raised, at the user's place.
Compiled build(const std::string& name, const std::function<std::vector<Tensor>(Trace&)>& body);

}  // namespace ag::api
