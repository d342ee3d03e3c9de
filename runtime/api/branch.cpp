// The staged side of ag::Branch and of the lazy operators. Protocol: docs/internals/cursors.md.
#include "api/branch.h"

#include <exception>
#include <utility>

#include "api/merge.h"
#include "support/fail.h"

namespace ag::detail {

BranchImpl::BranchImpl(api::Trace& trace, Location where, TensorImpl* predicate,
                       api::StateVars state)
    : trace_(trace), where_(where), state_(std::move(state)), before_(state_.save()),
      predicate_(trace.predicate(predicate, where)), depth_(trace.depth()),
      exceptions_(std::uncaught_exceptions()) {
  for (api::Arm& arm : arms_) arm.region = trace_.builder().new_region();
}

void BranchImpl::then() {
  trace_.set_place(where_);
  trace_.open(arms_[0].region, &state_);
}

void BranchImpl::close_arm(api::Arm& arm, const Tensor* expression) {
  arm.after = state_.save();
  for (std::size_t i = 0; i < state_.size(); ++i)
    if (state_.is_result(i) && arm.after.values[i].defined())
      trace_.calls().note_result(&Access::type(arm.after.values[i]));
  if (expression && expression->defined())
    trace_.calls().note_expression(&Access::type(*expression));
  if (expression) arm.after.values.push_back(*expression);
  for (const Tensor& t : arm.after.values)
    arm.yields.push_back(t.defined() ? trace_.value(t, where_) : nullptr);
  trace_.close();
}

void BranchImpl::other() {
  close_arm(arms_[0], nullptr);
  state_.restore(before_);
  trace_.open(arms_[1].region, &state_);
}

void BranchImpl::other(const Tensor& a) {
  close_arm(arms_[0], &a);
  state_.restore(before_);
  trace_.open(arms_[1].region, &state_);
}

void BranchImpl::join() {
  close_arm(arms_[1], nullptr);
  state_.write(api::merge_arms(trace_, where_, predicate_, arms_[0], arms_[1], state_));
}

Tensor BranchImpl::join(const Tensor& b) {
  close_arm(arms_[1], &b);
  auto merged = api::merge_arms(trace_, where_, predicate_, arms_[0], arms_[1], state_);
  Tensor result = std::move(merged.back());
  merged.pop_back();
  state_.write(merged);
  return result;
}

void BranchImpl::abandon() noexcept {
  trace_.close_to(depth_);
  try {
    for (api::Arm& arm : arms_) ir::clear(arm.region);
    state_.restore(before_);
    api::left_block(trace_, where_, "`if`", std::uncaught_exceptions() > exceptions_);
  } catch (...) {
    // Out of memory while cleaning up: an empty message would hide the broken trace.
    trace_.poison({nullptr, where_, "a staged `if` could not be closed"});
  }
}

}  // namespace ag::detail

namespace ag {

void Branch::open(Site site, const Pred& pred, const detail::StateView& state) {
  api::Trace& trace = api::trace_of(pred.impl());
  impl_ = new detail::BranchImpl(trace, api::location(site), pred.impl(),
                                 api::StateVars(state, trace.hidden().carried()));
}
bool Branch::staged_then() {
  impl_->then();
  return true;
}
bool Branch::staged_other() {
  impl_->other();
  return true;
}
void Branch::staged_join() {
  impl_->join();
  delete impl_;
  impl_ = nullptr;
}
void Branch::abandon() noexcept {
  impl_->abandon();
  delete impl_;
  impl_ = nullptr;
}

namespace detail {

Lazy::Lazy(Site site, const Pred& pred, const StateView& state)
    : impl_(new BranchImpl(api::trace_of(pred.impl()), api::location(site), pred.impl(),
                           api::StateVars(state, api::trace_of(pred.impl()).hidden().carried()))) {
  impl_->then();
}
Lazy::~Lazy() {
  if (!impl_) return;
  impl_->abandon();
  delete impl_;
}
void Lazy::other(const Tensor& then_value) { impl_->other(then_value); }
Tensor Lazy::join(const Tensor& other_value) {
  Tensor result = impl_->join(other_value);
  delete impl_;
  impl_ = nullptr;
  return result;
}

Scalar<bool> to_bool_scalar(Site site, const Pred& p) {
  if (!p.symbolic()) return p.host();
  api::Trace& trace = api::trace_of(p.impl());
  return Scalar<bool>(trace.handle(trace.predicate(p.impl(), api::location(site))));
}

}  // namespace detail
}  // namespace ag
