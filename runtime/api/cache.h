// The graphs kept for one annotated function: keys, look-up, eviction, and which arithmetic
// arguments have become run-time data. Calling is in function.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "api/build.h"
#include "autograft/function.h"

namespace ag::detail {

/// A copied host argument, part of a key.
class HostValue {
 public:
  explicit HostValue(const ArgRef& a) : type_(a.type), object_(a.type->copy(a.object)) {}
  HostValue(HostValue&& o) noexcept : type_(o.type_), object_(std::exchange(o.object_, nullptr)) {}
  HostValue& operator=(HostValue&&) = delete;
  ~HostValue() {
    if (object_) type_->destroy(object_);
  }
  bool equals(const ArgRef& a) const { return type_->equal(object_, a.object); }

 private:
  const ArgType* type_;
  void* object_;
};

/// The key of a call: words for types, numbers, hashes and aliases; host values are compared too.
struct Key {
  std::vector<std::uint64_t> words;
  bool operator==(const Key&) const = default;
};

struct Entry {
  Key key;
  std::vector<HostValue> hosts;
  std::uint64_t data = 0;  ///< bit i: lifted argument i is run-time data in this graph
  api::Compiled compiled;
  std::uint64_t last_use = 0;
};

/// Graphs kept for a function; the one unused for longest goes first.
inline constexpr std::size_t max_entries = 256;

struct FunctionState {
  std::mutex mutex;  ///< guards everything below; held while a graph is built (single flight)
  std::vector<std::shared_ptr<Entry>> entries;
  std::uint64_t clock = 0;
  std::uint64_t data = 0;            ///< bit i: argument i has varied and is data from now on
  std::uint64_t constant_only = 0;   ///< bit i: building with it as data failed (AG0403)
  std::vector<std::uint64_t> first;  ///< the arithmetic arguments of the first build
  std::int64_t built = 0;
  std::atomic<Thunk> self{nullptr};  ///< the function's address, for trace_count

  /// The entry for a call, or null. An arithmetic argument that differs from the first build's
  /// becomes data.
  std::shared_ptr<Entry> find(const ArgRef* args, std::size_t count);
  std::shared_ptr<Entry> look_up(const Key& key, const ArgRef* args, std::size_t count);
  void insert(std::shared_ptr<Entry> entry);
};

Key make_key(const ArgRef* args, std::size_t count, std::uint64_t data);
/// Index of the first argument that is the same tensor object as argument i (i itself: none).
std::size_t alias_of(const ArgRef* args, std::size_t i);

/// The state of a function, made on first use.
FunctionState& state_of(Function& f);

}  // namespace ag::detail
