// Loop nests with as few axes as possible: extents of 1 are dropped, and neighbours merge where
// every place steps over the inner one exactly into the outer one.
#include <algorithm>

#include "backend/cpu/lowering.h"

namespace ag::cpu {
namespace {

/// Every place of a nest, with those of folds, which have no stride along the folded axes.
std::vector<NativePlace*> places_of(NativeNest& nest, bool folds) {
  std::vector<NativePlace*> all;
  for (auto& e : nest.inputs) all.push_back(&e.place);
  for (auto& e : nest.outputs) all.push_back(&e.place);
  if (folds)
    for (NativeFold& f : nest.folds)
      if (f.result < 0) all.push_back(&f.to);
  return all;
}

void drop(NativeNest& nest, const std::vector<NativePlace*>& places, std::size_t axis) {
  nest.extents.erase(nest.extents.begin() + static_cast<std::ptrdiff_t>(axis));
  for (NativePlace* p : places)
    p->strides.erase(p->strides.begin() + static_cast<std::ptrdiff_t>(axis));
}

NativeSize product(NativeSize a, const NativeSize& b) {
  a.factor *= b.factor;
  a.symbols.insert(a.symbols.end(), b.symbols.begin(), b.symbols.end());
  std::sort(a.symbols.begin(), a.symbols.end());
  if (a.factor == 0) a.symbols.clear();
  return a;
}

/// Merges axes [first, last); how many are left.
std::size_t merge(NativeNest& nest, const std::vector<NativePlace*>& places, std::size_t first,
                  std::size_t last) {
  for (std::size_t k = last; k-- > first;)
    if (nest.extents[k].is(1)) drop(nest, places, k), --last;
  for (std::size_t k = last; k-- > first + 1;) {
    const bool merges = std::all_of(places.begin(), places.end(), [&](const NativePlace* p) {
      return p->strides[k - 1] == product(p->strides[k], nest.extents[k]);
    });
    if (!merges) continue;
    const NativeSize n = product(nest.extents[k - 1], nest.extents[k]);
    for (NativePlace* p : places) p->strides[k - 1] = p->strides[k];
    drop(nest, places, k);
    nest.extents[k - 1] = n;
    --last;
  }
  return last - first;
}

}  // namespace

/// With `folded_axes` the last so many become one; `folded` stays false where they cannot.
void Lowering::collapse(NativeNest& nest, std::size_t folded_axes) const {
  const std::size_t kept = nest.extents.size() - folded_axes;
  if (folded_axes > 0) {
    const std::size_t left = merge(nest, places_of(nest, false), kept, nest.extents.size());
    if (left > 1) return;
    if (left == 0) {
      nest.extents.push_back({1, {}});
      for (NativePlace* p : places_of(nest, false)) p->strides.push_back({0, {}});
    }
    nest.folded = true;
    // The folds' places end with the kept axes.
    merge(nest, places_of(nest, true), 0, kept);
    return;
  }
  merge(nest, places_of(nest, false), 0, kept);
  if (nest.extents.size() > 1) return;
  const bool one = nest.extents.size() == 1;
  const auto whole = [&](const NativePlace& p, bool written) {
    if (!p.offset.empty()) return false;
    if (!one) return !written;
    if (!written && p.strides[0].is(0)) return true;
    if (!p.strides[0].is(1)) return false;
    NativeSize bytes = nest.extents[0];
    bytes.factor *= static_cast<std::int64_t>(item_size(p.dtype));
    return !written || bytes == bytes_[static_cast<std::size_t>(p.buffer)];
  };
  nest.padded = one;
  for (const auto& e : nest.inputs) nest.padded = nest.padded && whole(e.place, false);
  for (const auto& e : nest.outputs) nest.padded = nest.padded && whole(e.place, true);
}

}  // namespace ag::cpu
