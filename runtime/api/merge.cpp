// Joining values of two paths: see merge.h.
#include "api/merge.h"

#include <array>
#include <cstring>

#include "ir/types.h"
#include "support/fail.h"

namespace ag::api {

std::string type_text(const detail::Type* type) { return detail::describe(*type); }

Tensor placeholder(const detail::Type* type) {
  Shape shape = type->shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] < 0) shape[i] = 0;
  const detail::Type* concrete = detail::intern(type->dtype, shape);
  Tensor t = detail::Access::adopt(detail::allocate(concrete));
  std::memset(detail::Access::data(t), 0, concrete->bytes);
  return t;
}

namespace {

/// What the two arms yield for one result of the `cond`.
using Output = std::array<ir::Value*, 2>;

class Merger {
 public:
  Merger(Trace& trace, Location where, Arm& then, Arm& other)
      : trace_(trace), where_(where), arms_{&then, &other} {}

  /// What happens to variable i: an output's number, or no_output.
  int add(std::size_t i, std::string_view what) {
    ir::Value* a = arms_[0]->yields[i];
    ir::Value* b = arms_[1]->yields[i];
    if (a == b) return no_output;
    if (a && b && !ir::joinable(a->type, b->type))
      fail("AG0204", where_, "{} is {} after the first branch and {} after the second", what,
           type_text(a->type), type_text(b->type));
    // A path that has not set the variable yields a value that is never read.
    if (!a) a = unset(0, b->type);
    if (!b) b = unset(1, a->type);
    if (ir::knows_less(a->type, b->type)) a = empty_list(0, b->type);
    if (ir::knows_less(b->type, a->type)) b = empty_list(1, a->type);
    outputs_.push_back({a, b});
    return static_cast<int>(outputs_.size()) - 1;
  }
  /// The flag output of variable i; no_output when both sides are always set.
  int add_guard(std::size_t i) {
    ir::Value* flags[2];
    bool needed = false;
    for (int k = 0; k < 2; ++k) {
      const Tensor& t = arms_[k]->after.values[i];
      flags[k] = t.defined() ? trace_.guard(t) : trace_.boolean(false, where_);
      needed |= flags[k] != nullptr;
    }
    if (!needed) return no_output;
    for (auto& f : flags)
      if (!f) f = trace_.boolean(true, where_);
    outputs_.push_back({flags[0], flags[1]});
    return static_cast<int>(outputs_.size()) - 1;
  }
  ir::Op* build(ir::Value* predicate) {
    for (int k = 0; k < 2; ++k) {
      std::vector<ir::Value*> yields;
      for (const Output& o : outputs_) yields.push_back(o[k]);
      ir::Region* outer = trace_.builder().set_region(arms_[k]->region);
      trace_.builder().yield(yields, where_);
      trace_.builder().set_region(outer);
    }
    return trace_.builder().cond(predicate, arms_[0]->region, arms_[1]->region, where_);
  }

  static constexpr int no_output = -1;

 private:
  ir::Value* unset(int arm, const ir::Type* type) {
    return ir::is_list(type) ? empty_list(arm, type) : trace_.value(placeholder(type), where_);
  }
  ir::Value* empty_list(int arm, const ir::Type* type) {
    ir::Region* outer = trace_.builder().set_region(arms_[arm]->region);
    ir::Value* list = trace_.empty_list(type, where_);
    trace_.builder().set_region(outer);
    return list;
  }

  Trace& trace_;
  Location where_;
  Arm* arms_[2];
  std::vector<Output> outputs_;
};

/// A return slot that only `from` has set gets that structure in `to`, without values.
void adopt(const StateVars& state, Arm& to, const Arm& from) {
  for (const auto& [at, count] : state.adopt_slots(to.after, from.after))
    to.yields.insert(to.yields.begin() + static_cast<std::ptrdiff_t>(at), count, nullptr);
}

}  // namespace

std::vector<Tensor> merge_arms(Trace& trace, Location where, ir::Value* predicate, Arm& then,
                               Arm& other, StateVars& state) {
  if (const auto d = state.compare(then.after, other.after))
    fail("AG0204", where, "`{}` has {} after the first branch and {} after the second", d.name,
         d.first, d.second);
  adopt(state, then, other);
  adopt(state, other, then);
  state.reshape(other.after);
  Merger merger(trace, where, then, other);
  const std::size_t count = then.after.values.size();
  std::vector<int> value_of(count), guard_of(count);
  for (std::size_t i = 0; i < count; ++i) {
    const bool variable = i < state.size();
    const std::string name = variable ? state.name(i) : std::string();
    value_of[i] = merger.add(i, variable ? "`" + name + "`" : std::string("the expression"));
    guard_of[i] = value_of[i] < 0 ? Merger::no_output : merger.add_guard(i);
  }
  ir::Op* op = merger.build(predicate);
  std::vector<Tensor> merged(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (value_of[i] < 0) {
      merged[i] = then.after.values[i];
      continue;
    }
    ir::Value* value = op->results[static_cast<std::size_t>(value_of[i])];
    if (i < state.size()) value->name = state.name(i);
    if (guard_of[i] >= 0)
      trace.set_guard(value, op->results[static_cast<std::size_t>(guard_of[i])], value->name);
    merged[i] = trace.handle(value);
  }
  return merged;
}

}  // namespace ag::api
