// How many steps until 3n + 1 reaches one. A loop, a branch and two ordinary numbers: through
// autograft the whole function is one graph, which is built once and run for every n.
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

int main() {
  int longest = 0, start = 0;
  for (int n = 1; n <= 1000; ++n)
    if (const int steps = collatz(n); steps > longest) longest = steps, start = n;
  std::printf("below 1001 the longest way to 1 starts at %d and takes %d steps\n", start, longest);
  std::printf("graphs built for 1000 calls: %d\n", static_cast<int>(ag::trace_count(collatz)));
}
