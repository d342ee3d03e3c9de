// sort, topk and searchsorted on order keys (keys.h). Pairs of key and index have no ties, which
// makes every algorithm stable for free.
#include <algorithm>
#include <utility>
#include <vector>

#include "kernel/kernel.h"
#include "kernel/keys.h"

namespace ag::kernel {
namespace {

template <class U>
struct Entry {
  U key;
  std::int64_t index;
  friend bool operator<(const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : a.index < b.index;
  }
};

/// Writes the entries' elements and indices; `in` is a copy when values replace their input.
template <class U>
void write_row(const std::vector<Entry<U>>& entries, const U* in, U* values,
               std::int64_t* indices) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (values != nullptr) values[i] = in[entries[i].index];
    if (indices != nullptr) indices[i] = entries[i].index;
  }
}

template <DType D, class U>
void sort_rows(std::int64_t rows, std::int64_t n, bool descending, const U* in, U* values,
               std::int64_t* indices) {
  const auto size = static_cast<std::size_t>(n);
  std::vector<Entry<U>> entries(size);
  std::vector<U> row(size);
  for (std::int64_t r = 0; r < rows; ++r) {
    std::copy_n(in + r * n, n, row.begin());
    for (std::size_t i = 0; i < size; ++i)
      entries[i] = {order_key<D>(row[i], descending), static_cast<std::int64_t>(i)};
    std::sort(entries.begin(), entries.end());
    write_row(entries, row.data(), values == nullptr ? nullptr : values + r * n,
              indices == nullptr ? nullptr : indices + r * n);
  }
}

/// Elements not below the threshold collect; when 2k have, the best k stay and the k-th becomes the
/// threshold. Each element is looked at once, and each selection is linear in k elements thrown
/// away.
template <DType D, class U>
void topk_row(std::int64_t n, std::size_t k, bool largest, const U* in,
              std::vector<Entry<U>>& kept) {
  kept.clear();
  bool full = false;
  U threshold = 0;
  const auto cut = [&] {
    std::nth_element(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(k - 1), kept.end());
    kept.resize(k);
    threshold = kept[k - 1].key;
    full = true;
  };
  for (std::int64_t i = 0; i < n; ++i) {
    const U key = order_key<D>(in[i], largest);
    if (full && key >= threshold) continue;  // an equal key has a lower index among those kept
    kept.push_back({key, i});
    if (kept.size() == 2 * k) cut();
  }
  if (kept.size() > k) cut();
  std::sort(kept.begin(), kept.end());
}

template <DType D, class U>
void topk_rows(std::int64_t rows, std::int64_t n, std::int64_t k, bool largest, const U* in,
               U* values, std::int64_t* indices) {
  std::vector<Entry<U>> kept;
  kept.reserve(2 * static_cast<std::size_t>(k));
  for (std::int64_t r = 0; r < rows; ++r) {
    topk_row<D>(n, static_cast<std::size_t>(k), largest, in + r * n, kept);
    write_row(kept, in + r * n, values == nullptr ? nullptr : values + r * k,
              indices == nullptr ? nullptr : indices + r * k);
  }
}

}  // namespace

void sort(DType dtype, std::int64_t rows, std::int64_t n, bool descending, const void* in,
          void* values, std::int64_t* indices) {
  with_keys(dtype, [&]<DType D, class U>() {
    sort_rows<D>(rows, n, descending, static_cast<const U*>(in), static_cast<U*>(values), indices);
  });
}

void topk(DType dtype, std::int64_t rows, std::int64_t n, std::int64_t k, bool largest,
          const void* in, void* values, std::int64_t* indices) {
  if (k == 0) return;
  with_keys(dtype, [&]<DType D, class U>() {
    topk_rows<D>(rows, n, k, largest, static_cast<const U*>(in), static_cast<U*>(values), indices);
  });
}

void searchsorted(DType dtype, const void* sorted, std::int64_t n, bool right, const void* queries,
                  std::int64_t count, std::int64_t* out) noexcept {
  with_keys(dtype, [&]<DType D, class U>() {
    const U* first = static_cast<const U*>(sorted);
    for (std::int64_t q = 0; q < count; ++q) {
      const U key = order_key<D>(static_cast<const U*>(queries)[q], false);
      const auto before = [&](U x) {
        const U k = order_key<D>(x, false);
        return right ? k <= key : k < key;
      };
      out[q] = std::partition_point(first, first + n, before) - first;
    }
  });
}

}  // namespace ag::kernel
