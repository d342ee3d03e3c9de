// std::swap and std::exchange between a promoted number and one that nothing else stages.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <utility>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION int swapped(const Tensor& rows) {
  int k = 20;
  for (const auto& row : rows) {
    if (int low = 2; row > 1 && k + 7 > low) std::swap(low, k);
    k += 3;
  }
  return k;
}

AG_FUNCTION int exchanged(const Tensor& rows) {
  int k = 20;
  for (const auto& row : rows)
    if (int old = 5; row > 1) {
      old = std::exchange(k, old);
      k += old % 3;
    }
  return k;
}

int main() {
  same(swapped(Tensor{2, 1, 2}), 5);
  same(swapped(Tensor{0, 1, 2}), 5);
  same(swapped(Tensor{0, 1, 1}), 29);
  same(exchanged(Tensor{2, 1, 2}), 6);
  same(exchanged(Tensor{0, 1, 1}), 20);
  return result();
}
