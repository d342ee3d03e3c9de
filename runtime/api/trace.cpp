// The open trace: recording ops, constants, regions, and the rules for what may be used and stored
// where.
#include "api/trace.h"

#include <atomic>
#include <cstdio>
#include <cstring>

#include "ir/text.h"
#include "ir/types.h"
#include "ops/attributes.h"
#include "support/columns.h"
#include "support/fail.h"
#include "tensor/hooks.h"

namespace ag::api {

namespace {

constinit thread_local Trace* open_trace = nullptr;
std::atomic<std::uint64_t> next_trace{1};
std::atomic<std::uint32_t> next_region{1};

std::uint32_t new_region_id() {
  std::uint32_t id = next_region.fetch_add(1, std::memory_order_relaxed);
  return id ? id : next_region.fetch_add(1, std::memory_order_relaxed);  // 0 means "no trace"
}

void hook_check_store(const void* object, std::uint32_t birth, const detail::TensorImpl* value) {
  if (open_trace) open_trace->check_store(object, birth, value);
}
Location hook_last_place() { return open_trace ? open_trace->place() : Location{}; }
std::string hook_building() {
  const Function* f = open_trace ? running_function() : nullptr;
  return f ? "`" + std::string(f->name) + "` (" + text({f->file, f->line, f->column}) + ")" : "";
}
void hook_check_escape(const detail::TensorImpl* value) {
  if (!open_trace || (value && value->trace != open_trace->id()))
    fail("AG0206", hook_last_place(),
         "a staged value is used outside of the graph it belongs to; return it, or keep it in a "
         "Tensor& parameter");
}
constexpr detail::TraceHooks hooks{hook_check_store, hook_last_place, hook_building,
                                   hook_check_escape};

}  // namespace

Trace* current_trace() noexcept { return open_trace; }

Trace& trace_of(const detail::TensorImpl* symbolic) {
  hook_check_escape(symbolic);
  return *open_trace;
}

std::string text(Location where) { return where ? place_text(where) : "an unknown place"; }

void left_block(Trace& trace, Location where, const char* what, bool thrown) {
  if (thrown) trace.add_unwound(where, what);
  if (thrown)
    // Matters only when somebody catches it and lets the function go on.
    trace.poison({"AG0305", where,
                  std::string("an exception left this staged ") + what +
                      " and was caught inside the function; what ran before it cannot be part of "
                      "a graph"});
  else
    trace.poison({nullptr, where,
                  std::string("control left a staged ") + what + " at " + text(where) +
                      " by a jump that was not converted"});
}

Trace::Trace(BuildMemory& memory, std::string name)
    : memory_(memory), graph_(std::make_shared<ir::Graph>()),
      body_{graph_->add_function(std::move(name)), {}, {}, {}, {}, {}, {}},
      builder_(*graph_, body_.function->body),
      id_(next_trace.fetch_add(1, std::memory_order_relaxed)) {
  if (open_trace)
    fail(
        "AG0305", open_trace->place(),
        "a graph is built while another one is under construction on this thread (ag::trace inside "
        "an annotated function); call the function instead");
  detail::trace_hooks.store(&hooks, std::memory_order_release);
  open_trace = this;
  ops::recorder = this;
  open(body_.function->body, nullptr);
}

Trace::~Trace() {
  body_.scopes.clear();
  detail::open_region = 0;
  ops::recorder = nullptr;
  open_trace = nullptr;
}

void Trace::open(ir::Region* region, const StateVars* state) {
  body_.scopes.push_back({region, new_region_id(), state});
  builder_.set_region(region);
  detail::open_region = body_.scopes.back().id;
}

void Trace::close() {
  body_.scopes.pop_back();
  builder_.set_region(body_.scopes.back().region);
  detail::open_region = body_.scopes.back().id;
}

namespace {
/// Calls `f` for the op and all ops inside of its regions.
template <class F>
void each_op(const ir::Op& op, F&& f) {
  f(op);
  for (const ir::Region* region : op.regions)
    for (const ir::Op* inner : region->ops) each_op(*inner, f);
}
}  // namespace

void Trace::start_over_plain(const detail::TensorImpl* symbolic) {
  std::vector<const ir::Value*> todo{symbolic->value};
  std::set<const ir::Op*> seen;
  while (!todo.empty() && !memory_.again && !chosen.empty()) {
    const ir::Op* op = todo.back()->producer;
    todo.pop_back();
    if (!op || !seen.insert(op).second) continue;
    each_op(*op, [&](const ir::Op& each) {
      todo.insert(todo.end(), each.operands.begin(), each.operands.end());
      const auto found = chosen.find(&each);
      if (found == chosen.end() || !memory_.plain.insert(found->second).second) return;
      memory_.latest = found->second;
      memory_.again = true;
    });
  }
}

void Trace::close_to(std::size_t depth) {
  while (body_.scopes.size() > depth) close();
}

void Trace::poison(Poison p) {
  if (poison_.message.empty()) poison_ = std::move(p);
}

void Trace::add_unwound(Location where, const char* what) {
  unwound_ += (unwound_.empty() ? "" : "\n") + place_text(where) + ": note: in this staged " + what;
}

void Trace::rethrow_poison() const {
  if (poison_.message.empty()) return;
  if (poison_.code) fail(poison_.code, poison_.where, "{}", poison_.message);
  throw InternalError(poison_.message);
}

Tensor Trace::parameter(const detail::Type* type, std::string name) {
  return handle(graph_->add_argument(body_.function->body, with_symbols(type), std::move(name)));
}

const detail::Type* Trace::with_symbols(const detail::Type* type) {
  if (!ir::is_list(type) || !type->symbolic_extents) return type;
  Shape shape = type->shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] < 0) shape[i] = graph_->new_symbol("element");
  return detail::with_extents(*type, shape);
}

const detail::Type* Trace::type_of(const Tensor& t) {
  const detail::Type* type = &detail::Access::type(t);
  return t.symbolic() ? type : with_symbols(type);
}

ir::Value* Trace::empty_list(const detail::Type* type, Location where) {
  const ops::ListAttributes a{static_cast<std::int64_t>(type->list), type->dtype, type->shape,
                              false};
  return builder_.append(ir::OpId::list, {}, a, where)->results[0];
}

ir::Value* Trace::constant_list(const Tensor& t, Location where) {
  const detail::ListData& data = detail::list_data(t);
  const detail::Type& type = detail::Access::type(t);
  std::vector<ir::Value*> items;
  for (const Tensor& item : data.items) items.push_back(constant(item, where));
  const bool open = type.list == detail::ListKind::elements && !data.declared && !items.empty();
  const ops::ListAttributes a{static_cast<std::int64_t>(open ? detail::ListKind::dtype : type.list),
                              type.dtype, open ? Shape() : with_symbols(&type)->shape,
                              data.declared};
  ir::Region* head = graph_->new_region();
  ir::Region* outer = builder_.set_region(head);
  ir::Op* op = builder_.append(ir::OpId::list, items, a, where);
  builder_.set_region(outer);
  head->ops.clear();
  op->region = body_.function->body;
  body_.constants.push_back(op);
  return op->results[0];
}

Tensor Trace::handle(ir::Value* value, const Tensor& witness) {
  detail::TensorImpl* w = nullptr;
  if (witness.defined()) {
    w = detail::Access::get(witness);
    if (w->symbolic()) w = w->witness;
  }
  return detail::Access::adopt(detail::allocate_symbolic(value->type, value, id_, w));
}

bool Trace::open_region(const ir::Region* region) const {
  for (const auto& s : body_.scopes)
    if (s.region == region) return true;
  return false;
}

ir::Value* Trace::constant(const Tensor& t, Location where) {
  auto* impl = detail::Access::get(t);
  if (auto it = body_.constant_of.find(impl); it != body_.constant_of.end()) return it->second;
  if (detail::is_list(impl)) {
    ir::Value* list = constant_list(t, where);
    body_.constant_of.emplace(impl, list);
    kept_.push_back(t);
    return list;
  }
  // Equal numbers are one value: a promoted number that both arms leave alone, or set alike, stays
  // a number.
  const bool number = impl->type == detail::scalar_type(impl->type->dtype);
  std::pair<DType, std::uint64_t> bits{impl->type->dtype, 0};
  if (number) {
    std::memcpy(&bits.second, impl->data, impl->type->bytes);
    if (auto it = body_.number_of.find(bits); it != body_.number_of.end()) return it->second;
  }
  // Placed at the head of the function when it is finished, so it dominates every region.
  ir::Op* op = graph_->new_op(ir::OpId::constant, where);
  op->attributes = ir::ConstantAttributes{t};
  op->region = body_.function->body;
  ir::Value* value = graph_->add_result(op, impl->type);
  body_.constants.push_back(op);
  body_.constant_of.emplace(impl, value);
  if (number) body_.number_of.emplace(bits, value);
  kept_.push_back(t);
  return value;
}

void Trace::check_set(ir::Value* value, Location where) {
  const auto it = body_.guards.find(value);
  if (it == body_.guards.end()) return;
  const Guard g = it->second;
  builder_.append(ir::OpId::check, {&g.set, 1},
                  ops::TextAttributes{(g.name.empty() ? "a value" : "`" + g.name + "`") +
                                          " is read, but no path that ran has set it",
                                      "AG0201"},
                  where);
}

ir::Value* Trace::value(const Tensor& t, Location where) {
  auto* impl = detail::Access::get(t);
  if (!impl) fail("AG0201", where, "a tensor that was never set is used");
  if (!impl->symbolic()) return constant(t, where);
  if (impl->trace != id_ || !open_region(impl->value->region()))
    fail("AG0206", where,
         "a value made inside a staged region is used outside of it; keep it in a local variable "
         "that the region assigns");
  return impl->value;
}

ir::Value* Trace::operand(const Tensor& t, Location where) {
  ir::Value* v = value(t, where);
  check_set(v, where);
  return v;
}

Tensor Trace::compute_witness(ir::OpId id, std::span<const Tensor> in,
                              const ir::Attributes& attributes) {
  const auto& def = ir::op_def(id);
  if (!def.evaluate || def.traits.has(ir::Trait::effect) || in.empty() || in.size() > 4) return {};
  Tensor values[4];
  Tensor* slots[4];
  for (std::size_t i = 0; i < in.size(); ++i) {
    auto* p = detail::Access::get(in[i]);
    if (!ir::is_number(p->type)) return {};
    if (p->symbolic()) {
      if (!p->witness) return {};
      values[i] = detail::Access::share(p->witness);
    } else {
      values[i] = in[i];
    }
    slots[i] = &values[i];
  }
  Tensor out[1];
  try {
    ir::EvalContext context{last_, {}};
    def.evaluate(context, ir::Operands(std::span<Tensor* const>(slots, in.size())), attributes,
                 std::span<Tensor>(out));
  } catch (const Error&) {
    return {};  // the first turn would fail here: the loop cannot be unrolled by its witness
  }
  return out[0];
}

void Trace::record(ir::OpId id, std::span<const Tensor> in, const ir::Attributes& attributes,
                   Location where, std::span<Tensor> out) {
  if (where)
    last_ = where = user_place(where);
  else
    where = last_;
  count_copy(id, where);
  std::vector<ir::Value*> operands;
  operands.reserve(in.size());
  for (const Tensor& t : in) operands.push_back(operand(t, where));
  ir::Op* op = builder_.append(id, operands, attributes, where);
  const ir::Traits traits = ir::op_def(id).traits;
  eventful_ |= traits.has(ir::Trait::may_fail) || traits.has(ir::Trait::effect);
  const bool one = out.size() == 1 && op->results.size() == 1;
  const Tensor witness = one ? compute_witness(id, in, attributes) : Tensor();
  for (std::size_t i = 0; i < out.size(); ++i)
    detail::Access::replace(out[i], handle(op->results[i], witness));
}

void Trace::count_copy(ir::OpId id, Location where) {
  constexpr int many = 1000;  // DIALECT §2
  if (!where.line) return;
  const std::uint32_t line = where.line, column = where.column;
  Copies& c = copies_[{where.file, line, column, id}];
  const std::uint32_t region = body_.scopes.back().id;
  if (std::exchange(c.region, region) != region) c.count = 0;
  if (++c.count <= many || !memory_.warned.insert({line, column}).second) return;
  std::string why;
  for (const auto& [loop, reason] : memory_.why)
    why += " (a loop could not be staged: " + reason + ")";
  std::fprintf(
      stderr,
      "%s: warning: this stands more than %d times in the graph: a loop round it runs "
      "while the graph is built%s; write the loop over ag::range, or put AG_STAGE before it, "
      "which says why it is none of the graph [AG0401]\n",
      text(where).c_str(), many, why.c_str());
}

ir::Value* Trace::predicate(detail::TensorImpl* symbolic, Location where) {
  Tensor t = detail::Access::share(symbolic);
  const auto& type = *symbolic->type;
  if (type.elements >= 0 && type.elements != 1)
    fail("AG0205", where,
         "the condition has shape {}: it must have exactly one element; reduce it with ag::any or "
         "ag::all",
         to_string(type.shape));
  set_place(where);
  if (type.dtype != DType::boolean)
    t = ops::emit(ir::OpId::ne, {t, Tensor(false).to(type.dtype)}, where);
  if (type.shape.rank() != 0) t = ops::emit(ir::OpId::reshape, {t}, ops::ShapeAttributes{}, where);
  return operand(t, where);
}

ir::Value* Trace::guard(const Tensor& t) const {
  if (!t.symbolic()) return nullptr;
  const auto it = body_.guards.find(detail::Access::get(t)->value);
  return it == body_.guards.end() ? nullptr : it->second.set;
}

void Trace::set_guard(ir::Value* value, ir::Value* set, std::string name) {
  body_.guards[value] = {set, std::move(name)};
}

void Trace::check_store(const void* object, std::uint32_t birth,
                        const detail::TensorImpl* value) const {
  std::size_t first = body_.scopes.size();  // first scope inside the object's own
  for (std::size_t i = 0; i < body_.scopes.size(); ++i)
    if (body_.scopes[i].id == birth) first = i + 1;
  const bool symbolic = value && value->symbolic();
  if (first == body_.scopes.size() && (body_.scopes.empty() || body_.scopes.back().id != birth)) {
    // Born before the trace (or in a region that is closed): harmless for plain data outside of
    // every staged region.
    if (!symbolic && body_.scopes.size() <= 1) return;
    first = 1;
    if (body_.scopes.size() <= 1 && !hidden_.contains(object))
      fail("AG0206", last_,
           "a staged value is stored in an object that outlives the graph under construction; "
           "return it, or pass the object as a Tensor& parameter");
  }
  for (std::size_t i = first; i < body_.scopes.size(); ++i)
    if (!body_.scopes[i].state || !body_.scopes[i].state->contains(object)) {
      hidden_.carry(object);
      fail("AG0207", last_,
           "a value is stored, inside a staged region, in an object from outside that the region "
           "does not name (a field of a closure, a captured container, an alias); assign a local "
           "variable of the annotated function instead");
    }
}

Trace::InFunction::InFunction(Trace& trace, ir::Function* f)
    : trace_(trace), outer_(std::exchange(trace.body_, Body{f, {}, {}, {}, {}, {}, {}})) {
  std::swap(trace.loops, outer_.loops);
  ++trace.level_;
  trace.open(f->body, nullptr);
}

Trace::InFunction::~InFunction() {
  trace_.body_ = std::move(outer_);
  std::swap(trace_.loops, trace_.body_.loops);
  --trace_.level_;
  trace_.builder_.set_region(trace_.body_.scopes.back().region);
  detail::open_region = trace_.body_.scopes.back().id;
}

void Trace::InFunction::finish(std::span<const Tensor> results) { trace_.end(results); }

void Trace::end(std::span<const Tensor> results) {
  rethrow_poison();
  if (body_.scopes.size() != 1) throw InternalError("a staged region was left open");
  std::vector<ir::Value*> values;
  for (const Tensor& t : results) values.push_back(operand(t, last_));
  builder_.yield(values, last_);
  auto& ops = body_.function->body->ops;
  ops.insert(ops.begin(), body_.constants.begin(), body_.constants.end());
}

std::shared_ptr<ir::Graph> Trace::finish(std::span<const Tensor> results) {
  end(results);
  ir::verify(*graph_);
  return graph_;
}

}  // namespace ag::api
