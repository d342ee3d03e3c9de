// Annotated functions at run time: activations, crossings, and the outermost call, which looks up
// or builds a graph and runs it. docs/internals/functions.md.
#include "autograft/function.h"

#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>

#include "api/arguments.h"
#include "api/calls.h"
#include "api/fields.h"
#include "api/trace.h"
#include "autograft/ops.h"
#include "support/columns.h"
#include "support/fail.h"

namespace ag {

namespace {

constinit thread_local Frame* running = nullptr;
constinit thread_local detail::FrameCrossing* top_crossing = nullptr;
/// The function whose graph is being built and whose first activation is still to come.
constinit thread_local const Function* expected_root = nullptr;

std::atomic<int> mode_now{-1};
std::atomic<bool> any_frame{false};

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

namespace {
Tensor cell_value(const void* cell, DType dtype) {
  const ScalarView v = ScalarAccess::read(cell, dtype);
  return v.sym ? Access::share(v.sym) : Access::adopt(make_scalar(v.number));
}

void lost_through_reference(const Function& f) {
  if (api::Trace* t = api::current_trace(); t && std::uncaught_exceptions() == 0)
    t->poison({"AG0301", api::location({f.line, f.column}),
               "a staged number is written through a reference parameter, but the caller passes a "
               "plain C++ number; annotate the caller, or pass an ag::Tensor"});
}
}  // namespace

/// The numbers outside of the function that an eager call has promoted, until it ends. Calls in it
/// find them by their addresses.
struct EagerCells {
  struct Cell {
    Cell(const HiddenRef& r, AnyNumber value, TensorImpl* symbolic) : ref(r) {
      ref.type->make(&scalar, value, symbolic);
    }
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;
    ~Cell() { reinterpret_cast<Scalar<double>*>(&scalar)->~Scalar(); }  // one layout for all types
    HiddenRef ref;
    struct alignas(Scalar<double>) {
      std::byte bytes[sizeof(Scalar<double>)];
    } scalar;
  };
  std::deque<Cell> list;
};

struct FrameAccess {
  static const Function* function(const Frame& f) { return f.function_; }

  static void* find(const Frame& f, const void* object) {
    if (!f.cells_) return nullptr;
    for (auto& c : f.cells_->list)
      if (c.ref.object == object) return &c.scalar;
    return nullptr;
  }
  /// Finds the cell of `ref`, here or in a call around; it is written back if any use writes it.
  static void* use(Frame* frame, const HiddenRef& ref) {
    for (Frame* f = frame; f; f = f->caller_)
      for (std::size_t i = 0; f->cells_ && i < f->cells_->list.size(); ++i)
        if (auto& c = f->cells_->list[i]; c.ref.object == ref.object) {
          c.ref.flags |= ref.flags;
          return &c.scalar;
        }
    return nullptr;
  }
  static void* make(Frame& frame, const HiddenRef& ref, AnyNumber value, TensorImpl* symbolic) {
    if (!frame.cells_) frame.cells_ = new EagerCells;
    return &frame.cells_->list.emplace_back(ref, value, symbolic).scalar;
  }
  static void enter(Frame& frame, const HiddenRef* refs, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (refs[i].type->kind != HiddenType::number) continue;
      if (!use(&frame, refs[i])) make(frame, refs[i], refs[i].type->load(refs[i].object), nullptr);
    }
  }
  static void leave(Frame& frame) {
    for (auto& c : frame.cells_->list) {
      const ScalarView v = ScalarAccess::read(&c.scalar, c.ref.type->dtype);
      if (!(c.ref.flags & HiddenRef::written)) continue;
      if (!v.sym)
        c.ref.type->store(c.ref.object, v.number);
      else
        lost_through_reference(*frame.function_);
    }
    delete frame.cells_;
    frame.cells_ = nullptr;
  }
};

}  // namespace detail

namespace api {
bool is_converted() noexcept {
  return any_frame.load(std::memory_order_relaxed) || any_source_columns();
}
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

// Of a call in emitted code `target` is the Frame that makes it: while its arguments are evaluated,
// a function among them may call the same callee without a crossing, and must not take this one.
Thunk opener_of(const Frame* frame) { return reinterpret_cast<Thunk>(const_cast<Frame*>(frame)); }

FrameCrossing::FrameCrossing(std::uint64_t i)
    : id(i), target(i ? opener_of(running) : nullptr), below(top_crossing) {
  top_crossing = this;
}

FrameCrossing::~FrameCrossing() noexcept(false) {
  if (open) top_crossing = below;
  bool untaken = false;
  for (int i = 0; i < 16; ++i) {
    untaken |= arguments[i] && lost(i);
    release(arguments[i]);
  }
  untaken |= take_cells_back();
  release(result);
  if (structure) destroy(structure);
  // A loop around that is staged by choice runs plainly then, as for any other error.
  if (untaken && std::uncaught_exceptions() == 0 && api::current_trace())
    fail("AG0313", where, "{}", not_taken);
}

void FrameCrossing::deposit(int index, TensorImpl* value) {
  if (index < 0 || index >= 16) internal_error("a staged value crosses as argument {}", index);
  retain(value);
  release(std::exchange(arguments[index], value));
}

void* FrameCrossing::deposit_cell(int index, void* scalar, DType dtype) {
  if (index < 0 || index >= 16)
    fail("AG0314", {}, "a staged value may be one of the first 16 arguments of a function");
  cells[index].scalar = scalar;
  cells[index].dtype = dtype;
  cells[index].at = &cells[index].plain;
  for (Cell& c : cells)
    if (&c != &cells[index] && c.scalar == scalar) cells[index].at = c.at;
  return cells[index].at;
}

bool FrameCrossing::take_cells_back() {
  bool staged = false;
  for (int i = 0; i < 16; ++i) {
    const Cell& c = cells[i];
    if (!c.scalar || !lost(i)) continue;
    if (c.structure || ScalarAccess::read(c.scalar, c.dtype).sym) {
      staged = true;
      continue;
    }
    const Leaf plain{Leaf::number, c.dtype, c.at, nullptr};
    ScalarAccess::write(c.scalar, c.dtype,
                        read_number(Access::get(api::read_leaf(plain)), c.dtype, {}), nullptr);
  }
  return staged;
}

void FrameCrossing::finish() {
  if (open) {
    top_crossing = below;
    open = false;
  }
  for (int i = 0; i < 16; ++i)
    if (arguments[i] && lost(i)) fail("AG0313", where, "{}", not_taken);
  if (take_cells_back()) fail("AG0313", where, "{}", not_taken);
}

void deposit(int index, TensorImpl* symbolic) {
  if (!top_crossing) throw InternalError("a promoted argument without a crossing");
  top_crossing->deposit(index, symbolic);
}

void deposit_structure(int index, const void* structure) {
  if (!top_crossing) throw InternalError("a promoted argument without a crossing");
  top_crossing->deposit_cell(index, const_cast<void*>(structure), DType::f32);
  top_crossing->cells[index].structure = true;
}

void* deposit_cell(int index, void* scalar, DType dtype) {
  if (!top_crossing) throw InternalError("a promoted argument without a crossing");
  return top_crossing->deposit_cell(index, scalar, dtype);
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

namespace {

/// Calls may nest this deep, if the thread's stack allows.
constexpr int max_depth = 10'000;
constexpr std::ptrdiff_t stack_reserve = 256 << 10;
constinit thread_local int call_depth = 0;
constinit thread_local const char* stack_end = nullptr;

const char* find_stack_end() {
  pthread_attr_t attributes;
  void* lowest = nullptr;
  std::size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    pthread_attr_getstack(&attributes, &lowest, &size);
    pthread_attr_destroy(&attributes);
  }
  return static_cast<const char*>(lowest) + 1;  // never null: asked once a thread
}

void check_depth(const Function& f) {
  if (!stack_end) stack_end = find_stack_end();
  const auto* here = static_cast<const char*>(__builtin_frame_address(0));
  if (call_depth < max_depth && here - stack_end > stack_reserve) return;
  fail(
      "AG0216", api::location({f.line, f.column}),
      "`{}` calls itself too deeply: {} calls are open, which is the limit or as many as the stack "
      "holds; look for the condition that never ends the recursion",
      f.name, call_depth);
}

}  // namespace

Frame::Frame(Function& f, std::uint64_t id) : function_(&f), caller_(running) {
  check_depth(f);
  const bool building = api::current_trace() != nullptr;
  outermost_ = !building && mode() == Mode::Graph;
  if (building && expected_root) {
    if (expected_root != &f)
      throw InternalError(std::string("the call that builds ") + expected_root->name +
                          " entered another function, " + f.name);
    expected_root = nullptr;
    root_ = true;
  }
  enter(id);
}

// The graph of an ag::function is built by calling its lambda.
Frame::Frame(Function& f, Joins, std::uint64_t id) : function_(&f), caller_(running) {
  check_depth(f);
  expected_root = nullptr;
  enter(id);
}

void Frame::enter(std::uint64_t id) noexcept {
  any_frame.store(true, std::memory_order_relaxed);
  if (const api::Trace* trace = api::current_trace()) {
    depth_ = trace->depth();
    level_ = trace->level();
  }
  detail::FrameCrossing* c = top_crossing;
  if (id && c && c->open && !c->claimed && c->id == id && c->target == detail::opener_of(caller_))
    claim();
  running = this;
  ++call_depth;
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

Frame::~Frame() {
  running = caller_;
  --call_depth;
  if (cells_) detail::FrameAccess::leave(*this);
  while (detail::KeptStructure* k = structures_) {
    structures_ = k->next;
    if (k->end(k->promoted, k->plain)) detail::lost_through_reference(*function_);
    delete k;
  }
}

// ---- what is read besides the parameters

void Frame::reads(const detail::HiddenRef* refs, std::size_t count, const char* names) {
  reads_ = refs;
  reads_count_ = count;
  reads_names_ = names;
  if (outermost_) return;
  if (api::Trace* t = api::current_trace())
    t->hidden().meet(refs, count, names, root_);
  else
    detail::FrameAccess::enter(*this, refs, count);
}

void Frame::reads_late(const detail::HiddenRef* refs, std::size_t count, const char* names) {
  if (api::Trace* t = api::current_trace())
    t->hidden().meet(refs, count, names, false);
  else
    detail::FrameAccess::enter(*this, refs, count);
}

void* Frame::cell_of(const void* plain) {
  void* found = nullptr;
  if (api::Trace* t = api::current_trace())
    found = t->hidden().cell(plain);
  else
    for (const Frame* f = this; f && !found; f = f->caller_)
      found = detail::FrameAccess::find(*f, plain);
  if (!found) throw InternalError("a number outside of the function has no cell");
  return found;
}

void* Frame::crossed_cell(int index) const noexcept {
  if (!crossing_ || !crossing_->cells[index].scalar) return nullptr;
  crossing_->taken |= 1u << index;
  return crossing_->cells[index].scalar;
}

void* Frame::inout_cell(int index, const detail::HiddenRef& plain) {
  void* crossing = crossed_cell(index);
  if (!crossing) return plain_cell(plain);
  return root_ ? api::current_trace()->hidden().cell_for(crossing) : crossing;
}

// No caller has a promoted value for it. It may be what the function reads besides.
void* Frame::plain_cell(const detail::HiddenRef& plain) {
  if (api::Trace* t = api::current_trace())
    if (void* hidden = t->hidden().cell(plain.object)) return hidden;
  if (void* found = detail::FrameAccess::use(this, plain)) return found;
  return detail::FrameAccess::make(*this, plain, plain.type->load(plain.object), nullptr);
}

void* Frame::shared_cell(int index, const detail::HiddenRef& plain) {
  using detail::FrameAccess;
  if (crossing_ && crossing_->cells[index].scalar) {
    if (crossing_->cells[index].dtype == plain.type->dtype) return inout_cell(index, plain);
    // It was converted on its way, so it is no other parameter's object.
    const Tensor value =
        detail::cell_value(crossing_->cells[index].scalar, crossing_->cells[index].dtype);
    crossing_->taken |= 1u << index;
    if (value.symbolic()) {
      const Tensor converted = value.to(plain.type->dtype);
      return FrameAccess::make(*this, {nullptr, plain.type, 0}, {}, detail::Access::get(converted));
    }
  }
  if (detail::TensorImpl* given = crossed(index, plain.type->dtype)) {
    const Tensor owner = detail::Access::adopt(given);
    return FrameAccess::make(*this, {nullptr, plain.type, 0}, {}, given);
  }
  return plain_cell(plain);
}

void* Frame::inout_structure(int index, const void* plain,
                             bool (*end)(void*, const void*)) noexcept {
  if (void* crossing = crossed_cell(index)) return crossing;
  for (detail::KeptStructure* k = structures_; k; k = k->next) {
    if (k->plain != plain) continue;
    if (end) k->end = end;
    return k->promoted;
  }
  return nullptr;
}

void* Frame::keep(detail::KeptStructure k) {
  k.next = structures_;
  structures_ = new detail::KeptStructure(k);
  return k.promoted;
}

detail::TensorImpl* Frame::crossed(int index, DType as) {
  if (!crossing_ || !crossing_->arguments[index]) return nullptr;
  crossing_->taken |= 1u << index;
  Tensor t = detail::Access::share(crossing_->arguments[index]);
  if (t.dtype() != as) t = t.to(as);
  return detail::result_handle(t);
}

void Frame::leave(detail::TensorImpl* result) {
  if (!crossing_) {
    api::trace_of(result).start_over_plain(result);
    fail("AG0301", api::location({function_->line, function_->column}),
         "the result of {} is staged, but its caller takes a plain C++ number; annotate the "
         "caller, or let {} return an ag::Tensor",
         function_->name, function_->name);
  }
  detail::retain(result);
  detail::release(std::exchange(crossing_->result, result));
}

void Frame::leave(void* structure, void (*destroy)(void*) noexcept) {
  if (!crossing_) {
    destroy(structure);
    fail("AG0301", api::location({function_->line, function_->column}),
         "a number in the result of {} is staged, but its caller takes plain C++ numbers; annotate "
         "the caller, or let {} return tensors",
         function_->name, function_->name);
  }
  if (crossing_->structure) crossing_->destroy(crossing_->structure);
  crossing_->structure = structure;
  crossing_->destroy = destroy;
}

void Frame::cannot_be_call() const {
  fail("AG0110", api::location({function_->line, function_->column}),
       "{} cannot stay a call in a graph: one of its parameters or its result is a structured "
       "value; pass tensors and numbers, or let it be inlined",
       function_->name);
}

// ---- calls that stay calls

namespace detail {
ExpectRoot::ExpectRoot(const Function& f) { expected_root = &f; }
ExpectRoot::~ExpectRoot() { expected_root = nullptr; }
}  // namespace detail

// Recursion: this function is already running in the function under construction, and a staged
// condition stands between.
bool Frame::becomes_call() const noexcept {
  if (root_) return false;
  if (kept_) return true;
  const api::Trace& trace = *api::current_trace();
  for (const Frame* f = caller_; f; f = f->caller_)
    if (f->function_ == function_ && f->level_ == level_ && trace.depth() > f->depth_) return true;
  return false;
}

namespace {
// The caller's number is a field that the function reads, too: in a function of the graph they
// would be two.
void refuse_hidden_cell(const detail::Call& call, const void* cell) {
  api::Trace& trace = *api::current_trace();
  for (std::size_t k = 0; k < call.objects.count; ++k)
    if (trace.hidden().cell(call.objects.refs[k].object) == cell)
      fail("AG0107", trace.place(),
           "a function that stays a call gets a reference to a number that it also reads as a "
           "field; pass a copy of it");
}
}  // namespace

Tensor Frame::run_call(const detail::ArgRef* args, std::size_t count, detail::Thunk thunk,
                       detail::Invoke invoke, detail::ResultType result) {
  using namespace detail;
  const Call call{args, count, {reads_, reads_count_, reads_names_, object_, object_size_}};
  // The object of a member function stands first here, and is no parameter.
  const auto index_of = [&](std::size_t i) { return static_cast<int>(i) - (object_ != nullptr); };
  const auto inout_of = [&](std::size_t i) -> void* {
    return has_place(*args[i].type) ? crossed_cell(index_of(i)) : nullptr;
  };
  std::vector<Tensor> operands;
  for (std::size_t i = 0; i < count; ++i) {
    if (args[i].type->kind == ArgType::object && crossing_ && index_of(i) >= 0)
      crossing_->taken |= 1u << index_of(i);  // it has no name
    const bool number = args[i].type->kind == ArgType::lifted && !is_object(call, i);
    const void* cell = inout_of(i);
    if (is_hidden(call, i) || (!number && !is_input(call, i))) continue;
    const DType dtype = args[i].type->dtype;
    if (cell) {
      refuse_hidden_cell(call, cell);
      const Tensor value = cell_value(cell, crossing_->cells[index_of(i)].dtype);
      operands.push_back(value.dtype() == dtype ? value : value.to(dtype));
    } else if (TensorImpl* given = number ? crossed(index_of(i), dtype) : nullptr) {
      operands.push_back(Access::adopt(given));
    } else {
      operands.push_back(read_argument(args[i]));
    }
  }
  auto results = api::current_trace()->calls().call({*function_, call, thunk, invoke, result},
                                                    std::move(operands));
  std::size_t next = result.kind == ResultType::none ? 0 : 1;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_output(call, i)) continue;
    if (void* cell = inout_of(i))
      ScalarAccess::write(cell, args[i].type->dtype, AnyNumber{}, Access::get(results[next++]));
    else
      write_argument(args[i], results[next++]);
  }
  return result.kind == ResultType::none ? Tensor() : results[0];
}

}  // namespace ag
