// Flattening of nested regions into steps. Carries of a loop, its regions' arguments and its
// results share their slots, so a turn moves only what the body computed.
#include "backend/ref/program.h"

#include <algorithm>
#include <unordered_map>

#include "backend/ref/lifetimes.h"
#include "ir/control.h"
#include "ops/index.h"

namespace ag::ref {
namespace {

using ir::Op;
using ir::OpId;
using ir::Region;
using ir::Value;

class Compiler {
 public:
  Compiler(const ir::Function& f, const std::unordered_map<std::string, std::uint32_t>& index)
      : index_(index), life_(lifetimes(f)) {
    program.function = &f;
    slot_.resize(ir::Graph::number(f));
    for (const Value* v : f.body->arguments) slot_[v->number] = new_slots(1);
    release(life_.dead_parameters);
    region(*f.body);
    Step leave = step(StepKind::leave, f.body->terminator());
    sources(leave, leave.op->operands);
    emit(leave);
  }

  Program program;

 private:
  // ---- pieces
  std::int32_t new_slots(std::size_t n) {
    const auto first = static_cast<std::int32_t>(program.slots);
    program.slots += static_cast<std::uint32_t>(n);
    return first;
  }

  static Step step(StepKind kind, const Op* op) {
    Step s;
    s.kind = kind;
    s.op = op;
    return s;
  }

  std::uint32_t here() const { return static_cast<std::uint32_t>(program.steps.size()); }

  std::uint32_t emit(const Step& s) {
    program.steps.push_back(s);
    program.widest = std::max(program.widest, s.count);
    return here() - 1;
  }

  void sources(Step& s, std::span<Value* const> operands) {
    const auto& dies = life_.ops.at(s.op).dies;
    s.first = static_cast<std::uint32_t>(program.sources.size());
    s.count = static_cast<std::uint32_t>(operands.size());
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const std::int32_t slot = slot_[operands[i]->number];
      program.sources.push_back({slot, dies[i] && slot >= 0});
    }
  }

  void releases(Step& s, const std::vector<const Value*>& values) {
    s.first_release = static_cast<std::uint32_t>(program.releases.size());
    for (const Value* v : values)
      if (slot_[v->number] >= 0) program.releases.push_back(slot_[v->number]);
    s.releases = static_cast<std::uint32_t>(program.releases.size()) - s.first_release;
  }

  void release(const std::vector<const Value*>& values) {
    if (values.empty()) return;
    Step s = step(StepKind::move, nullptr);
    releases(s, values);
    emit(s);
  }

  /// Moves operands `from` on of `op` to consecutive slots.
  void move(const Op* op, std::size_t from, std::int32_t to) {
    Step s = step(StepKind::move, op);
    s.first = static_cast<std::uint32_t>(program.moves.size());
    const auto& dies = life_.ops.at(op).dies;
    const auto end = to + static_cast<std::int32_t>(op->operands.size() - from);
    for (std::size_t i = from; i < op->operands.size(); ++i) {
      const std::int32_t slot = slot_[op->operands[i]->number];
      const auto target = to + static_cast<std::int32_t>(i - from);
      s.parallel = s.parallel || (slot >= to && slot < end && slot != target);
      program.moves.push_back({{slot, dies[i] && slot >= 0}, target});
    }
    if (!s.parallel)
      program.moves.erase(std::remove_if(program.moves.begin() + s.first, program.moves.end(),
                                         [](const Move& m) { return m.from.slot == m.to; }),
                          program.moves.end());
    s.count = static_cast<std::uint32_t>(program.moves.size()) - s.first;
    if (s.count > 0) emit(s);
  }

  // ---- ops
  void region(const Region& r) {
    for (const Op* op : r.ops) operation(*op);
  }

  void operation(const Op& op) {
    switch (op.id) {
    case OpId::yield: return;  // its region's op moves the values
    case OpId::constant: return constant(op);
    case OpId::cond: return cond(op);
    case OpId::while_: return while_loop(op);
    case OpId::for_: return for_loop(op);
    default: return plain(op);
    }
  }

  void constant(const Op& op) {
    slot_[op.results[0]->number] = ~static_cast<std::int32_t>(program.constants.size());
    program.constants.push_back(op.attributes.as<ir::ConstantAttributes>().value);
  }

  void results(Step& s) {
    s.to = new_slots(s.op->results.size());
    s.results = static_cast<std::uint32_t>(s.op->results.size());
    s.first_type = static_cast<std::uint32_t>(program.types.size());
    for (const Value* v : s.op->results) {
      slot_[v->number] = s.to + static_cast<std::int32_t>(v->index);
      program.types.push_back(v->type);
    }
  }

  void plain(const Op& op) {
    Step s = step(op.id == OpId::call ? StepKind::call : StepKind::eval, &op);
    sources(s, op.operands);
    results(s);
    releases(s, life_.ops.at(&op).after);
    if (op.id == OpId::call) {
      s.target = index_.at(op.attributes.as<ir::CallAttributes>().callee);
    } else {
      s.evaluate = views(op) ? &ops::view_item : ir::op_def(op.id).evaluate;
      s.may_take = takeable(op);
    }
    emit(s);
  }

  /// Is `op` an item large enough to be looked at instead of copied? Only products read it, which
  /// write over no operand, and its tensor is only read, so that nothing has to be copied because
  /// of the second owner.
  static bool views(const Op& op) {
    constexpr std::size_t large = 4096;
    if (op.id != OpId::get_item || op.results[0]->type->symbolic_extents ||
        op.results[0]->type->bytes < large)
      return false;
    const auto only_in = [](const Value* v, OpId id, const Region* region) {
      return std::all_of(v->uses.begin(), v->uses.end(), [&](const auto& use) {
        return use.op->id == id && (!region || use.op->region == region);
      });
    };
    return only_in(op.results[0], OpId::matmul, op.region) &&
           only_in(op.operands[0], OpId::get_item, nullptr);
  }

  /// An operand that is given twice must stay readable while the op takes the other one.
  std::uint64_t takeable(const Op& op) const {
    const auto& dies = life_.ops.at(&op).dies;
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < op.operands.size() && i < 64; ++i)
      if (dies[i] && slot_[op.operands[i]->number] >= 0 &&
          std::count(op.operands.begin(), op.operands.end(), op.operands[i]) == 1)
        mask |= std::uint64_t{1} << i;
    return mask;
  }

  std::uint32_t branch(const Op* op) {
    Step s = step(StepKind::branch, op);
    sources(s, std::span(op->operands).first(1));
    return emit(s);
  }

  void jump(std::uint32_t target) {
    Step s = step(StepKind::jump, nullptr);
    s.target = target;
    emit(s);
  }

  void cond(const Op& op) {
    const OpLife& life = life_.ops.at(&op);
    const std::uint32_t choice = branch(&op);
    const std::int32_t to = new_slots(op.results.size());
    for (const Value* v : op.results) slot_[v->number] = to + static_cast<std::int32_t>(v->index);
    std::uint32_t skip = 0;
    for (std::size_t k = 0; k < 2; ++k) {
      release(life.entry[k]);
      region(*op.regions[k]);
      move(op.regions[k]->terminator(), 0, to);
      if (k == 1) break;
      skip = here();
      jump(0);
      program.steps[choice].target = here();
    }
    program.steps[skip].target = here();
    // The predicate is released by the branch itself.
    auto dead = life.after;
    std::erase(dead, op.operands[0]);
    release(dead);
  }

  std::int32_t carries(const Op& op, std::size_t skip) {
    const std::int32_t to = new_slots(op.results.size());
    for (std::size_t i = 0; i < op.results.size(); ++i) {
      const auto slot = to + static_cast<std::int32_t>(i);
      slot_[op.results[i]->number] = slot;
      for (const Region* r : op.regions) slot_[r->arguments[i + skip]->number] = slot;
    }
    move(&op, skip, to);
    return to;
  }

  /// Operands were moved or read on entry; what is left are captured values and unused results.
  void end_loop(const Op& op) {
    auto dead = life_.ops.at(&op).after;
    std::erase_if(dead, [&](const Value* v) {
      return std::find(op.operands.begin(), op.operands.end(), v) != op.operands.end() &&
             moved(op, v);
    });
    release(dead);
  }

  bool moved(const Op& op, const Value* v) const {
    const auto& dies = life_.ops.at(&op).dies;
    for (std::size_t i = 0; i < op.operands.size(); ++i)
      if (op.operands[i] == v && dies[i]) return true;
    return false;
  }

  void while_loop(const Op& op) {
    const std::int32_t to = carries(op, 0);
    Step enter = step(StepKind::enter, &op);
    enter.counter = program.counters++;
    emit(enter);
    const std::uint32_t head = here();
    region(*op.regions[0]);
    const std::uint32_t out = branch(op.regions[0]->terminator());
    Step turn = step(StepKind::turn, &op);
    turn.counter = enter.counter;
    emit(turn);
    region(*op.regions[1]);
    move(op.regions[1]->terminator(), 0, to);
    jump(head);
    program.steps[out].target = here();
    end_loop(op);
  }

  void for_loop(const Op& op) {
    Step enter = step(StepKind::enter, &op);
    enter.counter = program.counters++;
    enter.counted = true;
    // The count is read before the carries move: it may be one of them.
    sources(enter, std::span(op.operands).first(1));
    emit(enter);
    const std::int32_t to = carries(op, 1);
    const Value* index = op.regions[0]->arguments[0];
    slot_[index->number] = new_slots(1);
    Step next = step(StepKind::next, &op);
    next.counter = enter.counter;
    next.to = index->uses.empty() ? -1 : slot_[index->number];
    const std::uint32_t head = emit(next);
    region(*op.regions[0]);
    move(op.regions[0]->terminator(), 0, to);
    jump(head);
    program.steps[head].target = here();
    end_loop(op);
  }

  const std::unordered_map<std::string, std::uint32_t>& index_;
  Lifetimes life_;
  std::vector<std::int32_t> slot_;
};

}  // namespace

std::vector<Program> compile(const ir::Graph& graph) {
  std::unordered_map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < graph.functions.size(); ++i) index[graph.functions[i]->name] = i;
  std::vector<Program> programs;
  for (const ir::Function* f : graph.functions)
    programs.push_back(std::move(Compiler(*f, index).program));
  return programs;
}

}  // namespace ag::ref
