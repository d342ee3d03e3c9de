// What one call of an annotated function is made of, and the words by which calls are told apart.
#pragma once

#include <vector>

#include "api/hidden.h"
#include "autograft/function.h"

namespace ag::detail {

/// The key of a call: words for types, numbers, hashes and aliases; host values are compared too.
struct Key {
  std::vector<std::uint64_t> words;
  bool operator==(const Key&) const = default;
};

/// The objects of one call.
struct Call {
  const ArgRef* args;
  std::size_t count;
  api::CallObjects objects;
};

/// A number that has an address: an in-out one, or one that may be the same object as such a one.
inline bool has_place(const ArgType& t) { return t.kind == ArgType::number_inout || t.shares; }
/// Argument i is a tensor or an in-out number, or the object of one: two may be the same one.
bool is_object(const Call& call, std::size_t i);
/// Index of the first argument that is the same such object as argument i (i itself: none).
std::size_t alias_of(const Call& call, std::size_t i);
/// True when argument i, a tensor or a number, stands in the function's own list of hidden inputs.
bool is_hidden(const Call& call, std::size_t i);

}  // namespace ag::detail
