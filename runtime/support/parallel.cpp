// The pool: see parallel.h. Threads start at the first range that is worth them, sleep on a
// condition variable after a short spin, and are never joined: a program may exit at any time. A
// forked child has none of them and starts its own.
#include "support/parallel.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cfenv>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "autograft/threads.h"
#include "support/environment.h"
#include "support/fail.h"

namespace ag {
namespace {

/// One range under way. Pieces are claimed by number.
struct Job {
  detail::RangeFn body = nullptr;
  void* context = nullptr;
  std::int64_t n = 0, piece = 1;
  std::atomic<std::int64_t> next{0};

  void work() noexcept {
    for (;;) {
      const std::int64_t begin = next.fetch_add(piece, std::memory_order_relaxed);
      if (begin >= n) return;
      body(context, begin, std::min(n, begin + piece));
    }
  }
};

constinit thread_local bool in_piece = false;

class Pool {
 public:
  /// False when another range has the pool.
  bool run(Job& job, int helpers) noexcept {
    std::unique_lock lock(mutex_);
    if (job_) return false;
    start(helpers);
    job_ = &job;
    ++generation_;
    lock.unlock();
    wake_.notify_all();
    in_piece = true;
    job.work();
    in_piece = false;
    lock.lock();
    job_ = nullptr;  // no more helpers may enter
    idle_.wait(lock, [&] { return inside_ == 0; });
    return true;
  }

 private:
  void start(int helpers) noexcept {
    for (; started_ < helpers; ++started_) try {
        std::thread([this, number = started_] { serve(number); }).detach();
      } catch (const std::system_error&) {
        return;  // with fewer, then
      }
    wanted_ = helpers;
  }

  void serve(int number) noexcept {
    std::fesetenv(FE_DFL_ENV);
    in_piece = true;
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    for (;;) {
      if (!(job_ && generation_ != seen && number < wanted_)) {
        lock.unlock();
        spin(seen);
        lock.lock();
        wake_.wait(lock, [&] { return job_ && generation_ != seen && number < wanted_; });
      }
      seen = generation_;
      Job& job = *job_;
      ++inside_;
      lock.unlock();
      job.work();
      lock.lock();
      if (--inside_ == 0) idle_.notify_one();
    }
  }

  /// Ranges often follow one another closely, and waking a thread costs more than this wait.
  void spin(std::uint64_t seen) const noexcept {
    for (int i = 0; i < 2000 && generation_.load(std::memory_order_relaxed) == seen; ++i)
      __builtin_ia32_pause();
  }

  std::mutex mutex_;
  std::condition_variable wake_, idle_;
  Job* job_ = nullptr;
  std::atomic<std::uint64_t> generation_{0};
  int inside_ = 0, started_ = 0, wanted_ = 0;
};

std::atomic<Pool*> pool{nullptr};
std::atomic<int> wanted{0};  // 0: not asked yet

/// The child's threads are gone and its mutex may be locked: the old pool is left alone.
void forget_pool() { pool.store(nullptr); }

Pool& the_pool() {
  if (Pool* p = pool.load(std::memory_order_acquire)) return *p;
  static const int registered = pthread_atfork(nullptr, nullptr, forget_pool);
  static_cast<void>(registered);
  auto* fresh = new Pool;
  Pool* none = nullptr;
  if (pool.compare_exchange_strong(none, fresh)) return *fresh;
  delete fresh;
  return *none;
}

int default_threads() {
  if (const std::int64_t n = environment_integer("AUTOGRAFT_THREADS", 0); n > 0)
    return static_cast<int>(std::min<std::int64_t>(n, 1024));
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

int threads() noexcept {
  int n = wanted.load(std::memory_order_relaxed);
  if (n == 0) {
    try {
      n = default_threads();
    } catch (const std::exception&) {
      n = 1;  // a value that is no number: reported where the environment is read first
    }
    wanted.store(n, std::memory_order_relaxed);
  }
  return n;
}

void set_threads(int n) {
  if (n < 1) fail("AG0214", {}, "set_threads takes 1 or more, not {}", n);
  wanted.store(n, std::memory_order_relaxed);
}

void detail::run_range(std::int64_t n, std::int64_t grain, RangeFn body, void* context) noexcept {
  const int count = threads();
  const std::int64_t grains = (n + grain - 1) / grain;
  if (count == 1 || grains == 1 || in_piece) return body(context, 0, n);
  // A few pieces a thread, so that one that is disturbed does not hold up the rest.
  const std::int64_t pieces = std::min<std::int64_t>(grains, std::int64_t{4} * count);
  Job job{body, context, n, (grains + pieces - 1) / pieces * grain};
  const int helpers = static_cast<int>(std::min<std::int64_t>(count, pieces)) - 1;
  if (!the_pool().run(job, helpers)) body(context, 0, n);
}

}  // namespace ag
