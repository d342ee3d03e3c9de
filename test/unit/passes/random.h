// Random graphs over the whole op table, with nested regions, and random inputs for them.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ir/builder.h"

namespace passes_test {

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
  std::size_t below(std::size_t n) { return static_cast<std::size_t>((next() >> 11) % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

private:
  std::uint64_t state_;
};

/// Elements from small numbers and from those at which rules break.
ag::Tensor random_tensor(Dice &dice, ag::DType dtype, const ag::Shape &shape);

struct Sample {
  std::shared_ptr<ag::ir::Graph> graph;
  std::vector<std::vector<ag::Tensor>> inputs; ///< several sets
};
Sample sample(std::uint64_t seed);

} // namespace passes_test
