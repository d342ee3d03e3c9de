// Annotated functions at run time: activations, crossings, and the outermost call, which looks up
// or builds a graph and runs it. docs/internals/functions.md.
#include "autograft/function.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "api/cache.h"
#include "autograft/ops.h"
#include "support/fail.h"

namespace ag {

namespace {

constinit thread_local Frame* running = nullptr;
constinit thread_local detail::FrameCrossing* top_crossing = nullptr;
/// The function whose graph is being built and whose first activation is still to come.
constinit thread_local const Function* expected_root = nullptr;

std::atomic<int> mode_now{-1};

Mode mode_from_environment() {
  const char* text = std::getenv("AUTOGRAFT_MODE");
  if (!text || !*text || std::strcmp(text, "graph") == 0) return Mode::Graph;
  if (std::strcmp(text, "eager") == 0) return Mode::Eager;
  fail("AG0508", {}, "AUTOGRAFT_MODE is \"{}\"; it must be eager or graph", text);
}

}  // namespace

void set_mode(Mode m) { mode_now.store(static_cast<int>(m), std::memory_order_relaxed); }

Mode mode() {
  const int m = mode_now.load(std::memory_order_relaxed);
  if (m >= 0) return static_cast<Mode>(m);
  const Mode first = mode_from_environment();
  set_mode(first);
  return first;
}

namespace detail {
struct FrameAccess {
  static const Function* function(const Frame& f) { return f.function_; }
};
}  // namespace detail

namespace api {
const Function* running_function() noexcept {
  return running ? detail::FrameAccess::function(*running) : nullptr;
}
Location location(Site site) {
  const Function* f = running_function();
  return {f ? f->file : nullptr, site.line, site.column};
}
}  // namespace api

// ---- crossings

namespace detail {

namespace {
constexpr const char* not_taken =
    "a staged value is passed as a C++ number, but the function that was called does not take it: "
    "it was not converted, or it needs the value while the graph is built";
}

FrameCrossing::FrameCrossing(std::uint64_t i) : id(i), below(top_crossing) { top_crossing = this; }

FrameCrossing::~FrameCrossing() {
  if (open) top_crossing = below;
  bool lost = false;
  for (TensorImpl* p : arguments) {
    lost |= p != nullptr && !claimed;
    release(p);
  }
  release(result);
  // finish() reports it where throwing is possible; a `void` call has only this place.
  if (lost && std::uncaught_exceptions() == 0)
    if (api::Trace* t = api::current_trace()) t->poison({"AG0313", where, not_taken});
}

void FrameCrossing::deposit(int index, TensorImpl* value) {
  if (index < 0 || index >= 16)
    fail("AG0314", {}, "a staged value may be one of the first 16 arguments of a function");
  retain(value);
  release(std::exchange(arguments[index], value));
}

void FrameCrossing::finish() {
  if (open) {
    top_crossing = below;
    open = false;
  }
  for (const TensorImpl* p : arguments)
    if (p && !claimed) fail("AG0313", where, "{}", not_taken);
}

void deposit(int index, TensorImpl* symbolic) {
  if (!top_crossing) throw InternalError("a promoted argument without a crossing");
  top_crossing->deposit(index, symbolic);
}

TensorImpl* result_handle(const Tensor& t) {
  TensorImpl* p = Access::get(t);
  retain(p);
  return p;
}

void unset_result() {
  fail("AG0201", api::current_trace() ? api::current_trace()->place() : Location{},
       "the function returns a value that no path that ran has set");
}

}  // namespace detail

// ---- activations

Frame::Frame(Function& f, std::uint64_t id) : function_(&f), caller_(running) {
  const bool building = api::current_trace() != nullptr;
  outermost_ = !building && mode() == Mode::Graph;
  if (building && expected_root) {
    if (expected_root != &f)
      throw InternalError(std::string("the call that builds ") + expected_root->name +
                          " entered another function, " + f.name);
    expected_root = nullptr;
  }
  detail::FrameCrossing* c = top_crossing;
  if (id && c && c->open && !c->claimed && c->id == id) claim();
  running = this;
}

void Frame::claim() noexcept {
  crossing_ = top_crossing;
  crossing_->claimed = true;
  crossing_->open = false;
  top_crossing = crossing_->below;
}

void Frame::known_as(detail::Thunk self) noexcept {
  self_ = self;
  const detail::FrameCrossing* c = top_crossing;
  if (c && c->id == 0 && c->open && !c->claimed && c->target == self) claim();
}

Frame::~Frame() { running = caller_; }

detail::TensorImpl* Frame::crossed(int index, DType as) {
  if (!crossing_ || !crossing_->arguments[index]) return nullptr;
  Tensor t = detail::Access::share(crossing_->arguments[index]);
  if (t.dtype() != as) t = t.to(as);
  return detail::result_handle(t);
}

void Frame::leave(detail::TensorImpl* result) {
  if (!crossing_)
    fail("AG0301", api::location({function_->line, function_->column}),
         "the result of {} is staged, but its caller takes a plain C++ number; annotate the "
         "caller, or let {} return an ag::Tensor",
         function_->name, function_->name);
  detail::retain(result);
  detail::release(std::exchange(crossing_->result, result));
}

// ---- the outermost call

namespace detail {

namespace {

/// Storage for the arguments of the self-call: tensors and promoted numbers are fresh, host
/// arguments are the caller's own.
class FreshArguments {
 public:
  FreshArguments(api::Trace& trace, const ArgRef* args, std::size_t count, std::uint64_t data)
      : pointers_(count), tensors_(count), scalars_(count) {
    for (std::size_t i = 0; i < count; ++i) {
      const ArgType& type = *args[i].type;
      const std::string name = "arg" + std::to_string(i);
      pointers_[i] = args[i].object;
      if (type.kind == ArgType::host) continue;
      if (type.kind == ArgType::lifted) {
        Tensor t;
        if (data >> i & 1) t = trace.parameter(intern(type.dtype, Shape{}), name);
        type.make(&scalars_[i], type.number(args[i].object), Access::get(t));
        pointers_[i] = &scalars_[i];
        made_.push_back(i);
        continue;
      }
      const std::size_t same = alias_of(args, i);
      if (same != i) {
        pointers_[i] = pointers_[same];
        continue;
      }
      const Tensor& given = *static_cast<const Tensor*>(args[i].object);
      Access::replace(tensors_[i], trace.parameter(&Access::type(given), name));
      pointers_[i] = &tensors_[i];
    }
  }
  // Scalars of all types share one layout, so any of them destroys any of them.
  ~FreshArguments() {
    for (const std::size_t i : made_) reinterpret_cast<Scalar<double>*>(&scalars_[i])->~Scalar();
  }
  FreshArguments(const FreshArguments&) = delete;
  FreshArguments& operator=(const FreshArguments&) = delete;

  void* const* pointers() const { return pointers_.data(); }
  const Tensor& tensor(std::size_t i) const { return tensors_[i]; }

 private:
  struct alignas(Scalar<double>) Storage {
    std::byte bytes[sizeof(Scalar<double>)];
  };
  std::vector<void*> pointers_;
  std::vector<Tensor> tensors_;
  std::vector<Storage> scalars_;
  std::vector<std::size_t> made_;
};

/// True for the first argument of a tensor object that some parameter may write: an output.
bool is_output(const ArgRef* args, std::size_t count, std::size_t i) {
  if (args[i].type->kind > ArgType::tensor_inout || alias_of(args, i) != i) return false;
  for (std::size_t k = i; k < count; ++k)
    if (args[k].type->kind == ArgType::tensor_inout && args[k].object == args[i].object)
      return true;
  return false;
}

/// The next activation is `f`'s: the self-call.
struct ExpectRoot {
  explicit ExpectRoot(const Function& f) { expected_root = &f; }
  ~ExpectRoot() { expected_root = nullptr; }
  ExpectRoot(const ExpectRoot&) = delete;
  ExpectRoot& operator=(const ExpectRoot&) = delete;
};

std::shared_ptr<Entry> build_entry(Function& f, const ArgRef* args, std::size_t count,
                                   std::uint64_t data, Thunk thunk, Invoke invoke,
                                   ResultType result) {
  auto entry = std::make_shared<Entry>();
  entry->data = data;
  entry->key = make_key(args, count, data);
  for (std::size_t i = 0; i < count; ++i)
    if (args[i].type->kind == ArgType::host) entry->hosts.emplace_back(args[i]);
  entry->compiled = api::build(f.name, [&](api::Trace& trace) {
    trace.set_place({f.file, f.line, f.column});
    const FreshArguments fresh(trace, args, count, data);
    const ExpectRoot expect(f);
    TensorImpl* handle = invoke(thunk, fresh.pointers());
    std::vector<Tensor> results;
    if (result.kind != ResultType::none) results.push_back(Access::adopt(handle));
    for (std::size_t i = 0; i < count; ++i)
      if (is_output(args, count, i)) results.push_back(fresh.tensor(i));
    return results;
  });
  return entry;
}

void warn_constant(const Function& f, std::uint64_t bits, const Error& e) {
  for (int i = 0; bits >> i; ++i)
    if (bits >> i & 1)
      std::fprintf(stderr,
                   "%s:%u:%u: warning: argument %d of %s stays a constant of the graph, which is "
                   "built again for each value: %s [AG0403]\n",
                   f.file, f.line, f.column, i + 1, f.name, e.what());
}

std::shared_ptr<Entry> find_or_build(Function& f, FunctionState& s, const ArgRef* args,
                                     std::size_t count, Thunk thunk, Invoke invoke,
                                     ResultType result) {
  const std::lock_guard lock(s.mutex);
  const std::uint64_t before = s.data;
  if (auto e = s.find(args, count)) return e;
  std::shared_ptr<Entry> entry;
  try {
    entry = build_entry(f, args, count, s.data, thunk, invoke, result);
  } catch (const Error& e) {
    // Perhaps the structure depends on the value: the arguments that have just become data (or
    // else all that are data) stay constants, and only that way's error is the user's.
    const std::uint64_t added = s.data & ~before ? s.data & ~before : s.data;
    s.data = before;
    if (!added) throw;
    entry = build_entry(f, args, count, s.data & ~added, thunk, invoke, result);
    s.constant_only |= added;
    s.data &= ~added;
    warn_constant(f, added, e);
  }
  s.insert(entry);
  return entry;
}

}  // namespace
}  // namespace detail

Tensor Frame::run_graph(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                        detail::Invoke invoke, detail::ResultType result) {
  using namespace detail;
  FunctionState& state = state_of(*function_);
  if (self_) state.self.store(self_, std::memory_order_relaxed);
  const auto entry = find_or_build(*function_, state, args, count, thunk, invoke, result);
  std::vector<Tensor> inputs;
  inputs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const ArgType& type = *args[i].type;
    if (type.kind == ArgType::lifted && (entry->data >> i & 1))
      inputs.push_back(Access::adopt(make_scalar(type.number(args[i].object))));
    else if (type.kind <= ArgType::tensor_inout && alias_of(args, i) == i)
      inputs.push_back(*static_cast<const Tensor*>(args[i].object));
  }
  std::vector<Tensor> outputs = entry->compiled.program->run(inputs);
  std::size_t next = result.kind == ResultType::none ? 0 : 1;
  for (std::size_t i = 0; i < count; ++i)
    if (is_output(args, count, i))
      *static_cast<Tensor*>(args[i].object) = std::move(outputs[next++]);
  return result.kind == ResultType::none ? Tensor() : std::move(outputs[0]);
}

}  // namespace ag
