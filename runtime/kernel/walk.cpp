// Gathering of strided elements into blocks.
#include "kernel/walk.h"

#include <algorithm>

namespace ag::kernel {
namespace {

template <class T>
void copy_items(std::int64_t n, void* to, std::int64_t to_step, const void* from,
                std::int64_t from_step) noexcept {
  T* t = static_cast<T*>(to);
  const T* f = static_cast<const T*>(from);
  if (to_step == 1 && from_step == 1) {
    std::memmove(t, f, static_cast<std::size_t>(n) * sizeof(T));
  } else if (to_step == 1 && from_step == 0) {
    std::fill_n(t, n, *f);
  } else {
    for (std::int64_t i = 0; i < n; ++i) t[i * to_step] = f[i * from_step];
  }
}

}  // namespace

void copy_strided(std::size_t item, std::int64_t n, void* to, std::int64_t to_step,
                  const void* from, std::int64_t from_step) noexcept {
  switch (item) {
  case 1: return copy_items<std::uint8_t>(n, to, to_step, from, from_step);
  case 2: return copy_items<std::uint16_t>(n, to, to_step, from, from_step);
  case 4: return copy_items<std::uint32_t>(n, to, to_step, from, from_step);
  default: return copy_items<std::uint64_t>(n, to, to_step, from, from_step);
  }
}

Gatherer::Gatherer(const void* data, std::size_t item, std::span<const std::int64_t> extents,
                   const std::int64_t* strides) noexcept
    : data_(static_cast<const char*>(data)), item_(item), walk_(make_walk(extents, 1, &strides)) {
  if (walk_.rank == 0) {  // one element
    walk_.rank = 1;
    walk_.extents[0] = 1;
    walk_.strides[0][0] = 1;
  }
}

void Gatherer::take(std::int64_t count, void* to) noexcept {
  const int last = walk_.rank - 1;
  const std::int64_t step = walk_.strides[0][last];
  const auto item = static_cast<std::int64_t>(item_);
  char* out = static_cast<char*>(to);
  while (count > 0) {
    const std::int64_t n = std::min(count, walk_.extents[last] - at_[last]);
    copy_strided(item_, n, out, 1, data_ + offset_ * item, step);
    out += n * item;
    count -= n;
    at_[last] += n;
    offset_ += n * step;
    for (int d = last; d > 0 && at_[d] == walk_.extents[d]; --d) {
      at_[d] = 0;
      offset_ += walk_.strides[0][d - 1] - walk_.strides[0][d] * walk_.extents[d];
      ++at_[d - 1];
    }
  }
}

}  // namespace ag::kernel
