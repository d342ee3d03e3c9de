// The graphs kept for one annotated function: keys, look-up, eviction, and which arithmetic
// arguments have become run-time data. Calling is in function.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "api/build.h"
#include "api/key.h"
#include "autograft/function.h"

namespace ag::detail {

/// Extents of a tensor argument; ~k: any number from 2 on, the same wherever ~k stands.
using Extents = std::vector<std::int64_t>;

struct Entry {
  Key key;
  Key kind;                      ///< the key without extents
  std::vector<Extents> extents;  ///< by argument
  bool open = false;             ///< some extents are open
  std::vector<api::HostValue> hosts;
  std::uint64_t data = 0;  ///< bit i: lifted argument i is run-time data in this graph
  api::Compiled compiled;
  std::uint64_t last_use = 0;
};

/// Graphs that differ in extents alone; then those that vary become open.
inline constexpr int max_shapes = 5;
/// Graphs kept for a function; the one unused for longest goes first.
inline constexpr std::size_t max_entries = 256;

struct FunctionState final : api::NumbersAsData {
  std::mutex mutex;  ///< guards everything below; held while a graph is built (single flight)
  std::vector<std::shared_ptr<Entry>> entries;
  std::uint64_t clock = 0;
  std::uint64_t data = 0;            ///< bit i: argument i has varied and is data from now on
  std::uint64_t constant_only = 0;   ///< bit i: building with it as data failed (AG0403)
  std::vector<std::uint64_t> first;  ///< the arithmetic arguments of the first build
  bool exact_only = false;           ///< a build with open extents has failed
  std::int64_t built = 0;
  std::atomic<Thunk> self{nullptr};  ///< the function's address, for trace_count

  std::set<api::Place> data_numbers;      ///< hidden numbers that have varied
  std::set<api::Place> constant_numbers;  ///< those that building as data failed for

  bool is_data(const api::Place& place) const override { return data_numbers.count(place) != 0; }

  /// The entry for a call, or null. An arithmetic argument that differs from the first build's
  /// becomes data; so does a hidden number that keeps an entry from being right.
  std::shared_ptr<Entry> find(const Call& call);
  std::shared_ptr<Entry> look_up(const Key& key, const Call& call);
  /// The extents to build this call's graph for: open ones where more than max_shapes graphs of its
  /// kind have differed.
  std::vector<Extents> extents_for(const Call& call) const;
  void insert(std::shared_ptr<Entry> entry);
};

Key make_key(const Call& call, std::uint64_t data);
Key kind_key(const Call& call, std::uint64_t data);
std::vector<Extents> extents_of(const Call& call);
bool is_open(const std::vector<Extents>& extents);

/// The state of a function, made on first use.
FunctionState& state_of(Function& f);

}  // namespace ag::detail
