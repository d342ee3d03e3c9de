// RUN: %run-three %s
// The sieve: nested loops, item reads that decide, item writes with a step, a continue.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>
#include <vector>

AG_FUNCTION ag::Tensor sieve(ag::Tensor prime) {
  const std::int64_t n = prime.shape(0);
  prime[0] = false;
  prime[1] = false;
  for (std::int64_t i = 2; i * i < n; ++i) {
    if (!prime[i]) continue;
    for (std::int64_t k = i * i; k < n; k += i) prime[k] = false;
  }
  return prime;
}

AG_FUNCTION int count_primes(int below) {
  int found = 0;
  for (int i = 2; i < below; ++i) {
    bool prime = true;
    for (int d = 2; d * d <= i; ++d) {
      if (i % d == 0) {
        prime = false;
        break;
      }
    }
    if (prime) ++found;
  }
  return found;
}

int main() {
  const auto flags = sieve(ag::ones({200}, ag::boolean)).to_vector<bool>();
  int count = 0;
  for (int i = 0; i < 200; ++i) {
    bool prime = i > 1;
    for (int d = 2; d < i; ++d) prime = prime && i % d != 0;
    if (flags[static_cast<std::size_t>(i)] != prime) return 1;
    if (prime) std::printf("%d ", i), ++count;
  }
  std::printf("= %d\n", count_primes(200));
  return count_primes(200) == count ? 0 : 2;
}
