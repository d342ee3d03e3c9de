// TITLE: A loop over host numbers that is staged by choice
// DOC: The header decides nothing on a tensor, but the body changes one: the loop is one node,
// DOC: not a copy of the body per turn.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor powers(const Tensor& x, int n) {
  Tensor y = 1.;
  for (int i = 0; i < n; ++i) y = y * x + i;
  return y;
}
// source]

int main() {
  for (const int n : {0, 1, 5}) {
    double y = 1;
    for (int i = 0; i < n; ++i) y = y * 0.5 + i;
    same(powers(Tensor(0.5), n).item<double>(), y);
  }
  // As it stands, or in eager mode, there are no graphs.
  if (ag::trace_count(powers) == 0) return result();
  const auto graph = ag::trace(powers, ag::spec<double>({}), ag::spec<int>({}));
  if (graph.node_count("loop") != 1) return 1;
  return result();
}
