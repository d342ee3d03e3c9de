// TITLE: Loops that do not turn
// DOC: The body of a loop whose condition is false at once does not run, and its state keeps the
// DOC: values from before.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor never(Tensor x, const Tensor& limit) {
  double total = 0.5;
  while (x < limit) {
    total = total * 2;
    x = x + 1;
  }
  for (int i = 0; i < limit; ++i) total += 100;
  return x * 10 + total;
}
// source]

int main() {
  same(never(Tensor(3), Tensor(0)).item<double>(), 30.5);
  same(never(Tensor(1), Tensor(2)).item<double>(), 221.);
  return result();
}
