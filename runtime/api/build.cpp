// Building one graph: see build.h.
#include "api/build.h"

#include "passes/pass.h"

namespace ag::api {

namespace {
/// A jump out of a staged block is the cause of whatever fails after it.
std::vector<Tensor> run(Trace& trace, const std::function<std::vector<Tensor>(Trace&)>& body) {
  try {
    return body(trace);
  } catch (const Error&) {
    if (trace.jumped()) trace.rethrow_poison();
    throw;
  }
}

std::shared_ptr<const ir::Graph> traced(BuildMemory& memory, const std::string& name,
                                        const std::function<std::vector<Tensor>(Trace&)>& body) {
  Trace trace(memory, name);
  const std::vector<Tensor> results = run(trace, body);
  return trace.finish(results);
}
}  // namespace

Compiled prepare(std::shared_ptr<const ir::Graph> graph) {
  Compiled c;
  const std::shared_ptr<ir::Graph> optimised = ir::clone(*graph);
  passes::optimise(*optimised);
  c.graph = std::move(graph);
  c.optimised = optimised;
  c.program = std::make_unique<ref::Interpreter>(*optimised);
  return c;
}

Compiled build(const std::string& name, const std::function<std::vector<Tensor>(Trace&)>& body) {
  BuildMemory memory;
  for (;;) {
    memory.again = false;
    try {
      return prepare(traced(memory, name, body));
    } catch (const Error& e) {
      if (!memory.again) throw;  // each round makes one more loop plain, so this ends
      memory.why.emplace(memory.latest, e.message());
    }
  }
}

}  // namespace ag::api
