// Data movement by item size: strided copy, fill, and indexing along an axis. Nothing here looks at
// values but the indices, so one build serves every instruction set.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "kernel/table.h"
#include "kernel/walk.h"

namespace ag::kernel {
namespace {

char* at(void* p, std::int64_t elements, std::size_t item) {
  return static_cast<char*>(p) + elements * static_cast<std::int64_t>(item);
}
const char* at(const void* p, std::int64_t elements, std::size_t item) {
  return static_cast<const char*>(p) + elements * static_cast<std::int64_t>(item);
}

/// The two innermost dimensions where source and destination run across each other: square tiles,
/// so that neither side touches a cache line more often than it must.
template <class T>
void transpose_plane(std::int64_t rows, std::int64_t columns, T* to, std::int64_t to_row,
                     std::int64_t to_column, const T* from, std::int64_t from_row,
                     std::int64_t from_column) {
  constexpr std::int64_t tile = 16;
  for (std::int64_t r0 = 0; r0 < rows; r0 += tile)
    for (std::int64_t c0 = 0; c0 < columns; c0 += tile)
      for (std::int64_t r = r0; r < std::min(rows, r0 + tile); ++r)
        for (std::int64_t c = c0; c < std::min(columns, c0 + tile); ++c)
          to[r * to_row + c * to_column] = from[r * from_row + c * from_column];
}

void copy_plane(std::size_t item, const Walk& w, char* to, const char* from) {
  const int r = w.rank - 2;
  const int c = w.rank - 1;
  const auto go = [&]<class T>(T*) {
    transpose_plane(w.extents[r], w.extents[c], reinterpret_cast<T*>(to), w.strides[0][r],
                    w.strides[0][c], reinterpret_cast<const T*>(from), w.strides[1][r],
                    w.strides[1][c]);
  };
  switch (item) {
  case 1: return go(static_cast<std::uint8_t*>(nullptr));
  case 2: return go(static_cast<std::uint16_t*>(nullptr));
  case 4: return go(static_cast<std::uint32_t*>(nullptr));
  default: return go(static_cast<std::uint64_t*>(nullptr));
  }
}

/// Does the inner dimension of one side have the larger stride while the other's has the smaller?
bool is_transposition(const Walk& w) {
  if (w.rank < 2) return false;
  const int r = w.rank - 2;
  const int c = w.rank - 1;
  return w.strides[1][r] != 0 && std::abs(w.strides[1][r]) < std::abs(w.strides[1][c]) &&
         std::abs(w.strides[0][r]) > std::abs(w.strides[0][c]);
}

/// The first index outside [0, extent), as a failed Status.
Status check_indices(const std::int64_t* idx, std::int64_t count, std::int64_t extent) {
  for (std::int64_t j = 0; j < count; ++j) {
    if (idx[j] < 0 || idx[j] >= extent) {
      Status s{.failure = Failure::index_out_of_range, .index = j};
      s.operands[0] = static_cast<std::uint64_t>(idx[j]);
      s.operands[1] = static_cast<std::uint64_t>(extent);
      return s;
    }
  }
  return {};
}

/// Copies the inner run of one index; short runs without a call.
void copy_run(std::size_t item, std::int64_t inner, char* to, const char* from) {
  if (inner == 1 && item == 4)
    std::memcpy(to, from, 4);
  else if (inner == 1 && item == 8)
    std::memcpy(to, from, 8);
  else
    std::memcpy(to, from, static_cast<std::size_t>(inner) * item);
}

}  // namespace

void copy(std::size_t item, std::span<const std::int64_t> extents, void* dst,
          std::span<const std::int64_t> dst_strides, const void* src,
          std::span<const std::int64_t> src_strides) noexcept {
  if (element_count(extents) == 0) return;
  const std::int64_t* strides[2] = {dst_strides.data(), src_strides.data()};
  const Walk w = make_walk(extents, 2, strides);
  const bool planes = is_transposition(w);
  Odometer pos(w, std::min(w.rank, planes ? 2 : 1));
  do {
    char* to = at(dst, pos.offset(0), item);
    const char* from = at(src, pos.offset(1), item);
    if (planes)
      copy_plane(item, w, to, from);
    else if (w.rank == 0)
      copy_strided(item, 1, to, 1, from, 1);
    else
      copy_strided(item, w.extents[w.rank - 1], to, w.strides[0][w.rank - 1], from,
                   w.strides[1][w.rank - 1]);
  } while (pos.next());
}

void fill(std::size_t item, std::int64_t n, void* dst, const void* value) noexcept {
  if (n > 0) copy_strided(item, n, dst, 1, value, 0);
}

Status gather(std::size_t item, const AxisShape& s, const void* in, const std::int64_t* idx,
              std::int64_t count, void* out) noexcept {
  const Status checked = check_indices(idx, count, s.extent);
  if (!checked.ok()) return checked;
  if (s.inner == 0) return {};
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t j = 0; j < count; ++j)
      copy_run(item, s.inner, at(out, (o * count + j) * s.inner, item),
               at(in, (o * s.extent + idx[j]) * s.inner, item));
  return {};
}

Status take_along_axis(std::size_t item, const AxisShape& s, const void* in,
                       const std::int64_t* idx, std::int64_t count, void* out) noexcept {
  const Status checked = check_indices(idx, s.outer * count * s.inner, s.extent);
  if (!checked.ok()) return checked;
  std::int64_t k = 0;
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t j = 0; j < count; ++j)
      for (std::int64_t i = 0; i < s.inner; ++i, ++k)
        copy_run(item, 1, at(out, k, item), at(in, (o * s.extent + idx[k]) * s.inner + i, item));
  return {};
}

Status scatter(std::size_t item, const AxisShape& s, void* dst, const std::int64_t* idx,
               std::int64_t count, const void* src) noexcept {
  const Status checked = check_indices(idx, count, s.extent);
  if (!checked.ok()) return checked;
  if (s.inner == 0) return {};
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t j = 0; j < count; ++j)
      copy_run(item, s.inner, at(dst, (o * s.extent + idx[j]) * s.inner, item),
               at(src, (o * count + j) * s.inner, item));
  return {};
}

Status scatter_add(const KernelTable& table, DType dtype, const AxisShape& s, void* dst,
                   const std::int64_t* idx, std::int64_t count, const void* src) noexcept {
  if (!accepts(Elementwise::add, dtype)) return {.failure = Failure::unsupported};
  const Status checked = check_indices(idx, count, s.extent);
  if (!checked.ok()) return checked;
  const std::size_t item = item_size(dtype);
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t j = 0; j < count; ++j) {
      char* row = at(dst, (o * s.extent + idx[j]) * s.inner, item);
      const Operand in[2] = {{row}, {at(src, (o * count + j) * s.inner, item)}};
      (void)run_flat(table, Elementwise::add, dtype, s.inner, in, row);
    }
  return {};
}

}  // namespace ag::kernel
