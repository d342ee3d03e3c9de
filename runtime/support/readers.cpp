// Records of readers, retirement, and the lock for changes in place: see readers.h.
#include "support/readers.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ag {

namespace detail {

constinit thread_local ReaderRecord* reader_record = nullptr;
constinit std::atomic<std::uint64_t> reader_epoch{1};
constinit std::atomic<bool> reader_fence{true};

void fence() noexcept {
#if defined(__SANITIZE_THREAD__)  // does not know fences
  static std::atomic<int> any{0};
  any.fetch_add(1, std::memory_order_seq_cst);
#else
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

namespace {

long membarrier(int command) { return syscall(SYS_membarrier, command, 0, 0); }

constinit std::atomic<ReaderRecord*> all_records{nullptr};

/// Of the threads that looked, only the one that forked lives on in the child.
void forget_other_threads() {
  for (ReaderRecord* r = all_records.load(); r; r = r->next) {
    if (r == reader_record) continue;
    r->epoch.store(0);
    r->looking.store(false);
    r->depth = 0;
    r->used.store(false);
  }
}

bool prepare() {
  pthread_atfork(nullptr, nullptr, forget_other_threads);
  if (membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0)
    reader_fence.store(false, std::memory_order_relaxed);
  return true;
}

/// Gives the thread's record back.
struct RecordOwner {
  ReaderRecord* record = nullptr;
  ~RecordOwner() {
    reader_record = nullptr;
    if (record) record->used.store(false, std::memory_order_release);
  }
};

/// After it what a reader has announced is seen, or the reader sees what was stored before.
void barrier() {
  fence();
  if (!reader_fence.load(std::memory_order_relaxed)) membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
}

struct Retired {
  void* object;
  void (*destroy)(void*) noexcept;
  std::uint64_t epoch;
};
struct RetiredList {
  std::mutex mutex;
  std::vector<Retired> list;
};
RetiredList& retired() {
  static RetiredList* r = new RetiredList;  // outlives every static object
  return *r;
}

/// The earliest epoch that some reader may be in.
std::uint64_t earliest() {
  std::uint64_t first = UINT64_MAX;
  for (ReaderRecord* r = all_records.load(std::memory_order_acquire); r; r = r->next)
    if (const std::uint64_t e = r->epoch.load(std::memory_order_acquire); e != 0 && e < first)
      first = e;
  return first;
}

}  // namespace

ReaderRecord& new_reader_record() {
  static const bool prepared = prepare();
  static_cast<void>(prepared);
  thread_local RecordOwner owner;
  ReaderRecord* record = nullptr;
  for (ReaderRecord* r = all_records.load(std::memory_order_acquire); r && !record; r = r->next) {
    bool free = false;
    if (r->used.compare_exchange_strong(free, true, std::memory_order_acquire)) record = r;
  }
  if (!record) {
    record = new ReaderRecord;
    record->next = all_records.load(std::memory_order_relaxed);
    while (!all_records.compare_exchange_weak(record->next, record, std::memory_order_acq_rel)) {
    }
  }
  owner.record = record;
  return *(reader_record = record);
}

}  // namespace detail

void retire(void* object, void (*destroy)(void*) noexcept) {
  detail::RetiredList& r = detail::retired();
  std::vector<detail::Retired> free;
  {
    const std::lock_guard lock(r.mutex);
    // Whoever reads the next epoch cannot find the object.
    const std::uint64_t epoch = detail::reader_epoch.fetch_add(1, std::memory_order_acq_rel);
    r.list.push_back({object, destroy, epoch});
    detail::barrier();
    const std::uint64_t first = detail::earliest();
    std::erase_if(r.list, [&](const detail::Retired& o) {
      if (o.epoch >= first) return false;
      free.push_back(o);
      return true;
    });
  }
  for (const detail::Retired& o : free) o.destroy(o.object);
}

std::size_t retired_count() {
  detail::RetiredList& r = detail::retired();
  const std::lock_guard lock(r.mutex);
  return r.list.size();
}

void InPlaceLock::lock() {
  mutex_.lock();
  changing_.store(true, std::memory_order_seq_cst);
  detail::barrier();
  for (auto* r = detail::all_records.load(std::memory_order_acquire); r; r = r->next)
    while (r->looking.load(std::memory_order_acquire)) std::this_thread::yield();
}

void InPlaceLock::unlock() {
  changing_.store(false, std::memory_order_release);
  mutex_.unlock();
}

void InPlaceLock::wait(detail::ReaderRecord& record) {
  do {
    record.looking.store(false, std::memory_order_release);
    {
      const std::lock_guard until_done(mutex_);
    }
    record.looking.store(true, std::memory_order_seq_cst);
  } while (changing_.load(std::memory_order_seq_cst));
}

}  // namespace ag
