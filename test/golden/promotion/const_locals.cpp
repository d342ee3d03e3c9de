// TITLE: const locals and auto
// DOC: A `const` local computed from a staged value is promoted and stays `const`; one made from
// DOC: host constants stays a host number. `auto` becomes the type it stands for.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor constants(Tensor x) {
  const int width = 4;
  auto k = 0;
  Tensor y = ag::zeros({width});
  while (x > 0) {
    const int twice = k * 2;
    const auto half = twice / 4.0;
    constexpr int step = 3;
    y[k % width] = twice + half;
    k += step;
    x = x - 1;
  }
  return y;
}
// source]

int main() {
  std::vector<float> y(4);
  for (int x = 6, k = 0; x > 0; --x, k += 3)
    y[static_cast<std::size_t>(k % 4)] = static_cast<float>(k * 2 + (k * 2) / 4.0);
  same(constants(Tensor(6)).to_vector<float>(), y);
  return result();
}
