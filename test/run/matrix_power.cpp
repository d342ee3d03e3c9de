// RUN: %run-three %s
// Fibonacci numbers from powers of a matrix, by squaring: a while over a promoted exponent, an if
// that multiplies.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>

AG_FUNCTION ag::Tensor power(ag::Tensor base, int exponent) {
  ag::Tensor result = ag::eye(base.shape(0), ag::i64);
  while (exponent > 0) {
    if (exponent % 2 == 1) result = matmul(result, base);
    base = matmul(base, base);
    exponent /= 2;
  }
  return result;
}

AG_FUNCTION ag::Tensor power_by_hand(const ag::Tensor& base, const ag::Tensor& exponent) {
  ag::Tensor result = ag::eye(2, ag::i64);
  for (int i = 0; i < exponent; ++i) result = matmul(result, base);
  return result;
}

int main() {
  const ag::Tensor step = {{1L, 1L}, {1L, 0L}};
  std::int64_t a = 0, b = 1;  // fib(0), fib(1)
  for (int n = 0; n < 60; ++n) {
    const auto f = power(step, n)[0][1].item<std::int64_t>();
    std::printf("%lld ", static_cast<long long>(f));
    if (f != a) return 1;
    if (n % 13 == 0 && power_by_hand(step, ag::Tensor(n))[0][1].item<std::int64_t>() != a) return 2;
    const std::int64_t next = a + b;
    a = b;
    b = next;
  }
  std::puts("");
  return ag::trace_count(power) <= 2 ? 0 : 3;
}
