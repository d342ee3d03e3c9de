// TITLE: <cmath> and std::min, max, clamp, abs
// DOC: Calls on promoted values go to `ag::cmath`, which gives the bits of the host's library.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor library(Tensor x) {
  double d = 0.3;
  int k = -5;
  while (x > 0) {
    d = std::sqrt(d) + std::pow(d, 1.5) - sin(d);
    d = std::max(d, 0.25) + std::min(1.0, d);
    d = std::fabs(std::fmod(d, 1.7)) + std::floor(d);
    k = std::abs(k) - 12;
    k = std::clamp(k, -8, 3);
    k = std::max<int>(k, x.item<int>());
    x = x - 1;
  }
  return ag::stack({Tensor(d), Tensor(k / 1.0)});
}
// source]

int main() {
  double d = 0.3;
  int k = -5;
  for (int x = 5; x > 0; --x) {
    d = std::sqrt(d) + std::pow(d, 1.5) - std::sin(d);
    d = std::max(d, 0.25) + std::min(1.0, d);
    d = std::fabs(std::fmod(d, 1.7)) + std::floor(d);
    k = std::abs(k) - 12;
    k = std::clamp(k, -8, 3);
    k = std::max<int>(k, x);
  }
  same(library(Tensor(5)).to_vector<double>(), std::vector<double>{d, k / 1.0});
  return result();
}
