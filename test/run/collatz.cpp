// RUN: %run-three %s
// Steps to one: a promoted counter, a branch in a loop, no tensor argument at all.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>

AG_FUNCTION int collatz(std::int64_t n) {
  int steps = 0;
  while (n != 1) {
    if (n % 2 == 0) n = n / 2;
    else n = 3 * n + 1;
    ++steps;
  }
  return steps;
}

AG_FUNCTION ag::Tensor collatz_tensor(ag::Tensor n) {
  ag::Tensor steps = 0;
  while (n != 1) {
    if (n % 2 == 0) {
      n = n / 2;
    } else {
      n = 3 * n + 1;
    }
    steps += 1;
  }
  return steps;
}

static int plain(std::int64_t n) {
  int steps = 0;
  for (; n != 1; ++steps) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
  return steps;
}

int main() {
  for (std::int64_t n = 1; n < 60; ++n) {
    const int want = plain(n);
    const int a = collatz(n), b = collatz_tensor(ag::Tensor(n)).item<int>();
    std::printf("%d:%d ", static_cast<int>(n), a);
    if (a != want || b != want) return 1;
  }
  std::puts("");
  return ag::trace_count(collatz) <= 1 ? 0 : 2;
}
