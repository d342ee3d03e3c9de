// Building one graph: see build.h.
#include "api/build.h"

#include "backend/cpu/backend.h"
#include "passes/pass.h"
#include "tensor/limits.h"

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

Compiled compile(std::shared_ptr<const ir::Graph> graph) {
  Compiled c;
  const std::shared_ptr<ir::Graph> optimised = ir::clone(*graph);
  passes::optimise(*optimised);
  c.graph = std::move(graph);
  c.optimised = optimised;
  if (cpu::available())
    if (auto native = cpu::with_native_regions(*optimised)) {
      c.optimised = std::move(native);
      c.plain = std::make_unique<Compiled::Plain>();
      c.plain->graph = optimised;
    }
  c.program = std::make_unique<ref::Interpreter>(*c.optimised);
  return c;
}

Compiled build(const std::string& name, const std::function<std::vector<Tensor>(Trace&)>& body) {
  BuildMemory memory;
  for (;;) {
    memory.again = false;
    try {
      Trace trace(memory, name);
      std::vector<Tensor> results = run(trace, body);
      trace.hidden().add_outputs(results);
      Compiled c = compile(trace.finish(results));
      c.hidden = trace.hidden().finish();
      return c;
    } catch (const Error& e) {
      if (!memory.again) throw;  // each round makes one more loop plain, so this ends
      memory.why.emplace(memory.latest, e.message());
    }
  }
}

const ref::Interpreter& Compiled::interpreter() const {
  if (!plain || !detail::native_is_limited()) return *program;
  std::call_once(plain->once,
                 [this] { plain->program = std::make_unique<ref::Interpreter>(*plain->graph); });
  return *plain->program;
}

void Compiled::run(std::span<Tensor> in, std::span<Tensor> out, const CallObjects& call) const {
  const ref::Interpreter& interpreter = this->interpreter();
  if (hidden.inputs.empty()) return interpreter.run(in, out);
  {
    const HiddenLock lock;
    hidden.load_inputs(call, in.data() + in.size() - hidden.data_count);
  }
  interpreter.run(in, out);
  const HiddenLock lock;
  hidden.write_back(call, out.last(hidden.output_count));
}

std::vector<Tensor> Compiled::run(std::vector<Tensor> in) const {
  in.resize(inputs());
  std::vector<Tensor> out(outputs());
  run(in, out, {});
  out.resize(out.size() - hidden.output_count);
  return out;
}

}  // namespace ag::api
