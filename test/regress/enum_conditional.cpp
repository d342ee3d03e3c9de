// RUN: %run-three %s
// `c ? Mode::busy : Mode::idle` under a staged condition took enumerators for tensors, and the
// emitted code did not compile.
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

enum class Mode { idle, busy, done };

AG_FUNCTION int steps(const Tensor& x) {
  Mode mode = x > 2 ? Mode::busy : Mode::done;
  mode = x > 3 ? Mode::idle : mode;
  int k = 0;
  if (mode == Mode::busy) k = 3;
  if (mode == Mode::idle) k += 10;
  return k;
}

int main() {
  const int want[] = {0, 0, 0, 3, 10, 10};
  for (int i = 0; i < 6; ++i) {
    const int got = steps(Tensor(i));
    std::printf("%d\n", got);
    if (got != want[i]) return 1;
  }
}
