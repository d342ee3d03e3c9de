// The graphs kept for one annotated function: look-up without locks, eviction, and which arithmetic
// arguments have become run-time data. What a graph needs a call to be is in entry.h, calling in
// outermost.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "api/entry.h"
#include "autograft/function.h"

namespace ag::detail {

/// Graphs that differ in extents alone; then those that vary become open.
inline constexpr int max_shapes = 5;
/// Graphs kept for a function; the one unused for longest goes first.
inline constexpr std::size_t max_entries = 256;

/// All graphs of a function by the hash of the calls they are for. Never changed: who adds a graph
/// publishes a new table.
class Table {
 public:
  Table(const std::vector<std::unique_ptr<Entry>>& entries, std::uint64_t data);
  /// The graph for a call, or null.
  Entry* find(const Call& call) const;

 private:
  struct Slot {
    std::uint64_t hash;
    Entry* entry;
  };
  std::uint64_t data_;  ///< bit i: argument i is no part of the hash
  std::vector<Slot> slots_;
  std::vector<Entry*> open_;  ///< for calls of more than one hash
};

struct FunctionState final : api::NumbersAsData {
  /// The graph for a call, or null: it may be there all the same, or become right (`learn`). The
  /// caller holds a Reading as long as it uses the graph. Needs no lock.
  Entry* hit(const Call& call);

  std::mutex mutex;  ///< guards what follows; held while a graph is built (single flight)
  std::vector<std::unique_ptr<Entry>> entries;
  std::uint64_t data = 0;                 ///< bit i: argument i has varied and is data from now on
  std::uint64_t constant_only = 0;        ///< bit i: building with it as data failed (AG0403)
  std::vector<std::uint64_t> first;       ///< the arithmetic arguments of the first build
  bool exact_only = false;                ///< a build with open extents has failed
  std::set<api::Place> data_numbers;      ///< hidden numbers that have varied
  std::set<api::Place> constant_numbers;  ///< those that building as data failed for

  bool is_data(const api::Place& place) const override { return data_numbers.count(place) != 0; }

  /// Before a graph is built for a call: an arithmetic argument that differs from the first build's
  /// becomes data; so does a hidden number that keeps a graph from being right.
  void learn(const Call& call);
  /// The extents to build this call's graph for: open ones where more than max_shapes graphs of its
  /// kind have differed.
  std::vector<Extents> extents_for(const Call& call) const;
  Entry* insert(std::unique_ptr<Entry> entry);

  std::atomic<std::int64_t> built{0};
  std::atomic<Thunk> self{nullptr};  ///< the function's address, for trace_count

 private:
  void promote(Entry* entry);
  /// Takes the one unused for longest out, for the caller to retire.
  std::unique_ptr<Entry> evict();
  void publish();

  /// Graphs looked at first. Written with the mutex held.
  std::atomic<Entry*> ways_[4]{};
  std::atomic<Table*> table_{nullptr};
  std::atomic<std::uint64_t> clock_{0};
  unsigned next_way_ = 0;
};

/// The state of a function, made on first use.
FunctionState& state_of(Function& f);

}  // namespace ag::detail
