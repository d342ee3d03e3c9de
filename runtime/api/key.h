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

/// A tensor or an in-out number: two parameters may be the same one.
constexpr bool is_object(ArgType::Kind kind) {
  return kind <= ArgType::tensor_inout || kind == ArgType::number_inout;
}
/// Index of the first argument that is the same such object as argument i (i itself: none).
std::size_t alias_of(const ArgRef* args, std::size_t i);
/// True when argument i is a tensor that stands in the function's own list of hidden inputs.
bool is_hidden(const Call& call, std::size_t i);

}  // namespace ag::detail
