// The staged side of ag::Cases. Protocol: docs/internals/cursors.md.
#include "api/cases.h"

#include <algorithm>
#include <limits>

#include "ops/emitter.h"
#include "ops/promote.h"

namespace ag::detail {

CasesImpl::CasesImpl(api::Trace& trace, Location where, TensorImpl* value, DType dtype,
                     const StateView& state)
    : trace_(trace), where_(where), value_(Access::share(value)), dtype_(dtype),
      names_(state.names), state_(state.entries, state.entries + state.count) {}

bool CasesImpl::find_other() {
  auto taken = [&](std::int64_t n) {
    for (const auto& labels : groups_)
      for (const AnyNumber& label : labels)
        if (label.bits == static_cast<std::uint64_t>(n)) return true;
    return false;
  };
  auto fits = [&](std::int64_t n) { return ops::holds(dtype_, AnyNumber(n)); };
  for (const std::int64_t step : {1, -1})
    for (std::int64_t n = step > 0 ? 0 : -1; fits(n); n += step)
      if (!taken(n)) {
        other_ = AnyNumber(n);
        other_.dtype = dtype_;
        return true;
      }
  return false;
}

void CasesImpl::open(const std::vector<AnyNumber>& labels) {
  trace_.set_place(where_);
  Tensor any;
  for (const AnyNumber& label : labels) {
    const Tensor equal = ops::emit(ir::OpId::eq, {value_, ops::as_tensor(label)}, where_);
    any = any.defined() ? ops::emit(ir::OpId::logical_or, {any, equal}, where_) : equal;
  }
  const StateView state{names_, state_.data(), state_.size()};
  branches_.push_back(std::make_unique<BranchImpl>(
      trace_, where_, Access::get(any), api::StateVars(state, trace_.hidden().carried())));
  branches_.back()->then();
}

bool CasesImpl::next() {
  if (entered_ == 0) has_other_ = find_other();
  // The last arm is the second arm of the last branch: the default or, where the labels are all
  // values there are, the last label.
  const std::size_t arms = groups_.size() + (has_other_ ? 1 : 0);
  if (entered_ == arms) {
    for (; !branches_.empty(); branches_.pop_back()) branches_.back()->join();
    return false;
  }
  if (entered_ > 0) branches_.back()->other();
  const bool last = entered_ + 1 == arms;
  if (!last) open(groups_[entered_]);
  arm_ = entered_ < groups_.size() ? groups_[entered_].front() : other_;
  ++entered_;
  return true;
}

void CasesImpl::abandon() noexcept {
  for (; !branches_.empty(); branches_.pop_back()) branches_.back()->abandon();
}

CasesCore::CasesCore(Site site, const ScalarView& value, const StateView& state)
    : host_(value.number) {
  if (value.sym)
    impl_ = new CasesImpl(api::trace_of(value.sym), api::location(site), value.sym,
                          value.number.dtype, state);
}
void CasesCore::staged_group() { impl_->group(); }
void CasesCore::staged_label(AnyNumber n) { impl_->label(n); }
bool CasesCore::staged_next() {
  if (impl_->next()) return true;
  delete impl_;
  impl_ = nullptr;
  fresh_ = false;
  return false;
}
AnyNumber CasesCore::staged_arm() const { return impl_->arm(); }
void CasesCore::abandon() noexcept {
  impl_->abandon();
  delete impl_;
  impl_ = nullptr;
}

}  // namespace ag::detail
