// RUN: %run-three %s
// Euclid three ways: remainder, subtraction with an if, and the binary form with shifts.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>
#include <numeric>

AG_FUNCTION ag::Tensor by_remainder(ag::Tensor a, ag::Tensor b) {
  while (b) {
    ag::Tensor rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

AG_FUNCTION std::int64_t by_subtraction(std::int64_t a, std::int64_t b) {
  while (a != b) {
    if (a > b) a -= b;
    else b -= a;
  }
  return a;
}

AG_FUNCTION unsigned binary(unsigned a, unsigned b) {
  unsigned shift = 0;
  while (((a | b) & 1u) == 0) {
    a >>= 1;
    b >>= 1;
    ++shift;
  }
  do {
    while ((a & 1u) == 0) a >>= 1;
    while ((b & 1u) == 0) b >>= 1;
    if (a > b) a -= b;
    else if (b > a) b -= a;
  } while (a != b);
  return a << shift;
}

int main() {
  for (std::int64_t a = 1; a < 40; a += 3)
    for (std::int64_t b = 2; b < 50; b += 7) {
      const std::int64_t want = std::gcd(a, b);
      const auto x = by_remainder(ag::Tensor(a), ag::Tensor(b)).item<std::int64_t>();
      const auto y = by_subtraction(a, b);
      const auto z = binary(static_cast<unsigned>(a), static_cast<unsigned>(b));
      std::printf("%lld ", static_cast<long long>(x));
      if (x != want || y != want || static_cast<std::int64_t>(z) != want) return 1;
    }
  std::puts("");
}
