// TITLE: Loops over host values only
// DOC: A loop that touches no staged value runs while the graph is built.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <cstddef>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor weighted(const Tensor& x, const std::vector<int>& terms) {
  std::vector<int> kept;
  for (const int t : terms) {
    if (t < 0) continue;
    if (t > 100) break;
    kept.push_back(t);
  }
  int total = 0;
  std::size_t i = 0;
  while (i < kept.size()) total += kept[i++];
  return x * total;
}
// source]

int main() {
  same(weighted(Tensor(2), {1, -5, 3, 900, 4}).item<int>(), 8);
  return result();
}
