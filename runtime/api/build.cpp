// Building one graph: see build.h.
#include "api/build.h"

namespace ag::api {

namespace {
/// A jump out of a staged block is the cause of whatever fails after it.
std::vector<Tensor> run(Trace& trace, const std::function<std::vector<Tensor>(Trace&)>& body) {
  try {
    return body(trace);
  } catch (const Error& e) {
    if (trace.jumped()) trace.rethrow_poison();
    throw Error(e, trace.unwound());
  }
}
}  // namespace

Compiled build(const std::string& name, const std::function<std::vector<Tensor>(Trace&)>& body) {
  BuildMemory memory;
  for (;;) {
    memory.again = false;
    try {
      Trace trace(memory, name);
      const std::vector<Tensor> results = run(trace, body);
      Compiled c;
      c.graph = trace.finish(results);
      c.program = std::make_unique<ref::Interpreter>(*c.graph);
      return c;
    } catch (const Error& e) {
      if (!memory.again) throw;  // each round makes one more loop plain, so this ends
      memory.why.emplace(memory.latest, e.message());
    }
  }
}

}  // namespace ag::api
