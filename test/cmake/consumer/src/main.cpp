// Runs the annotated functions and prints what a plain loop gives beside it.
#include "shared.h"

#include <cstdio>

int main() {
  float x = start();
  int turns = 0;
  for (; x > FLOOR; x /= STEP) {
    ++turns;
  }
  const float got = shrink(start()).item<float>();
  const int got_turns = count(start()).item<int>();
  std::printf("%g after %d turns, graphs %d\n", got, got_turns,
              int(ag::trace_count(shrink) + ag::trace_count(count)));
  return got == x && got_turns == turns ? 0 : 1;
}
