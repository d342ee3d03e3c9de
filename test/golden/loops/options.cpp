// TITLE: The most turns of a loop
// DOC: `ag::loop_options(ag::max_iterations(n))`, the first statement of a loop, ends it with AG0220
// DOC: when it begins a turn too many, in every mode of the converted code.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int halved(Tensor x) {
  int turns = 0;
  while (x > 1) {
    ag::loop_options(ag::max_iterations(4));
    x = x / 2;
    ++turns;
  }
  return turns;
}
AG_FUNCTION Tensor every_kind(Tensor x, int n) {
  do {
    ag::loop_options(ag::max_iterations(3));
    x += 1;
  } while (x < 3);
  for (auto i : ag::range(n)) {
    ag::loop_options(ag::max_iterations(6));
    if (x > 20) break;
    x += i;
  }
  for (int i = 0; i < n; ++i) {
    ag::loop_options(ag::max_iterations(5));
    for (int k = 0; k < i; ++k) x += k;
  }
  return x;
}
// source]

int main() {
  for (int x : {0, 1, 2, 16, 17, 31}) {
    int turns = 0;
    for (int k = x; k > 1; k /= 2) ++turns;
    same(halved(x), turns);
  }
  for (int n : {0, 1, 5}) {
    int x = 0;
    do x += 1;
    while (x < 3);
    for (int i = 0; i < n && x <= 20; ++i) x += i;
    for (int i = 0; i < n; ++i)
      for (int k = 0; k < i; ++k) x += k;
    same(every_kind(0, n).item<int>(), x);
  }
  return result();
}
