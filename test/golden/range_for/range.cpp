// TITLE: range-for over ag::range
// DOC: `ag::range` always stages; the element has the type of the bounds and is promoted.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int triangle(const Tensor& n) {
  int s = 0;
  for (auto i : ag::range(n.item<int>())) s += i;
  return s;
}

AG_FUNCTION Tensor odd_digits(Tensor x, int stop) {
  for (int i : ag::range(1, stop, 2)) {
    x = x * 10 + i;
  }
  for (auto i : ag::range(3, 0, -1)) x = x + i;
  return x;
}
// source]

int main() {
  same(triangle(Tensor(5)), 10);
  same(triangle(Tensor(0)), 0);
  same(odd_digits(Tensor(0), 8).item<int>(), 1363);
  return result();
}
