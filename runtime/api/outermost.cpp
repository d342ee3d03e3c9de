// The outermost call of an annotated function: finds or builds the graph for it and runs that.
#include <chrono>
#include <cstdio>

#include "api/arguments.h"
#include "api/cache.h"
#include "api/log.h"
#include "support/buffer.h"
#include "support/fail.h"
#include "support/readers.h"

namespace ag {

namespace detail {

namespace {

/// What is called.
struct Outermost {
  const Function& function;
  FunctionState& state;
  const Call& call;
  Thunk thunk;
  Invoke invoke;
  ResultType result;

  Location place() const { return {function.file, function.line, function.column}; }
};

/// "f32[2, 3], 4, \"…\"": the arguments as a log line shows them.
std::string describe(const Call& call, const Entry& e) {
  std::string text;
  for (std::size_t i = 0; i < call.count; ++i) {
    const Wanted& w = e.wanted[i];
    if (w.kind == ArgType::object) continue;
    if (!text.empty()) text += ", ";
    if (w.kind <= ArgType::tensor_inout) {
      text += std::string(name(w.dtype)) + '[';
      const Shape& shape = Access::type(*static_cast<const Tensor*>(call.args[i].object)).shape;
      for (std::size_t d = 0; d < shape.size(); ++d)
        text += (d ? ", " : "") +
                (!w.type && e.extents[i][d] < 0 ? std::string("?") : std::to_string(shape[d]));
      text += ']';
    } else if (w.kind == ArgType::lifted) {
      text += w.data ? std::string(name(call.args[i].type->dtype))
                     : to_string(Access::adopt(
                           make_scalar(call.args[i].type->number(call.args[i].object))));
    } else {
      text += "a host value";
    }
  }
  return text;
}

std::unique_ptr<Entry> build_entry(const Outermost& o, std::uint64_t data,
                                   std::vector<Extents> extents) {
  const auto begin = std::chrono::steady_clock::now();
  auto entry = std::make_unique<Entry>(o.call, data, std::move(extents));
  const void* stack = __builtin_frame_address(0);
  entry->compiled = api::build(o.function.name, [&](api::Trace& trace) {
    trace.set_place(o.place());
    trace.hidden().begin(o.call.objects, &o.state, stack);
    const FreshArguments fresh(trace, o.call, data, entry->open ? &entry->extents : nullptr);
    if (o.call.objects.count == 0) trace.hidden().meet(nullptr, 0, "", true);
    std::vector<Tensor> results = self_call(o.function, o.call, fresh, o.thunk, o.invoke, o.result);
    if (o.result.parts) entry->objects = api::structured_outputs(*o.result.parts, results);
    return results;
  });
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  api::log(o.place(), "built {}({}) in {:.2f} ms", o.function.name, describe(o.call, *entry),
           took.count());
  return entry;
}

void warn_constant(const Outermost& o, const std::string& what, const Error& e) {
  const Function& f = o.function;
  std::fprintf(stderr,
               "%s:%u:%u: warning: %s of %s stays a constant of the graph, which is built again "
               "for each value: %s [AG0403]\n",
               f.file, f.line, f.column, what.c_str(), f.name, e.what());
}

void warn_constants(const Outermost& o, std::uint64_t bits, const std::set<api::Place>& numbers,
                    const Error& e) {
  for (int i = 0; bits >> i; ++i)
    if (bits >> i & 1) warn_constant(o, "argument " + std::to_string(i + 1), e);
  if (!numbers.empty()) warn_constant(o, "a number outside of the parameters", e);
}

std::set<api::Place> minus(const std::set<api::Place>& a, const std::set<api::Place>& b) {
  std::set<api::Place> result;
  for (const api::Place& p : a)
    if (!b.count(p)) result.insert(p);
  return result;
}

/// With open extents, or null: the function needs an extent's number.
std::unique_ptr<Entry> build_open(const Outermost& o, std::vector<Extents> extents) {
  try {
    return build_entry(o, o.state.data, std::move(extents));
  } catch (const Error& e) {
    api::log(o.place(), "{} keeps exact extents: {}", o.function.name, e.what());
    o.state.exact_only = true;
    return nullptr;
  }
}

/// Perhaps the structure depends on a number's value: those that have just become data (or else all
/// that are data) stay constants, and only that way's error is the user's.
std::unique_ptr<Entry> build_exact(const Outermost& o, std::uint64_t data_before,
                                   const std::set<api::Place>& numbers_before) {
  FunctionState& s = o.state;
  try {
    return build_entry(o, s.data, extents_of(o.call));
  } catch (const Error& e) {
    std::uint64_t added = s.data & ~data_before;
    std::set<api::Place> numbers = minus(s.data_numbers, numbers_before);
    if (!added && numbers.empty()) {
      added = s.data;
      numbers = s.data_numbers;
    }
    s.data = data_before;
    const std::set<api::Place> all = std::exchange(s.data_numbers, numbers_before);
    if (!added && numbers.empty()) throw;
    s.data_numbers = minus(all, numbers);
    std::unique_ptr<Entry> entry;
    try {
      entry = build_entry(o, s.data & ~added, extents_of(o.call));
    } catch (...) {
      s.data_numbers = numbers_before;
      throw;
    }
    s.constant_only |= added;
    s.data &= ~added;
    s.constant_numbers.insert(numbers.begin(), numbers.end());
    warn_constants(o, added, numbers, e);
    return entry;
  }
}

// Threads that want graphs of one function wait for one another here, so each is built once.
Entry* build_for(const Outermost& o) {
  FunctionState& s = o.state;
  const std::lock_guard lock(s.mutex);
  if (Entry* e = s.hit(o.call)) return e;  // another thread has built it
  const std::uint64_t data_before = s.data;
  const std::set<api::Place> numbers_before = s.data_numbers;
  s.learn(o.call);
  if (s.data != data_before || s.data_numbers != numbers_before)
    api::log(o.place(), "numbers of {} become data", o.function.name);
  std::unique_ptr<Entry> entry;
  if (std::vector<Extents> open = s.extents_for(o.call); is_open(open))
    entry = build_open(o, std::move(open));
  if (!entry) entry = build_exact(o, data_before, numbers_before);
  return s.insert(std::move(entry));
}

void load_arguments(const Entry& entry, const Call& call, Tensor* to) {
  for (std::size_t i = 0; i < call.count; ++i) {
    const Wanted& w = entry.wanted[i];
    const ArgRef& arg = call.args[i];
    if (w.input)
      Access::replace(*to++, *static_cast<const Tensor*>(arg.object));
    else if (w.data)
      *to++ = Access::adopt(make_scalar(arg.type->number(arg.object)));
  }
}

}  // namespace
}  // namespace detail

Tensor Frame::run_graph(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                        detail::Invoke invoke, detail::ResultType result) {
  using namespace detail;
  FunctionState& state = state_of(*function_);
  if (self_ && state.self.load(std::memory_order_relaxed) != self_)
    state.self.store(self_, std::memory_order_relaxed);
  const Call call{args, count, {reads_, reads_count_, reads_names_, object_, object_size_}};
  const Reading reading;
  Entry* entry = state.hit(call);
  if (!entry) [[unlikely]]
    entry = build_for({*function_, state, call, thunk, invoke, result});
  Buffer<Tensor, 8> in(entry->compiled.inputs()), out(entry->compiled.outputs());
  load_arguments(*entry, call, in.data());
  entry->compiled.run(in.span(), out.span(), call.objects);
  std::size_t next = result.kind == ResultType::none ? 0 : 1;
  for (std::size_t i = 0; i < count; ++i)
    if (entry->wanted[i].output) *static_cast<Tensor*>(args[i].object) = std::move(out[next++]);
  if (result.parts) {
    const std::size_t own = out.size() - entry->compiled.hidden.output_count;
    api::finish_structured(*result.parts, entry->objects, out.span().subspan(next, own - next));
  }
  return result.kind == ResultType::none ? Tensor() : std::move(out[0]);
}

}  // namespace ag
