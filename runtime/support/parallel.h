// The one thread pool: splits a range of independent work over threads. Nothing here may change a
// result, so callers split work whose pieces do not depend on one another and whose sizes do not
// depend on the number of threads.
#pragma once

#include <cstdint>
#include <type_traits>

namespace ag {

/// Threads that a range may be split over, the caller among them.
int threads() noexcept;

namespace detail {
using RangeFn = void (*)(void* context, std::int64_t begin, std::int64_t end) noexcept;
/// Calls `body` with pieces of [0, n), each a multiple of `grain` but the last. The caller works
/// too. Runs on the caller alone where there is one piece or one thread, where the pool is busy,
/// and in a piece of another range.
void run_range(std::int64_t n, std::int64_t grain, RangeFn body, void* context) noexcept;
}  // namespace detail

/// body(begin, end) over [0, n). `grain` should be 10 µs of work or more. `body` must not throw.
template <class F>
void parallel_for(std::int64_t n, std::int64_t grain, F&& body) noexcept {
  if (n <= grain) {
    if (n > 0) body(std::int64_t{0}, n);
    return;
  }
  detail::run_range(
      n, grain,
      [](void* f, std::int64_t begin, std::int64_t end) noexcept {
        (*static_cast<std::remove_reference_t<F>*>(f))(begin, end);
      },
      const_cast<void*>(static_cast<const void*>(&body)));
}

}  // namespace ag
