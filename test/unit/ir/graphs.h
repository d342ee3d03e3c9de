// Shared by the tests of the graph: hand-written canonical texts, small builders, tensor access.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/builder.h"
#include "ir/text.h"
#include "tensor/impl.h"

namespace graphs {

/// A text of the form that print() gives; `what` names it in failures.
struct Text {
  const char *what;
  const char *text;
};
std::span<const Text> canonical_texts();

extern const char *const collatz;

template <class T> T value(const ag::Tensor &t, std::size_t i = 0) {
  return static_cast<const T *>(ag::detail::Access::data(t))[i];
}

/// A rank-1 f32 tensor of zeros.
ag::Tensor zeros(std::int64_t n);
/// A rank-0 i64 tensor.
inline ag::Tensor i64(std::int64_t v) { return ag::Tensor(v); }
inline ag::Tensor i32(std::int32_t v) { return ag::Tensor(v); }

const ag::ir::Type *i64_type();
const ag::ir::Type *bool_type();

/// A pseudo-random generator that gives the same numbers everywhere.
class Dice {
public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

private:
  std::uint64_t state_;
};

/// A random graph of i64[] values with nested cond, while and for; loops end after a few turns.
std::shared_ptr<ag::ir::Graph> random_graph(std::uint64_t seed);

} // namespace graphs
