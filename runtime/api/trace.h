// A graph under construction: what emitted code, the ops and the cursors write into. One at a time
// per thread. Cursors (branch.cpp, loop.cpp) open and close its regions; docs/internals/cursors.md.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "api/calls.h"
#include "api/hidden.h"
#include "api/state.h"
#include "autograft/function.h"
#include "ir/builder.h"
#include "ir/graph.h"
#include "ops/emitter.h"

namespace ag::api {

/// Where a loop stands: function and place. All runs of it in one trace are treated alike.
using LoopKey = std::tuple<const Function*, std::uint32_t, std::uint32_t>;

/// What survives when a trace starts over.
struct BuildMemory {
  std::set<LoopKey> plain;             ///< loops staged by choice whose staging failed
  std::map<LoopKey, std::string> why;  ///< the error that made a loop plain
  std::set<std::pair<std::uint32_t, std::uint32_t>> warned;  ///< places of AG0401
  LoopKey latest;                                            ///< the last one added to `plain`
  std::map<const void*, Carried> carried;  ///< hidden inputs that regions change: by state entry
  bool again = false;  ///< a loop was added to `plain`, or an object to `carried`: build once more
};

/// A region under construction.
struct Scope {
  ir::Region* region;
  std::uint32_t id;
  const StateVars* state;  ///< null for the function's body
};

class Trace final : public ops::Emitter {
  struct Guard {
    ir::Value* set;
    std::string name;
  };
  /// One function under construction.
  struct Body {
    ir::Function* function = nullptr;
    std::vector<Scope> scopes;
    std::vector<ir::Op*> constants;
    std::unordered_map<const detail::TensorImpl*, ir::Value*> constant_of;
    std::map<std::pair<DType, std::uint64_t>, ir::Value*> number_of;
    std::unordered_map<const ir::Value*, Guard> guards;
    std::vector<detail::LoopImpl*> loops;
  };

 public:
  /// Becomes the thread's open trace.
  Trace(BuildMemory& memory, std::string name);
  ~Trace() override;
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  // ops::Emitter
  void record(ir::OpId id, std::span<const Tensor> in, const ir::Attributes& attributes,
              Location where, std::span<Tensor> out) override;
  /// What fails behind something that may fail or prints must wait for its turn, too.
  bool inside_region() const override { return body_.scopes.size() > 1 || eventful_; }
  bool recording_effects() const override { return true; }

  ir::Builder& builder() { return builder_; }
  BuildMemory& memory() const { return memory_; }
  std::uint64_t id() const { return id_; }
  Location place() const { return last_; }
  void set_place(Location where) {
    if (where) last_ = where;
  }

  /// A parameter of the function under construction, as a handle.
  Tensor parameter(const detail::Type* type, std::string name);
  /// A handle for a value of this graph.
  Tensor handle(ir::Value* value, const Tensor& witness = {});
  /// The graph value of a handle, for use in the open region: constants become `constant` ops of
  /// the function's body. Errors: AG0201 unset, AG0206 from a closed region or another trace.
  ir::Value* operand(const Tensor& t, Location where);
  /// The same without the check that it was set: for handing it on (yields, carries).
  ir::Value* value(const Tensor& t, Location where);
  /// The condition as a bool[] value. Errors: AG0205.
  ir::Value* predicate(detail::TensorImpl* symbolic, Location where);
  /// An empty list that counts as a list of `type`.
  ir::Value* empty_list(const detail::Type* type, Location where);
  /// The type of a value of this graph: the open extents of a list get symbols.
  const detail::Type* type_of(const Tensor& t);
  ir::Value* boolean(bool v, Location where) { return operand(Tensor(v), where); }

  /// The flag that says whether `value` was set on the path taken; null: always.
  ir::Value* guard(const Tensor& t) const;
  void set_guard(ir::Value* value, ir::Value* set, std::string name);

  void open(ir::Region* region, const StateVars* state);
  /// Back to the enclosing region.
  void close();
  std::size_t depth() const { return body_.scopes.size(); }
  /// Closes regions above `depth` (when control leaves a staged block).
  void close_to(std::size_t depth);

  std::vector<detail::LoopImpl*> loops;     ///< open staged loops, innermost last
  std::map<const ir::Op*, LoopKey> chosen;  ///< finished loops that were staged by choice
  /// A staged value is needed while the graph is built, which is an error: when it comes from a
  /// loop staged by choice, the build starts over with that loop plain.
  void start_over_plain(const detail::TensorImpl* symbolic);

  /// Why the trace may not become a graph although nobody could throw where that was found.
  struct Poison {
    const char* code;  ///< null: our fault
    Location where;
    std::string message;
  };
  void poison(Poison p);
  /// Poisoned by our fault.
  bool jumped() const { return !poison_.message.empty() && !poison_.code; }
  /// An exception leaves this block: one line more about where it came from.
  void add_unwound(Location where, const char* what);
  const std::string& unwound() const { return unwound_; }
  /// Throws what poisoned the trace, if something did.
  void rethrow_poison() const;
  /// AG0207, AG0206: see detail::TraceHooks.
  void check_store(const void* object, std::uint32_t birth, const detail::TensorImpl* value) const;

  /// What the graph reads and writes besides its parameters.
  Hidden& hidden() { return hidden_; }
  /// While it lives, objects are born in the function's body, whatever region is open.
  class InBody {
   public:
    explicit InBody(const Trace& t) : before_(detail::open_region) {
      detail::open_region = t.body_.scopes.front().id;
    }
    ~InBody() { detail::open_region = before_; }
    InBody(const InBody&) = delete;
    InBody& operator=(const InBody&) = delete;

   private:
    std::uint32_t before_;
  };

  /// Calls that stay calls.
  Calls& calls() { return calls_; }
  /// How many functions of the graph are being built around this point.
  int level() const { return level_; }
  /// While it lives, another function of the graph is under construction.
  class InFunction {
   public:
    InFunction(Trace& trace, ir::Function* f);
    ~InFunction();
    InFunction(const InFunction&) = delete;
    InFunction& operator=(const InFunction&) = delete;
    /// Ends it with these results.
    void finish(std::span<const Tensor> results);

   private:
    Trace& trace_;
    Body outer_;
  };

  /// Ends the function with these results and hands the verified graph over.
  std::shared_ptr<ir::Graph> finish(std::span<const Tensor> results);

 private:
  bool open_region(const ir::Region* region) const;
  ir::Value* constant(const Tensor& t, Location where);
  ir::Value* constant_list(const Tensor& t, Location where);
  const detail::Type* with_symbols(const detail::Type* type);
  void check_set(ir::Value* value, Location where);
  Tensor compute_witness(ir::OpId id, std::span<const Tensor> in, const ir::Attributes& attributes);

  void end(std::span<const Tensor> results);

  BuildMemory& memory_;
  std::shared_ptr<ir::Graph> graph_;
  Body body_;
  ir::Builder builder_;
  std::uint64_t id_;
  std::vector<Tensor> kept_;  ///< keeps the keys of constant_of alive
  Location last_;
  bool eventful_ = false;  ///< an op that may fail or has effects was recorded
  Poison poison_{nullptr, {}, {}};
  int level_ = 0;
  Hidden hidden_{*this};
  Calls calls_{*this};
  std::string unwound_;
  /// How often a place has been recorded into one region: a loop that runs while the graph is built
  /// (AG0401).
  struct Copies {
    std::uint32_t region = 0;
    int count = 0;
  };
  void count_copy(ir::OpId id, Location where);
  std::map<std::tuple<const char*, std::uint32_t, std::uint32_t, ir::OpId>, Copies> copies_;
};

/// The thread's open trace, or null.
Trace* current_trace() noexcept;

/// The open trace, which `symbolic` must belong to. Errors: AG0206.
Trace& trace_of(const detail::TensorImpl* symbolic);

/// Control left a staged block in another way than by its end; `thrown`: by an exception.
void left_block(Trace& trace, Location where, const char* what, bool thrown);

/// The `check` of a loop's turns (ag::loop_options).
ir::Attributes limit_reached(std::int64_t turns);

/// "file:line:col".
std::string text(Location where);
/// file:line:col of a construct in the innermost running annotated function.
Location location(Site site);
const Function* running_function() noexcept;
/// Whether converted code has been seen in this program, rather than one compiled as it stands.
bool is_converted() noexcept;

}  // namespace ag::api
