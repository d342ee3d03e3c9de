// One graph of an annotated function and what a call must look like for it to be right: types and
// aliases of tensors, constants, host values, hidden inputs. Which graphs are kept is in cache.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <vector>

#include "api/build.h"
#include "api/key.h"
#include "api/structured.h"

namespace ag::detail {

/// Extents of a tensor argument; ~k: any number from 2 on, the same wherever ~k stands.
using Extents = std::vector<std::int64_t>;

/// What one argument must be.
struct Wanted {
  ArgType::Kind kind = ArgType::object;
  bool data = false;           ///< lifted: an input of the graph, so any number is right
  bool constant = false;       ///< lifted: this number only
  bool hidden = false;         ///< also one of the function's hidden inputs
  bool input = false;          ///< tensor, in-out number: an input of its own
  bool output = false;         ///< the same: what it holds at the end goes back to the caller
  std::uint32_t same = 0;      ///< the same: the first argument that is the same object
  DType dtype = DType::f32;    ///< tensor
  const Type* type = nullptr;  ///< tensor: exactly this one; of open extents null
  std::uint64_t bits = 0;      ///< lifted: the constant; host: the hash
  const api::HostValue* value = nullptr;  ///< host
};

struct Entry {
  Entry(const Call& call, std::uint64_t data, std::vector<Extents> extents);

  /// Is this the graph for the call?
  bool fits(const Call& call) const {
    return fits_arguments(call) && (compiled.hidden.inputs.empty() || fits_hidden(call));
  }
  bool fits_arguments(const Call& call) const;
  /// The same of what it reads besides; `differing`: numbers that are constants of this graph.
  api::HiddenPlan::Match match_hidden(const Call& call, std::vector<api::Place>* differing) const;
  bool same_hosts(const Call& call) const;
  /// `hash_of` the calls that it is for.
  std::uint64_t hash(std::uint64_t without) const;

  std::vector<Wanted> wanted;
  std::vector<Extents> extents;  ///< by argument
  bool open = false;             ///< some extents are open
  std::size_t symbols = 0;       ///< different open ones
  std::uint64_t data = 0;        ///< bit i: lifted argument i is run-time data in this graph
  Key kind;                      ///< the key without extents
  std::deque<api::HostValue> hosts;
  std::deque<Type> private_types;
  api::Compiled compiled;
  std::vector<api::OutputObject> objects;  ///< structured results and in-out arguments
  std::atomic<std::uint64_t> last_use{0};
  bool dropped = false;  ///< no longer in the cache; guarded by the function's mutex

 private:
  bool fits_hidden(const Call& call) const;
  bool fits_open(const Call& call) const;
  Wanted wanted_of(const Call& call, std::size_t i);
};

/// Equal for calls that the same graph is for, arguments of `data` and open extents apart.
/// Errors: AG0201 for a tensor that was never set.
std::uint64_t hash_of(const Call& call, std::uint64_t data);
/// What tells apart all graphs but those that differ in extents.
Key kind_key(const Call& call, std::uint64_t data);
std::vector<Extents> extents_of(const Call& call);
bool is_open(const std::vector<Extents>& extents);

}  // namespace ag::detail
