// TITLE: Jumps in range-for
// DOC: `break` and `continue` work in loops over rows and ranges as well.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor first_peak(const Tensor& v) {
  Tensor best = -1.f;
  for (auto x : v) {
    if (x < 0.f) continue;
    if (x < best) break;
    best = x;
  }
  return best;
}

AG_FUNCTION int smallest_divisor(const Tensor& n) {
  int d = 1;
  for (auto i : ag::range(2, 100)) {
    d = i;
    if (n % i == 0) break;
  }
  return d;
}
// source]

int main() {
  same(first_peak(Tensor{1.f, -5.f, 4.f, 2.f, 9.f}).item<float>(), 4.f);
  same(smallest_divisor(Tensor(35)), 5);
  same(smallest_divisor(Tensor(101)), 99);
  return result();
}
