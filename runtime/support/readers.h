// Looking at shared objects without locks: who frees or changes them in place waits for, or defers
// to, the threads that are looking. For a reader both are plain stores to a record of its own; the
// other side pays, with one membarrier system call (where there is none, readers pay a fence).
// Knows nothing about what is shared.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace ag {

namespace detail {
/// What one thread tells the others. Records are reused and never freed.
struct alignas(64) ReaderRecord {
  std::atomic<std::uint64_t> epoch{0};  ///< of the outermost Reading; 0: none
  std::atomic<bool> looking{false};     ///< a Looking is alive
  std::atomic<bool> used{true};         ///< a thread has it
  std::uint32_t depth = 0;              ///< Readings of the thread
  ReaderRecord* next = nullptr;
};
extern constinit thread_local ReaderRecord* reader_record;
ReaderRecord& new_reader_record();
inline ReaderRecord& reader() { return reader_record ? *reader_record : new_reader_record(); }
/// Counts retirements, from 1 on.
extern std::atomic<std::uint64_t> reader_epoch;
/// Readers need a fence of their own.
extern std::atomic<bool> reader_fence;
void fence() noexcept;
/// Between saying that one looks and looking.
inline void announced() noexcept {
  if (reader_fence.load(std::memory_order_relaxed)) [[unlikely]]
    fence();
  std::atomic_signal_fence(std::memory_order_seq_cst);
}
}  // namespace detail

/// While it lives, nothing that the thread finds through an atomic pointer is freed by `retire`.
class Reading {
 public:
  Reading() : record_(detail::reader()) {
    if (record_.depth++ != 0) return;
    record_.epoch.store(detail::reader_epoch.load(std::memory_order_acquire),
                        std::memory_order_relaxed);
    detail::announced();
  }
  ~Reading() {
    if (--record_.depth == 0) record_.epoch.store(0, std::memory_order_release);
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  detail::ReaderRecord& record_;
};

/// Frees `object` once no thread is left that may have found it. Nobody can find it any more.
/// `destroy` runs in this or some later call of `retire`, in any thread.
void retire(void* object, void (*destroy)(void*) noexcept);
template <class T>
void retire(T* object) {
  retire(object, [](void* p) noexcept { delete static_cast<T*>(p); });
}
/// Retired and not yet freed, for tests.
std::size_t retired_count();

/// A lock for objects that many threads look at, briefly, and few change in place.
class InPlaceLock {
 public:
  /// The one that builds: waits until nobody looks, and keeps others from looking.
  void lock();
  void unlock();

  /// Must not be nested, nor be taken by the thread that holds the lock.
  class Looking {
   public:
    explicit Looking(InPlaceLock& lock) : record_(detail::reader()) {
      record_.looking.store(true, std::memory_order_relaxed);
      detail::announced();
      if (lock.changing_.load(std::memory_order_acquire)) [[unlikely]]
        lock.wait(record_);
    }
    ~Looking() { record_.looking.store(false, std::memory_order_release); }
    Looking(const Looking&) = delete;
    Looking& operator=(const Looking&) = delete;

   private:
    detail::ReaderRecord& record_;
  };

 private:
  void wait(detail::ReaderRecord& record);

  std::mutex mutex_;
  std::atomic<bool> changing_{false};
};

}  // namespace ag
