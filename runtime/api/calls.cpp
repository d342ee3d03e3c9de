// Calls that stay calls: see calls.h.
#include "api/calls.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "api/arguments.h"
#include "api/trace.h"
#include "ir/control.h"
#include "support/fail.h"

namespace ag::api {

namespace {
constexpr std::size_t max_functions = 500;
constexpr int max_tries = 16;

/// Types of tensors (extents that are not known are alike, whatever symbol they have), hashes of
/// host values, objects. Numbers are data.
detail::Key kind_of(const detail::Call& call) {
  detail::Key key;
  for (std::size_t i = 0; i < call.count; ++i) {
    const detail::ArgRef& arg = call.args[i];
    if (arg.type->kind == detail::ArgType::host) key.words.push_back(arg.type->hash(arg.object));
    if (has_place(*arg.type)) key.words.push_back(detail::alias_of(call, i));
    if (arg.type->kind > detail::ArgType::tensor_inout) continue;
    const auto* p = detail::Access::get(*static_cast<const Tensor*>(arg.object));
    if (!p) fail("AG0201", {}, "argument {} of an annotated function was never set", i + 1);
    key.words.push_back(static_cast<std::uint64_t>(p->type->list) << 16 |
                        static_cast<std::uint64_t>(p->type->dtype) << 8 |
                        static_cast<std::uint64_t>(p->type->shape.rank()));
    for (const std::int64_t d : p->type->shape)
      key.words.push_back(d < 0 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(d));
    key.words.push_back(detail::alias_of(call, i));
  }
  key.words.push_back(reinterpret_cast<std::uintptr_t>(call.objects.self));
  return key;
}

bool equal_types(const detail::Type* a, const detail::Type* b) {
  if (!a || !b || a->dtype != b->dtype || a->list != b->list || a->shape.rank() != b->shape.rank())
    return a == b;
  for (std::size_t i = 0; i < a->shape.size(); ++i)
    if (a->shape[i] != b->shape[i] && (a->shape[i] >= 0 || b->shape[i] >= 0)) return false;
  return true;
}

/// Open extents become symbols of their own at every call.
const detail::Type* at_call(ir::Graph& graph, const detail::Type* type) {
  Shape shape = type->shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] < 0) shape[i] = graph.new_symbol("extent");
  return detail::with_extents(*type, shape);
}

/// What both may be: extents that differ are open.
const detail::Type* join(ir::Graph& graph, const detail::Type* a, const detail::Type* b) {
  if (!a || a->dtype != b->dtype || a->list != b->list || a->shape.rank() != b->shape.rank())
    return b;
  Shape shape = a->shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != b->shape[i]) shape[i] = graph.new_symbol("extent");
  return detail::with_extents(*a, shape);
}
}  // namespace

TracedFunction* Calls::find(const Callee& callee, const detail::Key& key) {
  for (TracedFunction& f : functions_) {
    if (f.source != &callee.function || !(f.key == key)) continue;
    std::size_t host = 0;
    bool equal = true;
    for (std::size_t i = 0; i < callee.call.count && equal; ++i)
      if (callee.call.args[i].type->kind == detail::ArgType::host)
        equal = f.hosts[host++].equals(callee.call.args[i].object);
    if (equal) return &f;
  }
  return nullptr;
}

std::string Calls::unused_name(const std::string& name) const {
  const ir::Graph& graph = trace_.builder().graph();
  for (int i = 1;; ++i) {
    std::string text = i == 1 ? name : name + "_" + std::to_string(i);
    if (!graph.find_function(text)) return text;
  }
}

void Calls::forget(std::size_t from) {
  auto& all = trace_.builder().graph().functions;
  for (std::size_t i = from; i < functions_.size(); ++i) std::erase(all, functions_[i].graph);
  functions_.resize(from);
}

// Numbers are declared; in-out arguments and hidden inputs keep their types; a tensor result is
// what another path has returned, or else like the first tensor argument.
void Calls::expect(const Callee& callee, TracedFunction& f,
                   const std::vector<Tensor>& operands) const {
  using detail::ResultType;
  if (callee.result.kind == ResultType::number)
    f.types.push_back(detail::scalar_type(callee.result.dtype));
  if (callee.result.kind == ResultType::tensor)
    f.types.push_back(hint()             ? hint()
                      : operands.empty() ? detail::scalar_type(DType::f32)
                                         : &detail::Access::type(operands.front()));
  for (std::size_t i = 0; i < callee.call.count; ++i)
    if (const detail::ArgRef& arg = callee.call.args[i]; detail::is_output(callee.call, i))
      f.types.push_back(arg.type->kind <= detail::ArgType::tensor_inout
                            ? &detail::Access::type(*static_cast<const Tensor*>(arg.object))
                            : detail::scalar_type(arg.type->dtype));
}

bool Calls::try_build(const Callee& callee, TracedFunction& f) {
  f.graph = trace_.builder().graph().add_function(unused_name(callee.function.name));
  f.assumed = false;
  const auto outer = std::pair(std::exchange(hint_, nullptr), std::exchange(expression_, nullptr));
  std::vector<Tensor> results;
  const std::size_t own = f.types.size() - f.changed.size();
  const std::vector<const void*> expected = f.changed;
  {
    Trace::InFunction body(trace_, f.graph);
    const detail::FreshArguments fresh(trace_, callee.call, ~std::uint64_t{0});
    Hidden::InFunction hidden(trace_.hidden());
    f.hidden = hidden.objects();
    results = detail::self_call(callee.function, callee.call, fresh, callee.thunk, callee.invoke,
                                callee.result);
    f.changed = hidden.changed(expected);
    for (const void* object : f.changed) results.push_back(trace_.hidden().value(object));
    body.finish(results);
  }
  std::tie(hint_, expression_) = outer;
  f.tried = true;
  bool right = f.changed == expected;
  f.types.resize(own);
  for (std::size_t i = 0; i < results.size(); ++i) {
    const detail::Type* type = &detail::Access::type(results[i]);
    if (i >= own)
      f.types.push_back(type);
    else if (!equal_types(f.types[i], type)) {
      f.types[i] = f.assumed ? join(trace_.builder().graph(), f.types[i], type) : type;
      right = false;
    }
  }
  return right || !f.assumed;
}

TracedFunction& Calls::build(const Callee& callee, const detail::Key& key,
                             const std::vector<Tensor>& operands) {
  if (functions_.size() >= max_functions)
    fail("AG0216", trace_.place(),
         "`{}` calls itself with arguments of ever new shapes or values: {} graph functions have "
         "been made for it; make what changes a number or the content of a tensor",
         callee.function.name, functions_.size());
  const std::size_t first = functions_.size();
  TracedFunction& f = functions_.emplace_back();
  f.source = &callee.function;
  f.key = key;
  for (std::size_t i = 0; i < callee.call.count; ++i) {
    const detail::ArgType& t = *callee.call.args[i].type;
    if (t.kind == detail::ArgType::host)
      f.hosts.emplace_back(callee.call.args[i].object, t.copy, t.destroy, t.equal);
  }
  expect(callee, f, operands);
  try {
    for (int i = 0; !try_build(callee, f); ++i) {
      if (i == max_tries)
        fail("AG0203", trace_.place(), "the result of `{}` changes its type from call to call",
             callee.function.name);
      std::erase(trace_.builder().graph().functions, f.graph);
      forget(first + 1);  // made on wrong assumptions
    }
  } catch (...) {
    forget(first);
    throw;
  }
  f.complete = true;
  return f;
}

std::vector<Tensor> Calls::call(const Callee& callee, std::vector<Tensor> operands) {
  const detail::Key key = kind_of(callee.call);
  TracedFunction* f = find(callee, key);
  if (!f) f = &build(callee, key, operands);
  if (!f->complete) {
    if (!f->assumed && !f->tried && hint() && callee.result.kind == detail::ResultType::tensor)
      f->types.front() = hint();
    f->assumed = true;
  }
  Hidden& hidden = trace_.hidden();
  for (const void* object : f->hidden) operands.push_back(hidden.value(object));
  std::vector<ir::Value*> values;
  for (const Tensor& t : operands) values.push_back(trace_.operand(t, trace_.place()));
  std::vector<const detail::Type*> types;
  ir::Graph& graph = trace_.builder().graph();
  for (const detail::Type* t : f->types) types.push_back(at_call(graph, t));
  const ir::Op* op = trace_.builder().append_as(
      ir::OpId::call, values, ir::CallAttributes{f->graph->name}, types, trace_.place());
  std::vector<Tensor> results;
  for (ir::Value* v : op->results) results.push_back(trace_.handle(v));
  const std::size_t own = results.size() - f->changed.size();
  for (std::size_t i = own; i < results.size(); ++i) hidden.set(f->changed[i - own], results[i]);
  results.resize(own);
  return results;
}

}  // namespace ag::api
