// RUN: %run-three %s
// A function whose result does not depend on its arguments, beside an in-out tensor: lowering the
// constant for native code had no block to put it in, and crashed.
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

AG_FUNCTION bool turned(Tensor& x, const Tensor& step) {
  int c = 0;
  do {
    ++c;
    x = (x + step * c) % 31;
  } while (c < 3 && x > 5);
  return 2 > 1;
}

int main() {
  Tensor x = 3;
  const bool result = turned(x, Tensor(4));
  std::printf("%d %d\n", result, x.item<int>());
  return result && x.item<int>() == 27 ? 0 : 1;
}
