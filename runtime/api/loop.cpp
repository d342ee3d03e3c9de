// The staged side of ag::Loop and of range-`for`. Protocol: docs/internals/cursors.md.
#include "api/loop.h"

#include <algorithm>
#include <exception>

#include "ir/types.h"
#include "ops/emitter.h"
#include "support/fail.h"

namespace ag::detail {

namespace {
// Every restart widens a carry or adds one; more than this many is a bug, not a program.
constexpr int max_attempts = 256;
/// A counted loop whose extents change is unrolled up to this many turns (DIALECT §2).
constexpr std::int64_t max_unrolled = 1000;
}  // namespace

LoopImpl::LoopImpl(api::Trace& trace, Location where, api::LoopKey key, Form form,
                   const StateView& state, const Scalar<bool>* exit, bool choice)
    : trace_(trace), where_(where), key_(key), form_(form), state_(state, trace.hidden().carried()),
      exit_(exit), choice_(choice), before_(state_.save()), depth_(trace.depth()),
      exceptions_(std::uncaught_exceptions()) {
  first_carries();
  trace_.loops.push_back(this);
}

void LoopImpl::first_carries() {
  carries_.assign(before_.values.size(), {});
  for (std::size_t i = 0; i < carries_.size(); ++i)
    if (const Tensor& t = before_.values[i]; t.defined())
      carries_[i] = {trace_.type_of(t), trace_.guard(t) != nullptr};
}

void LoopImpl::start() {
  if (form_ != Form::body) return;
  begin();
  begin_body();
}

LoopImpl::~LoopImpl() { std::erase(trace_.loops, this); }

void LoopImpl::begin() {
  if (++attempts_ > max_attempts) throw InternalError("a staged loop never became stable");
  trace_.set_place(where_);
  discard();
  test_region_ = trace_.builder().new_region();
  body_region_ = trace_.builder().new_region();
}

void LoopImpl::discard() {
  trace_.close_to(depth_);
  for (ir::Region** r : {&guarded_, &test_region_, &body_region_}) {
    if (*r) ir::clear(*r);
    *r = nullptr;
  }
}

void LoopImpl::enter_state(ir::Region* region) {
  auto& graph = trace_.builder().graph();
  fresh_ = std::vector<Tensor>(carries_.size());  // new objects: born in the region just opened
  for (std::size_t i = 0; i < carries_.size(); ++i) {
    if (!carries_[i].type) continue;
    ir::Value* value = graph.add_argument(region, carries_[i].type, state_.name(i));
    fresh_[i] = trace_.handle(value, before_.values[i]);
    if (!carries_[i].guarded) continue;
    ir::Value* set = graph.add_argument(region, intern(DType::boolean, Shape{}));
    trace_.set_guard(value, set, state_.name(i));
  }
  state_.write(fresh_);
}

void LoopImpl::new_index(ir::Region* region) {
  ir::Value* i = trace_.builder().argument(region, intern(DType::i64, Shape{}), "i");
  Access::replace(index_, trace_.handle(i, Tensor(std::int64_t{0})));
}

void LoopImpl::begin_test() {
  phase_ = Phase::test;
  trace_.open(test_region_, &state_);
  if (numbered()) new_index(test_region_);
  enter_state(test_region_);
  if (exit_) open_exit_guard();
}

void LoopImpl::begin_body() {
  phase_ = Phase::body;
  trace_.open(body_region_, &state_);
  auto& builder = trace_.builder();
  if (form_ == Form::body) builder.argument(body_region_, intern(DType::boolean, Shape{}), "again");
  if (numbered()) new_index(body_region_);
  enter_state(body_region_);
}

void LoopImpl::limit(std::int64_t turns) {
  if (limit_ < 0) {
    limit_ = turns;
    renumbered_ = form_ != Form::counted;
  }
  if (renumbered_) return;
  const Tensor more = ops::emit(ir::OpId::lt, {index_, Tensor(limit_)}, where_);
  ir::Value* go_on = trace_.value(more, where_);
  trace_.builder().append(ir::OpId::check, {&go_on, 1}, api::limit_reached(turns), where_);
}

void LoopImpl::open_exit_guard() {
  const Scalar<bool> go_on = !*exit_;
  guard_predicate_ = trace_.value(Tensor(go_on), where_);
  guarded_ = trace_.builder().new_region();
  trace_.open(guarded_, &state_);
}

ir::Value* LoopImpl::close_exit_guard(ir::Value* test) {
  if (!guarded_) return test;
  auto& builder = trace_.builder();
  builder.yield({&test, 1}, where_);
  trace_.close();
  ir::Region* stop = builder.new_region();
  ir::Region* outer = builder.set_region(stop);
  ir::Value* no = trace_.boolean(false, where_);
  builder.yield({&no, 1}, where_);
  builder.set_region(outer);
  const ir::Op* op = builder.cond(guard_predicate_, std::exchange(guarded_, nullptr), stop, where_);
  return op->results[0];
}

void LoopImpl::counted_test() {
  const Tensor more = ops::emit(ir::OpId::lt, {index_, Tensor(count_)}, where_);
  ir::Value* test = close_exit_guard(trace_.value(more, where_));
  trace_.builder().yield({&test, 1}, where_);
  trace_.close();
}

LoopImpl::Step LoopImpl::next() {
  if (phase_ == Phase::start) {
    begin();
    if (form_ == Form::head || exit_) begin_test();
    if (form_ == Form::counted) {
      if (exit_) counted_test();
      begin_body();
    }
    return Step::run;
  }
  if (form_ == Form::body) {  // the block is done, its condition comes
    phase_ = Phase::test;
    if (exit_) open_exit_guard();
    return Step::run;
  }
  return after_body();
}

LoopImpl::Step LoopImpl::test(const Pred& p) {
  if (form_ == Form::head) {
    for (std::size_t i = 0; i < fresh_.size(); ++i)
      if (Access::get(state_.read(i)) != Access::get(fresh_[i]))
        throw InternalError("the condition of the staged loop at " + api::text(where_) +
                            " changes `" + state_.name(i) + "`");
    // A condition that no tensor and no variable of the loop takes part in: a host loop.
    if (!p.symbolic() && !exit_) return keep_test(), go_plain();
  }
  ir::Value* value =
      p.symbolic() ? trace_.predicate(p.impl(), where_) : trace_.boolean(p.host(), where_);
  value = close_exit_guard(value);
  if (form_ == Form::body) {
    if (plain_wanted_) return go_plain();
    if (widen() || std::exchange(renumbered_, false)) {
      renumbered_ = false;
      state_.restore(before_);
      begin();
      begin_body();
      return Step::run;
    }
    finish(value);
    return Step::done;
  }
  trace_.builder().yield({&value, 1}, where_);
  trace_.close();
  begin_body();
  return Step::run;
}

// What the condition of a loop that turns out to be plain may throw or print has to stay: its ops
// move to where the loop stands, as in turns to come.
void LoopImpl::keep_test() {
  trace_.close_to(depth_);
  if (!test_region_) return;
  std::size_t next = 0;
  const auto& arguments = test_region_->arguments;
  const auto give = [&](const Tensor& t) {
    ir::replace_all_uses(arguments[next++], trace_.value(t, where_));
  };
  if (numbered()) give(Tensor(std::int64_t{0}));
  for (std::size_t i = 0; i < carries_.size(); ++i) {
    if (!carries_[i].type) continue;
    give(before_.values[i]);
    if (!carries_[i].guarded) continue;
    ir::Value* set = trace_.guard(before_.values[i]);
    ir::replace_all_uses(arguments[next++], set ? set : trace_.boolean(true, where_));
  }
  ir::Region* home = trace_.builder().region();
  for (ir::Op* op : test_region_->ops) op->region = home;
  home->ops.insert(home->ops.end(), test_region_->ops.begin(), test_region_->ops.end());
  test_region_->ops.clear();
}

LoopImpl::Step LoopImpl::after_body() {
  if (plain_wanted_) return go_plain();
  bool again = false;
  try {
    again = widen();
  } catch (const Error& e) {
    if (!may_be_plain()) throw;
    trace_.memory().why[key_] = e.message();
    return go_plain();  // a host count is known: unrolling is always right
  }
  again |= std::exchange(renumbered_, false);
  const bool unroll = again && form_ == Form::counted && may_be_plain() && !own_symbols_.empty() &&
                      count_.value() <= max_unrolled;
  if (unroll) return go_plain();
  if (again) {
    state_.restore(before_);
    phase_ = Phase::start;
    return next();
  }
  finish(nullptr);
  return Step::done;
}

bool LoopImpl::adopt_structure() {
  const api::Snapshot now = state_.save();
  if (const auto d = state_.compare(before_, now))
    fail("AG0203", where_,
         "`{}` enters a turn of the loop with {} and leaves it with {}; keep its structure, or use "
         "an ag::TensorList",
         d.name, d.first, d.second);
  if (state_.adopt_slots(before_, now).empty()) return false;
  first_carries();
  return true;
}

bool LoopImpl::widen() {
  if (adopt_structure()) return true;
  bool again = false;
  for (std::size_t i = 0; i < carries_.size(); ++i) again |= widen_one(i, state_.read(i));
  return again;
}

bool LoopImpl::widen_one(std::size_t i, const Tensor& now) {
  Carry& c = carries_[i];
  if (!now.defined()) return c.type && !c.guarded && (c.guarded = true);
  const Type* type = trace_.type_of(now);
  bool again = false;
  if (!c.type) {
    c = {type, true};
    return true;
  }
  if (!c.guarded && trace_.guard(now)) c.guarded = again = true;
  if (same_type(c.type, type)) return again;
  if (ir::knows_less(c.type, type) && ir::joinable(c.type, type)) {
    c.type = type;
    return true;
  }
  if (ir::knows_less(type, c.type) && ir::joinable(c.type, type)) return again;
  if (!ir::joinable(c.type, type))
    fail("AG0203", where_,
         "`{}` enters a turn of the loop as {} and leaves it as {}; give it its final dtype and "
         "rank before the loop",
         state_.name(i), api::type_text(c.type), api::type_text(type));
  Shape shape = c.type->shape;
  for (std::size_t d = 0; d < shape.size(); ++d) {
    const bool own =
        std::find(own_symbols_.begin(), own_symbols_.end(), shape[d]) != own_symbols_.end();
    if (shape[d] == type->shape[d] || own) continue;
    shape[d] = trace_.builder().graph().new_symbol(state_.name(i));
    own_symbols_.push_back(shape[d]);
    again = true;
  }
  c.type = with_extents(*c.type, shape);
  return again;
}

std::vector<ir::Value*> LoopImpl::carried(const std::vector<Tensor>& values) {
  std::vector<ir::Value*> result;
  for (std::size_t i = 0; i < carries_.size(); ++i) {
    const Carry& c = carries_[i];
    if (!c.type) continue;
    const Tensor& t = values[i];
    const bool less = t.defined() ? ir::knows_less(&Access::type(t), c.type) : ir::is_list(c.type);
    result.push_back(less ? trace_.empty_list(c.type, where_)
                          : trace_.value(t.defined() ? t : api::placeholder(c.type), where_));
    if (!c.guarded) continue;
    ir::Value* set = t.defined() ? trace_.guard(t) : trace_.boolean(false, where_);
    result.push_back(set ? set : trace_.boolean(true, where_));
  }
  return result;
}

void LoopImpl::finish(ir::Value* again) {
  auto& builder = trace_.builder();
  std::vector<ir::Value*> yields = carried(state_.save().values);
  if (carries_number()) {
    const Tensor next = ops::emit(ir::OpId::add, {index_, Tensor(std::int64_t{1})}, where_);
    yields.insert(yields.begin(), trace_.value(next, where_));
  }
  if (form_ == Form::body) yields.insert(yields.begin(), again);
  builder.yield(yields, where_);
  trace_.close();

  std::vector<ir::Value*> entries = carried(before_.values);
  ir::Op* op = nullptr;
  if (form_ == Form::counted && !exit_) {
    op = builder.for_(trace_.value(Tensor(count_), where_), entries, body_region_, where_);
    ir::clear(test_region_);
  } else {
    if (carries_number())
      entries.insert(entries.begin(), trace_.value(Tensor(std::int64_t{0}), where_));
    if (form_ == Form::body) {  // while (again = true) { block; again = condition }
      entries.insert(entries.begin(), trace_.boolean(true, where_));
      ir::Region* outer = builder.set_region(test_region_);
      for (const ir::Value* a : body_region_->arguments)
        builder.argument(test_region_, a->type, a->name);
      builder.yield({test_region_->arguments.data(), 1}, where_);
      builder.set_region(outer);
    }
    op = builder.while_(entries, test_region_, body_region_, where_);
  }
  if (may_be_plain()) trace_.chosen[op] = key_;
  leave(op, (form_ == Form::body ? 1u : 0u) + (carries_number() ? 1u : 0u));
  test_region_ = body_region_ = nullptr;
}

void LoopImpl::leave(const ir::Op* op, std::size_t first) {
  for (std::size_t i = 0; i < carries_.size(); ++i) {
    if (!carries_[i].type) continue;
    ir::Value* value = op->results[first++];
    value->name = state_.name(i);
    if (carries_[i].guarded) trace_.set_guard(value, op->results[first++], state_.name(i));
    state_.write(i, trace_.handle(value));
  }
}

bool LoopImpl::may_be_plain() const {
  return !exit_ && (choice_ || (form_ == Form::counted && !count_.symbolic()));
}

bool LoopImpl::want_plain() {
  plain_wanted_ |= may_be_plain();
  return plain_wanted_;
}

LoopImpl::Step LoopImpl::go_plain() {
  discard();
  state_.restore(before_);
  return Step::plain;
}

void LoopImpl::abandon() noexcept {
  try {
    discard();
    state_.restore(before_);
    const bool thrown = std::uncaught_exceptions() > exceptions_;
    api::left_block(trace_, where_, "loop", thrown);
    if (thrown && may_be_plain() && !trace_.memory().again) {
      trace_.memory().plain.insert(key_);
      trace_.memory().latest = key_;
      trace_.memory().again = true;
    }
  } catch (...) {
    // Out of memory while cleaning up: an empty message would hide the broken trace.
    trace_.poison({nullptr, where_, "a staged loop could not be closed"});
  }
}

}  // namespace ag::detail
