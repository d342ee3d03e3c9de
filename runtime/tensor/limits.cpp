// See limits.h.
#include "tensor/limits.h"

#include "support/fail.h"

namespace ag {

namespace detail {

constinit thread_local Limits* limits = nullptr;

bool loops_are_limited() noexcept {
  for (const Limits* l = limits; l; l = l->outer)
    if (l->options.max_iterations > 0 || l->options.stop.possible()) return true;
  return false;
}

bool native_is_limited() noexcept {
  for (const Limits* l = limits; l; l = l->outer)
    if (l->options.memory_limit > 0) return true;
  return loops_are_limited();
}

void check_turn(std::int64_t turn, Location where) {
  for (const Limits* l = limits; l; l = l->outer) {
    if (l->options.max_iterations > 0 && turn > l->options.max_iterations)
      fail("AG0216", where, "the loop ran {} times (max_iterations) and was not finished",
           l->options.max_iterations);
    if (l->options.stop.requested())
      fail("AG0216", where, "the run was asked to stop, in turn {} of this loop", turn);
  }
}

void count_made(std::int64_t bytes) {
  for (const Limits* l = limits; l; l = l->outer)
    if (l->options.memory_limit > 0 && l->used + bytes > l->options.memory_limit)
      fail("AG0217", {},
           "{} bytes more would be above the run's memory_limit of {} ({} are in use)", bytes,
           l->options.memory_limit, l->used);
  for (Limits* l = limits; l; l = l->outer) l->used += bytes;
}

void count_freed(std::int64_t bytes) noexcept {
  for (Limits* l = limits; l; l = l->outer) l->used -= bytes;
}

}  // namespace detail

run_scope::run_scope(run_options options)
    : limits_(new detail::Limits{std::move(options), 0, detail::limits}) {
  detail::limits = limits_;
}

run_scope::~run_scope() {
  detail::limits = limits_->outer;
  delete limits_;
}

}  // namespace ag
