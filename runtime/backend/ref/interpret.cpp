// The loop that runs a Program. One activation a call; no recursion.
#include "backend/ref/interpret.h"

#include <memory>
#include <utility>

#include "ir/control.h"
#include "ir/text.h"
#include "support/fail.h"
#include "tensor/limits.h"

namespace ag::ref {
namespace {

using ag::detail::Access;
using ir::Type;

bool read_bool(const Tensor& t) { return *static_cast<const bool*>(Access::data(t)); }
std::int64_t read_i64(const Tensor& t) {
  return *static_cast<const std::int64_t*>(Access::data(t));
}

Tensor make_i64(std::int64_t v) {
  static const Type* const type = ag::detail::intern(DType::i64, Shape{});
  ag::detail::TensorImpl* block = ag::detail::allocate(type);
  *static_cast<std::int64_t*>(block->data) = v;
  return Access::adopt(block);
}

/// Slow path of an input that is not of exactly the parameter's type: symbols take the extents
/// they meet first.
void check_input(const Type& found, const ir::Value& parameter,
                 std::vector<std::int64_t>& symbols) {
  const Type& wanted = *parameter.type;
  bool same = found.dtype == wanted.dtype && found.list == wanted.list &&
              found.shape.rank() == wanted.shape.rank();
  const bool list = wanted.list != ag::detail::ListKind::none;
  for (std::size_t i = 0; same && i < wanted.shape.size(); ++i) {
    std::int64_t extent = wanted.shape[i];
    if (extent < 0 && list) continue;  // differs between elements
    if (extent < 0) {
      const auto k = static_cast<std::size_t>(-1 - extent);
      if (symbols.size() <= k) symbols.resize(k + 1, -1);
      if (symbols[k] < 0) symbols[k] = found.shape[i];
      extent = symbols[k];
    }
    same = found.shape[i] == extent;
  }
  if (same) return;
  const std::string which =
      parameter.name.empty() ? std::to_string(parameter.index) : parameter.name;
  throw Error(found.dtype == wanted.dtype ? "AG0214" : "AG0215", {},
              "input '" + which + "' is " + ag::detail::describe(found) + ", the graph takes " +
                  ag::detail::describe(wanted));
}

/// Where to go on after a call.
struct Activation {
  const Program* program;
  std::size_t next;
  std::size_t base;
  std::size_t counters;
};

/// The values of one run.
struct Frame {
  std::vector<Tensor> slots;
  std::vector<Tensor> scratch;
  std::vector<Tensor*> operands;
  std::vector<std::int64_t> turns;
  std::vector<std::int64_t> limits;
  std::vector<Activation> callers;

  void clear() {
    for (Tensor& t : slots)
      if (t.defined()) t = Tensor();
    scratch.clear();
    callers.clear();
  }
};

class Machine {
 public:
  Machine(const std::vector<Program>& programs, Frame& frame, const RunOptions& options)
      : programs_(programs), frame_(frame), options_(options), program_(&programs[0]) {
    fit();
  }

  void run(std::span<Tensor> results) {
    try {
      run_steps();
      for (std::size_t i = 0; i < results.size(); ++i) results[i] = std::move(frame_.scratch[i]);
    } catch (const Error& e) {
      const ir::Op* op = program_->steps[next_ - 1].op;
      if (!e.where().empty() || !op) throw Error(e, regions());
      throw Error(Error(e.code().data(), op->where, e.message()), regions());
    }
  }

 private:
  void run_steps() {
    for (;;) {
      const Step& s = program_->steps[next_++];
      switch (s.kind) {
      case StepKind::eval: evaluate(s); break;
      case StepKind::branch:
        if (!take_predicate(s)) next_ = s.target;
        break;
      case StepKind::jump: next_ = s.target; break;
      case StepKind::enter: enter(s); break;
      case StepKind::turn: count_turn(s, ++frame_.turns[counters_ + s.counter]); break;
      case StepKind::next: next_turn(s); break;
      case StepKind::move:
        move(s);
        release(s);
        break;
      case StepKind::call: call(s); break;
      case StepKind::leave:
        gather(s);
        if (frame_.callers.empty()) return;
        leave();
        break;
      }
    }
  }

  // ---- errors
  /// The regions around the step that failed, innermost first, a line each.
  std::string regions() const {
    constexpr std::size_t shown = 8;  // calls
    std::string lines = regions_of(*program_, next_, counters_);
    std::size_t left = frame_.callers.size();
    for (; left > 0 && frame_.callers.size() - left < shown; --left) {
      const Activation& caller = frame_.callers[left - 1];
      const ir::Op* op = caller.program->steps[caller.next - 1].op;
      const std::string& name = op->attributes.as<ir::CallAttributes>().callee;
      lines += note(op->where, "in this call of `" + name + "`");
      lines += regions_of(*caller.program, caller.next, caller.counters);
    }
    if (left > 0) lines += "note: in " + std::to_string(left) + " more calls\n";
    if (!lines.empty()) lines.pop_back();  // the last line break
    return lines;
  }

  std::string regions_of(const Program& p, std::size_t next, std::size_t counters) const {
    std::string lines;
    const ir::Op* op = p.steps[next - 1].op;
    while (op && op->region && op->region->parent) {
      const ir::Region* region = op->region;
      op = region->parent;
      const bool first = op->regions[0] == region;
      if (op->id == ir::OpId::cond)
        lines += note(op->where,
                      first ? "where this condition is true" : "where this condition is false");
      else
        lines += note(op->where,
                      "in turn " + std::to_string(turn_of(p, op, counters)) + " of this loop");
    }
    return lines;
  }

  std::int64_t turn_of(const Program& p, const ir::Op* loop, std::size_t counters) const {
    for (const Step& s : p.steps)
      if (s.kind == StepKind::enter && s.op == loop) return frame_.turns[counters + s.counter];
    return 0;
  }

  static std::string note(Location where, const std::string& text) {
    const std::string place = place_text(where);
    return place + (place.empty() ? "" : ": ") + "note: " + text + '\n';
  }

  Tensor& slot(std::int32_t i) { return frame_.slots[base_ + static_cast<std::size_t>(i)]; }

  Tensor& at(Source s) {
    // The constants are shared between threads: read only, and `last` is never set for them.
    return s.slot >= 0
               ? slot(s.slot)
               : const_cast<Tensor&>(program_->constants[static_cast<std::size_t>(~s.slot)]);
  }

  Tensor read(Source s) { return s.last ? std::move(at(s)) : at(s); }

  /// Room for the activation of program_ at base_.
  void fit() {
    Frame& f = frame_;
    if (f.slots.size() < base_ + program_->slots) f.slots.resize(base_ + program_->slots);
    if (f.operands.size() < program_->widest) f.operands.resize(program_->widest);
    const std::size_t counters = counters_ + program_->counters;
    if (f.turns.size() < counters) f.turns.resize(counters), f.limits.resize(counters);
  }

  void release(const Step& s) {
    for (std::uint32_t i = 0; i < s.releases; ++i)
      slot(program_->releases[s.first_release + i]) = Tensor();
  }

  void evaluate(const Step& s) {
    Tensor** operands = frame_.operands.data();
    for (std::uint32_t i = 0; i < s.count; ++i) operands[i] = &at(program_->sources[s.first + i]);
    ir::EvalContext context{s.op->where, {program_->types.data() + s.first_type, s.results}};
    s.evaluate(context, ir::Operands({operands, s.count}, s.may_take), s.op->attributes,
               {frame_.slots.data() + base_ + s.to, s.results});
    release(s);
  }

  bool take_predicate(const Step& s) {
    const Source source = program_->sources[s.first];
    const bool answer = read_bool(at(source));
    if (source.last) at(source) = Tensor();
    return answer;
  }

  // ---- loops
  void enter(const Step& s) {
    frame_.turns[counters_ + s.counter] = 0;
    if (!s.counted) return;
    const Source count = program_->sources[s.first];
    frame_.limits[counters_ + s.counter] = read_i64(at(count));
    if (count.last) at(count) = Tensor();
  }

  void count_turn(const Step& s, std::int64_t turn) const {
    if (limited_) [[unlikely]]
      ag::detail::check_turn(turn, s.op->where);
    if (options_.max_iterations > 0 && turn > options_.max_iterations)
      throw Error("AG0216", s.op->where,
                  "the loop ran " + std::to_string(options_.max_iterations) +
                      " times (max_iterations) and was not finished");
  }

  void next_turn(const Step& s) {
    std::int64_t& turn = frame_.turns[counters_ + s.counter];
    if (turn >= frame_.limits[counters_ + s.counter]) {
      next_ = s.target;
      return;
    }
    count_turn(s, turn + 1);
    if (s.to >= 0) slot(s.to) = make_i64(turn);
    ++turn;
  }

  // ---- values
  void move(const Step& s) {
    const Move* moves = program_->moves.data() + s.first;
    if (!s.parallel) {
      for (std::uint32_t i = 0; i < s.count; ++i) slot(moves[i].to) = read(moves[i].from);
      return;
    }
    for (std::uint32_t i = 0; i < s.count; ++i) frame_.scratch.push_back(read(moves[i].from));
    for (std::uint32_t i = 0; i < s.count; ++i) slot(moves[i].to) = std::move(frame_.scratch[i]);
    frame_.scratch.clear();
  }

  void gather(const Step& s) {
    for (std::uint32_t i = 0; i < s.count; ++i)
      frame_.scratch.push_back(read(program_->sources[s.first + i]));
  }

  // ---- calls
  void call(const Step& s) {
    if (frame_.callers.size() == max_call_depth)
      throw Error("AG0216", s.op->where,
                  "calls are nested more than " + std::to_string(max_call_depth) + " deep");
    gather(s);
    frame_.callers.push_back({program_, next_, base_, counters_});
    base_ += program_->slots;
    counters_ += program_->counters;
    program_ = &programs_[s.target];
    next_ = 0;
    fit();
    scatter(0);
  }

  void leave() {
    for (std::uint32_t i = 0; i < program_->slots; ++i)
      slot(static_cast<std::int32_t>(i)) = Tensor();
    const Activation caller = frame_.callers.back();
    frame_.callers.pop_back();
    program_ = caller.program;
    next_ = caller.next;
    base_ = caller.base;
    counters_ = caller.counters;
    const Step& s = program_->steps[next_ - 1];
    scatter(s.to);
    release(s);
  }

  void scatter(std::int32_t to) {
    for (Tensor& t : frame_.scratch) slot(to++) = std::move(t);
    frame_.scratch.clear();
  }

  const std::vector<Program>& programs_;
  Frame& frame_;
  const RunOptions& options_;
  const bool limited_ = ag::detail::loops_are_limited();
  const Program* program_;
  std::size_t next_ = 0;      ///< the step to run
  std::size_t base_ = 0;      ///< slot 0 of the activation
  std::size_t counters_ = 0;  ///< loop 0 of the activation
};

/// Frames of this thread that no run is using: the next one takes the last.
struct Spares {
  std::vector<std::unique_ptr<Frame>> frames;
  ~Spares();
};
constinit thread_local bool spares_gone = false;
Spares& spares() {
  thread_local Spares s;
  return s;
}
Spares::~Spares() { spares_gone = true; }

constexpr std::size_t most_kept = 4096;  // slots; deep recursion needs more, once

/// A run's frame, given back empty.
class FrameLease {
 public:
  FrameLease() {
    if (!spares_gone && !spares().frames.empty()) {
      frame_ = std::move(spares().frames.back());
      spares().frames.pop_back();
    } else {
      frame_ = std::make_unique<Frame>();
    }
  }
  ~FrameLease() {
    frame_->clear();
    if (!spares_gone && frame_->slots.size() <= most_kept)
      spares().frames.push_back(std::move(frame_));
  }
  FrameLease(const FrameLease&) = delete;
  FrameLease& operator=(const FrameLease&) = delete;
  Frame& get() const { return *frame_; }

 private:
  std::unique_ptr<Frame> frame_;
};

}  // namespace

Interpreter::Interpreter(const ir::Graph& graph) : programs_(compile(graph)) {
  if (programs_.empty()) throw InternalError("the interpreter was given an empty graph");
}

std::size_t Interpreter::result_count() const {
  return programs_[0].function->body->terminator()->operands.size();
}

void Interpreter::run(std::span<Tensor> inputs, std::span<Tensor> results,
                      const RunOptions& options) const {
  const auto& parameters = programs_[0].function->body->arguments;
  if (inputs.size() != parameters.size())
    throw Error("AG0214", {},
                "the graph takes " + std::to_string(parameters.size()) + " inputs, was given " +
                    std::to_string(inputs.size()));
  const FrameLease lease;
  Frame& frame = lease.get();
  Machine machine(programs_, frame, options);
  std::vector<std::int64_t> symbols;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].defined() || inputs[i].symbolic())
      throw InternalError("the interpreter was given an input without a value");
    const Type& type = Access::type(inputs[i]);
    if (&type != parameters[i]->type) check_input(type, *parameters[i], symbols);
    frame.slots[i] = std::move(inputs[i]);
  }
  machine.run(results);
}

std::vector<Tensor> Interpreter::run(std::vector<Tensor> inputs, const RunOptions& options) const {
  std::vector<Tensor> results(result_count());
  run(inputs, results, options);
  return results;
}

}  // namespace ag::ref
