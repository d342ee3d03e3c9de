// RUN: %run-three %s
// Three loops in one another with a break and a continue at each level, all decided by tensors.
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

AG_FUNCTION Tensor grind(const Tensor& limit, const Tensor& odd) {
  Tensor total = 0;
  int a = 0;
  while (true) {
    ++a;
    if (a > limit) break;
    if (a % 3 == odd) continue;
    for (int b = 0; b < 10; ++b) {
      if (b == limit) break;
      if ((a + b) % 2 == odd) continue;
      int c = 0;
      do {
        ++c;
        if (c % 2 == odd) continue;
        if (total > 500) break;
        total += a * 100 + b * 10 + c;
      } while (c < b);
      if (total > 3000) break;
    }
    total += 1;
  }
  return total;
}

static int plain(int limit, int odd) {
  int total = 0, a = 0;
  while (true) {
    ++a;
    if (a > limit) break;
    if (a % 3 == odd) continue;
    for (int b = 0; b < 10; ++b) {
      if (b == limit) break;
      if ((a + b) % 2 == odd) continue;
      int c = 0;
      do {
        ++c;
        if (c % 2 == odd) continue;
        if (total > 500) break;
        total += a * 100 + b * 10 + c;
      } while (c < b);
      if (total > 3000) break;
    }
    total += 1;
  }
  return total;
}

int main() {
  for (int limit = 0; limit < 8; ++limit)
    for (int odd = 0; odd < 2; ++odd) {
      const int got = grind(Tensor(limit), Tensor(odd)).item<int>();
      std::printf("%d ", got);
      if (got != plain(limit, odd)) return 1;
    }
  std::puts("");
}
