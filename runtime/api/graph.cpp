// ag::Graph, ag::trace, ag::save and ag::load.
#include "autograft/graph.h"

#include <map>
#include <mutex>
#include <optional>

#include "api/build.h"
#include "api/merge.h"
#include "autograft/io.h"
#include "autograft/ops.h"
#include "io/file.h"
#include "io/model.h"
#include "ir/op_def.h"
#include "ir/text.h"
#include "support/fail.h"

namespace ag {

Spec spec(DType dtype, std::initializer_list<std::int64_t> dims) { return {dtype, dims, {}}; }

namespace detail {

/// One graph for all extents of the specs; or, where building needs an extent's number
/// (`t.shape(i)` used by C++), one for each tuple of extents it is called with; or none at all, in
/// a program that is compiled as it stands.
struct GraphState {
  std::vector<Spec> specs;
  std::optional<api::Compiled> general;
  std::shared_ptr<TraceCall> callable;  ///< kept while `general` is empty
  std::optional<Error> why;             ///< why there is no general one
  bool eager = false;                   ///< nothing was converted: the callable runs op by op
  Location where;
  std::mutex mutex;
  std::map<std::vector<std::int64_t>, std::shared_ptr<const api::Compiled>> exact;
};

namespace {

/// The graph's type for a spec: -1 becomes a symbol.
const Type* spec_type(api::Trace& trace, const Spec& spec, Location where) {
  if (spec.dims.size() > static_cast<std::size_t>(max_rank))
    fail("AG0214", where, "ag::spec: rank {} is above {}", spec.dims.size(), max_rank);
  Shape shape;
  for (const std::int64_t d : spec.dims) {
    if (d < -1) fail("AG0214", where, "ag::spec: extent {} (use -1 for any extent)", d);
    shape.push_back(d == -1 ? trace.builder().graph().new_symbol("extent") : d);
  }
  return intern(spec.dtype, shape);
}

std::vector<Spec> specs_of(const std::vector<ir::Value*>& values) {
  std::vector<Spec> result;
  for (const ir::Value* v : values) {
    Spec s{v->type->dtype, {}, v->name};
    for (const std::int64_t d : v->type->shape) s.dims.push_back(d < 0 ? -1 : d);
    result.push_back(std::move(s));
  }
  return result;
}

std::string spec_text(const Spec& s) {
  std::string t = std::string(name(s.dtype)) + '[';
  for (std::size_t i = 0; i < s.dims.size(); ++i)
    t += (i ? ", " : "") + (s.dims[i] < 0 ? std::string("?") : std::to_string(s.dims[i]));
  return t + ']';
}

/// A number meant for a spec'd scalar takes the spec's dtype when it holds it exactly.
Tensor fit(const Tensor& given, const Spec& spec, std::size_t i) {
  if (!given.defined()) fail("AG0201", {}, "argument {} of the graph was never set", i + 1);
  if (given.symbolic())
    fail("AG0305", api::current_trace() ? api::current_trace()->place() : Location{},
         "an ag::Graph is called while another graph is built; call the function it was made from");
  const Type& type = Access::type(given);
  bool ok = type.dtype == spec.dtype && type.shape.size() == spec.dims.size();
  for (std::size_t d = 0; ok && d < spec.dims.size(); ++d)
    ok = spec.dims[d] < 0 || spec.dims[d] == type.shape[d];
  if (ok) return given;
  if (type.shape.rank() == 0 && spec.dims.empty()) {
    const AnyNumber n = read_number(Access::get(given), spec.dtype, {});
    return Access::adopt(make_scalar(n)).to(spec.dtype);
  }
  fail("AG0215", {}, "argument {} of the graph is {}, its spec says {}", i + 1,
       api::type_text(&type), spec_text(spec));
}

std::vector<Tensor> call_with(TraceCall& f, std::vector<TraceArg>& args) {
  std::vector<Tensor> results;
  Tensor r = f.call(args.data());
  if (f.returns) results.push_back(std::move(r));
  for (std::size_t i = 0; i < args.size(); ++i)
    if (f.inout >> i & 1) results.push_back(args[i].tensor);
  return results;
}

std::vector<Tensor> run_eagerly(TraceCall& f, const std::vector<Tensor>& inputs) {
  std::vector<TraceArg> args;
  for (const Tensor& t : inputs) args.push_back({t, t.dtype()});
  return call_with(f, args);
}

api::Compiled trace_graph(TraceCall& f, const std::vector<Spec>& specs, Location where) {
  const void* stack = __builtin_frame_address(0);
  return api::build("main", [&](api::Trace& trace) {
    trace.set_place(where);
    trace.hidden().begin({}, nullptr, stack);
    std::vector<TraceArg> args(specs.size());
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const std::string name = specs[i].name.empty() ? "arg" + std::to_string(i) : specs[i].name;
      Access::replace(args[i].tensor, trace.parameter(spec_type(trace, specs[i], where), name));
      args[i].dtype = specs[i].dtype;
    }
    trace.hidden().meet(nullptr, 0, "", true);
    return call_with(f, args);
  });
}

std::shared_ptr<const api::Compiled> exact_graph(GraphState& s, const std::vector<Tensor>& inputs) {
  std::vector<std::int64_t> key;
  std::vector<Spec> specs = s.specs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Shape& shape = Access::type(inputs[i]).shape;
    specs[i].dims.assign(shape.begin(), shape.end());
    key.insert(key.end(), shape.begin(), shape.end());
  }
  const std::lock_guard lock(s.mutex);
  auto& slot = s.exact[key];
  if (!slot) slot = std::make_shared<const api::Compiled>(trace_graph(*s.callable, specs, s.where));
  return slot;
}

}  // namespace
}  // namespace detail

std::vector<Tensor> Graph::run(const std::vector<Tensor>& inputs) const {
  if (!state_) fail("AG0201", {}, "an empty ag::Graph is called; make one with ag::trace");
  const auto& specs = state_->specs;
  if (inputs.size() != specs.size())
    fail("AG0215", {}, "the graph takes {} arguments, {} were given", specs.size(), inputs.size());
  std::vector<Tensor> fitted;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    fitted.push_back(detail::fit(inputs[i], specs[i], i));
  if (state_->general) return state_->general->run(std::move(fitted));
  if (state_->eager) return detail::run_eagerly(*state_->callable, fitted);
  const auto exact = detail::exact_graph(*state_, fitted);
  return exact->run(std::move(fitted));
}

Tensor Graph::call(const Tensor* args, std::size_t count) const {
  std::vector<Tensor> outputs = run({args, args + count});
  if (outputs.size() != 1)
    fail("AG0215", {}, "the graph has {} outputs: use run(), which gives all of them",
         outputs.size());
  return std::move(outputs[0]);
}

namespace {
const ir::Graph& graph_of(const std::shared_ptr<detail::GraphState>& s) {
  if (!s) fail("AG0201", {}, "this ag::Graph is empty; make one with ag::trace");
  if (!s->general)
    throw Error(*s->why, s->eager
                             ? "note: there is no graph, this file did not go through autograft"
                             : "note: there is no graph for all extents, only one for each call");
  return *s->general->graph;
}
}  // namespace

std::string Graph::text() const { return ir::print(graph_of(state_)); }
std::string Graph::dot() const { return ir::dot(graph_of(state_)); }
std::string Graph::json() const { return io::json(graph_of(state_)); }
std::vector<Spec> Graph::inputs() const {
  auto specs = detail::specs_of(graph_of(state_).main()->body->arguments);
  specs.resize(state_->specs.size());  // behind them stand what it reads besides its parameters
  return specs;
}
std::vector<Spec> Graph::outputs() const {
  auto specs = detail::specs_of(graph_of(state_).main()->body->terminator()->operands);
  specs.resize(specs.size() - state_->general->hidden.output_count);
  return specs;
}

std::int64_t Graph::node_count(std::string_view op) const {
  const ir::Graph& g = graph_of(state_);
  if (op != "loop" && !ir::find_op(op))
    fail("AG0218", {}, "node_count: no op is called \"{}\"", op);
  std::int64_t n = 0;
  for (const ir::Function* f : g.functions)
    ir::for_each_op(*f->body, [&](const ir::Op* o) {
      const bool loop = o->id == ir::OpId::while_ || o->id == ir::OpId::for_;
      n += op == "loop" ? loop : op == ir::op_def(o->id).name;
    });
  return n;
}

Graph trace_core(std::shared_ptr<detail::TraceCall> f, std::vector<Spec> specs,
                 std::source_location where) {
  if (f->arity != specs.size())
    fail("AG0215", where, "ag::trace: the callable takes {} arguments, {} specs were given",
         f->arity, specs.size());
  auto state = std::make_shared<detail::GraphState>();
  state->specs = std::move(specs);
  state->where = where;
  try {
    state->general = detail::trace_graph(*f, state->specs, where);
  } catch (const Error& e) {
    state->eager = (e.code() == "AG0301" || e.code() == "AG0313") && !api::is_converted();
    if (e.code() != "AG0302" && !state->eager) throw;
    state->why = e;
    state->callable = std::move(f);
  }
  Graph g;
  g.state_ = std::move(state);
  return g;
}

void save(const Graph& graph, const std::string& path, std::source_location where) {
  placed(where, [&] { io::write_model(path, graph_of(graph.state_)); });
}

Graph load(const std::string& path, std::source_location where) {
  auto state = std::make_shared<detail::GraphState>();
  api::Compiled compiled =
      placed(where, [&] { return api::compile(io::read_model(io::read_file(path), path)); });
  state->specs = detail::specs_of(compiled.graph->main()->body->arguments);
  state->general = std::move(compiled);
  Graph g;
  g.state_ = std::move(state);
  return g;
}

}  // namespace ag
