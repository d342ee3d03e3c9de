// Strided iteration, common to the drivers: extents and strides with mergeable neighbours merged,
// and the gathering of elements into contiguous blocks by item size.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace ag::kernel {

/// Dimensions that one walk may have: the rank limit of tensors (ag::max_rank), which callers keep.
inline constexpr int max_walk_rank = 8;
inline constexpr int max_operands = 3;

/// Merged geometry: extents, and for each operand its strides in elements. Extents of 1 are gone.
struct Walk {
  int rank = 0;
  int operands = 0;
  std::int64_t extents[max_walk_rank] = {};
  std::int64_t strides[max_operands][max_walk_rank] = {};
};

/// C-order strides of a contiguous array of these extents.
inline void contiguous_strides(std::span<const std::int64_t> extents, std::int64_t* out) noexcept {
  std::int64_t step = 1;
  for (std::size_t i = extents.size(); i-- > 0;) {
    out[i] = step;
    step *= extents[i];
  }
}

inline std::int64_t element_count(std::span<const std::int64_t> extents) noexcept {
  std::int64_t n = 1;
  for (std::int64_t e : extents) n *= e;
  return n;
}

/// Neighbours merge when every operand steps over the inner one exactly into the outer one.
inline Walk make_walk(std::span<const std::int64_t> extents, int operands,
                      const std::int64_t* const* strides) noexcept {
  Walk w;
  w.operands = operands;
  for (std::size_t d = 0; d < extents.size(); ++d) {
    if (extents[d] == 1) continue;
    bool merge = w.rank > 0;
    for (int k = 0; k < operands && merge; ++k)
      merge = w.strides[k][w.rank - 1] == strides[k][d] * extents[d];
    if (!merge) w.extents[w.rank++] = 1;
    w.extents[w.rank - 1] *= extents[d];
    for (int k = 0; k < operands; ++k) w.strides[k][w.rank - 1] = strides[k][d];
  }
  return w;
}

/// Position in the walk without its innermost `inner` dimensions; knows each operand's offset.
class Odometer {
 public:
  Odometer(const Walk& walk, int inner) noexcept : walk_(walk), outer_(walk.rank - inner) {}

  std::int64_t offset(int operand) const noexcept { return offsets_[operand]; }

  /// False after the last position (and back at the first).
  bool next() noexcept {
    for (int d = outer_ - 1; d >= 0; --d) {
      for (int k = 0; k < walk_.operands; ++k) offsets_[k] += walk_.strides[k][d];
      if (++at_[d] < walk_.extents[d]) return true;
      at_[d] = 0;
      for (int k = 0; k < walk_.operands; ++k)
        offsets_[k] -= walk_.strides[k][d] * walk_.extents[d];
    }
    return false;
  }

 private:
  const Walk& walk_;
  int outer_;
  std::int64_t at_[max_walk_rank] = {};
  std::int64_t offsets_[max_operands] = {};
};

/// Reads the elements of one strided operand in C order, some at a time.
class Gatherer {
 public:
  Gatherer(const void* data, std::size_t item, std::span<const std::int64_t> extents,
           const std::int64_t* strides) noexcept;
  /// The next `count` elements, contiguous, into `to`.
  void take(std::int64_t count, void* to) noexcept;

 private:
  const char* data_;
  std::size_t item_;
  Walk walk_;
  std::int64_t at_[max_walk_rank] = {};
  std::int64_t offset_ = 0;
};

/// to[i] = from[i * step] for items of 1, 2, 4 or 8 bytes.
void copy_strided(std::size_t item, std::int64_t n, void* to, std::int64_t to_step,
                  const void* from, std::int64_t from_step) noexcept;

}  // namespace ag::kernel
