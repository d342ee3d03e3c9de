// ag::Loop, the counted loop behind range-`for`, and ag::host: they decide between the plain way
// and the staged one (loop.cpp).
#include "api/loop.h"

#include <memory>

#include "autograft/cmath.h"
#include "autograft/range.h"
#include "support/fail.h"
#include "tensor/limits.h"

namespace ag {

namespace {

using detail::LoopImpl;
using Form = LoopImpl::Form;

api::LoopKey loop_key(Site site) { return {api::running_function(), site.line, site.column}; }

[[noreturn]] void exit_is_staged(Site site) {
  fail("AG0301", api::location(site),
       "this loop runs while the graph is built, but an exit from it depends on a staged value");
}

/// True when the thread builds a graph in which this loop is not known to be a plain one.
bool to_be_staged(Site site, bool by_choice) {
  api::Trace* trace = api::current_trace();
  return trace && !(by_choice && trace->memory().plain.contains(loop_key(site)));
}

bool plain_exit_taken(const Scalar<bool>& exit, Site site) {
  if (exit.symbolic()) exit_is_staged(site);
  return exit.value();
}

LoopImpl* stage(Site site, Form form, const detail::StateView& state, const Scalar<bool>* exit,
                bool choice) {
  if (!to_be_staged(site, choice)) return nullptr;
  auto impl = std::make_unique<LoopImpl>(*api::current_trace(), api::location(site), loop_key(site),
                                         form, state, exit, choice);
  // No cursor stands yet whose destructor would do it.
  auto abandon = [](LoopImpl* p) { p->abandon(); };
  std::unique_ptr<LoopImpl, decltype(abandon)> guard(impl.get(), abandon);
  impl->start();
  guard.release();
  return impl.release();
}

/// AG_STAGE: an error says why the loop cannot be staged.
bool by_choice(unsigned kind) { return kind & Loop::choice && !(kind & Loop::insist); }

/// Runs one step; deletes the staged side when it is over. True: enter the block.
bool step(LoopImpl*& impl, LoopImpl::Step s) {
  if (s == LoopImpl::Step::run) return true;
  delete impl;
  impl = nullptr;
  return false;
}

}  // namespace

Pred::Pred(const Tensor& t) {
  detail::TensorImpl* p = detail::Access::get(t);
  if (detail::is_symbolic(p))
    share(p);
  else
    host_ = detail::read_bool(p);
}

Loop::Loop(Site site, const detail::StateView& state, Kind kind) : site_(site) {
  if (detail::loops_are_limited()) turns_ = 0;
  impl_ = stage(site, kind & body_first ? Form::body : Form::head, state, nullptr, by_choice(kind));
}

Loop::Loop(Site site, const detail::StateView& state, Scalar<bool>& exit, Kind kind)
    : exit_(&exit), site_(site) {
  if (detail::loops_are_limited()) turns_ = 0;
  impl_ = stage(site, kind & body_first ? Form::body : Form::head, state, exit_, by_choice(kind));
}

bool Loop::plain_exit() { return plain_exit_taken(*exit_, site_); }

bool Loop::plain_test(const Pred& p) {
  if (!p.symbolic()) {
    if (p.host()) detail::check_turn(++turns_, api::location(site_));
    return p.host();
  }
  std::string why;
  if (const api::Trace* t = api::current_trace())
    if (auto it = t->memory().why.find(loop_key(site_)); it != t->memory().why.end())
      why = ": " + it->second;
  fail("AG0301", api::location(site_),
       "the condition of this loop depends on a staged value, but the loop cannot be a loop of the "
       "graph{}",
       why);
}

bool Loop::staged_next() {
  const LoopImpl::Step s = impl_->next();
  if (step(impl_, s)) return true;
  return s == LoopImpl::Step::plain && next();
}

bool Loop::staged_test(const Pred& p) {
  const bool body_first = impl_->form() == Form::body;
  const LoopImpl::Step s = impl_->test(p);
  if (step(impl_, s)) return true;
  // A `do` runs its block again from the restored state; a head-first host loop goes on with the
  // condition it has just evaluated.
  return s == LoopImpl::Step::plain && (body_first || p.host());
}

void Loop::abandon() noexcept {
  impl_->abandon();
  delete impl_;
  impl_ = nullptr;
}

namespace detail {

EachCore::EachCore(Site site, const StateView& state, Scalar<bool>* exit,
                   Scalar<std::int64_t> count)
    : exit_(exit), count_(std::move(count)), limited_(loops_are_limited()), site_(site) {
  impl_ = stage(site, Form::counted, state, exit, !count_.symbolic());
  if (impl_)
    impl_->set_count(count_);
  else if (count_.symbolic())
    fail("AG0301", api::location(site),
         "the number of turns of this loop is only known at run time");
}

bool EachCore::plain_turn() {
  check_turn(index_.value() + 1, api::location(site_));
  return true;
}

bool EachCore::plain_exit() { return plain_exit_taken(*exit_, site_); }

bool EachCore::staged_next() {
  const LoopImpl::Step s = impl_->next();
  if (!step(impl_, s)) {
    index_ = Scalar<std::int64_t>(0);
    return s == LoopImpl::Step::plain && next();
  }
  TensorImpl* p = Access::get(impl_->index());
  ScalarAccess::write(&index_, DType::i64, std::int64_t{0}, p);
  return true;
}

void EachCore::abandon() noexcept {
  impl_->abandon();
  delete impl_;
  impl_ = nullptr;
}

namespace {
Scalar<std::int64_t> row_count(const Tensor& t, Location where) {
  if (!t.defined()) fail("AG0201", where, "the loop's range is a tensor that was never set");
  if (t.rank() == 0) fail("AG0214", where, "a loop over the rows of a tensor needs rank 1 or more");
  return t.shape(0);
}
}  // namespace

EachRow::EachRow(Site s, const Tensor& t, const StateView& v, Scalar<bool>* exit, Tensor kept)
    : own(std::move(kept)), rows(own.defined() ? &own : &t), where(api::location(s)),
      core(s, v, exit, row_count(*rows, where)) {}

Tensor EachRow::element(const Scalar<std::int64_t>& i) const {
  return static_cast<const Tensor&>(*rows)[Index(i)];
}

AnyNumber host_value(Site site, TensorImpl* symbolic, DType as) {
  const Location where = api::location(site);
  api::Trace& trace = api::trace_of(symbolic);
  std::vector<const ir::Value*> todo{symbolic->value};
  bool plain = symbolic->witness != nullptr;
  while (plain && !todo.empty()) {
    const ir::Value* v = todo.back();
    todo.pop_back();
    if (v->producer) {
      for (const ir::Value* o : v->producer->operands) todo.push_back(o);
      continue;
    }
    bool found = false;
    for (LoopImpl* loop : trace.loops)
      if (loop->owns(v->owner)) found = loop->want_plain();
    plain = found;
  }
  if (!plain)
    fail("AG0301", where,
         "a host value is needed here, but this one is only known while the graph runs");
  return read_number(symbolic->witness, as, {});
}

void require_forward(const Scalar<std::int64_t>& step) {
  if (!step.symbolic() && step.value() < 0)
    fail("AG0211", {},
         "ag::range: a range of unsigned numbers has the step {}; make its bounds signed",
         step.value());
}

Scalar<std::int64_t> range_turns(const Scalar<std::int64_t>& start,
                                 const Scalar<std::int64_t>& stop,
                                 const Scalar<std::int64_t>& step) {
  using S = Scalar<std::int64_t>;
  if (step.symbolic())
    fail("AG0301", {}, "the step of ag::range must be known while the graph is built");
  const std::int64_t by = step.value();
  if (by == 0) fail("AG0211", {}, "ag::range: the step is 0");
  // ceil((stop - start) / step), not below zero, in arithmetic that cannot overflow for the
  // differences that fit.
  const S span = by > 0 ? stop - start : start - stop;
  const S width = by > 0 ? S(by) : S(-by);
  const S turns = (span + (width - S(1))) / width;
  return cmath::max(turns, S(0));
}

}  // namespace detail
}  // namespace ag
