// RUN: %run-three %s
// A range-`for` over ag::range took the cursor for host containers: it ran while the graph was
// built, ignored the exit flag, and failed when the bound was a staged number.
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

AG_FUNCTION int smallest_divisor(const Tensor& n) {
  for (auto i : ag::range(2, n.item<int>())) {
    if (n % i == 0) return i;
  }
  return 1;
}

AG_FUNCTION int turns_until(const Tensor& limit) {
  int turns = 0;
  for (int i : ag::range(100)) {
    if (i * i > limit) break;
    ++turns;
  }
  return turns;
}

int main() {
  const int numbers[] = {35, 101, 2};
  const int divisors[] = {5, 1, 1};
  for (int k = 0; k < 3; ++k) {
    const int got = smallest_divisor(Tensor(numbers[k]));
    std::printf("%d ", got);
    if (got != divisors[k]) return 1;
  }
  std::printf("%d\n", turns_until(Tensor(50)));
  return turns_until(Tensor(50)) == 8 && turns_until(Tensor(1000000)) == 100 ? 0 : 2;
}
