// A small mixing hash for keys made of integers. Not stable between versions; not for files.
#pragma once

#include <cstdint>

namespace ag {

/// Folds `v` into `seed`. Every bit of both reaches the upper bits of the result.
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t v) noexcept {
  seed = (seed ^ v) * 0x9e3779b97f4a7c15u;
  return seed ^ (seed >> 32);
}

}  // namespace ag
