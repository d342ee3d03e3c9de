// TITLE: ag::print and ag::check
// DOC: Both become ops that run in the program's order, also in loops and branches; both modes
// DOC: print the same.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor told(Tensor x) {
  ag::print("start {}", x);
  int k = 0;
  while (x > 1.) {
    ag::check(x < 100., "too large: {}", x);
    if (k % 2 == 0)
      ag::print("even turn {}: {:.2f}", k, x);
    else
      ag::print("odd turn {}", k);
    x = x / 2.;
    ++k;
  }
  ag::print("{} turns, {}", k, "done");
  return x;
}
// source]

int main() {
  same(told(Tensor(9.)).item<double>(), 9. / 16);
  try {
    told(Tensor(200.));
    return 1;
  } catch (const ag::Error& e) {
    std::puts(e.code().data());
    std::fflush(stdout);
  }
  return result();
}
