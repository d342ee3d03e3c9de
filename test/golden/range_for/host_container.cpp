// TITLE: range-for over a host container
// DOC: The values of a host container are constants of the graph: the loop runs while the graph
// DOC: is built.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor weigh(const Tensor& x, const std::vector<double>& weights) {
  Tensor y = 0.;
  for (const double w : weights) y = y + x * w;
  for (const int k : {1, 2, 3}) y = y + k;
  return y;
}
// source]

int main() {
  same(weigh(Tensor(2.), {0.5, 0.25}).item<double>(), 7.5);
  return result();
}
