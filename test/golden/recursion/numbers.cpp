// TITLE: Recursion on a staged condition
// DOC: A function that calls itself under a staged condition becomes a function of the graph, with
// DOC: `call` ops. Recursion on a condition of the host is inlined.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int fib(int n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
AG_FUNCTION long gcd(long a, long b) { return b == 0 ? a : gcd(b, a % b); }
AG_FUNCTION bool odd(unsigned n);
AG_FUNCTION bool even(unsigned n) {
  if (n == 0) return true;
  return odd(n - 1);
}
AG_FUNCTION bool odd(unsigned n) {
  if (n == 0) return false;
  return even(n - 1);
}
AG_FUNCTION Tensor power(const Tensor& x, const Tensor& n) {
  if (n == 0) return ag::ones_like(x);
  const Tensor half = power(x, n / 2);
  if (n % 2 == 0) return half * half;
  return half * half * x;
}
AG_FUNCTION Tensor unrolled(Tensor x, int depth) {
  if (depth == 0) return x;
  if (sum(x) > 100.0) return x;
  return unrolled(x * 2.0, depth - 1) + 1.0;
}
AG_NOINLINE AG_FUNCTION Tensor square(Tensor x) { return x * x; }
AG_FUNCTION Tensor twice(Tensor x) { return square(square(x)) + square(x); }
// source]

int plain_fib(int n) { return n < 2 ? n : plain_fib(n - 1) + plain_fib(n - 2); }

int main() {
  for (int n = 0; n < 15; ++n) same(fib(n), plain_fib(n));
  same(ag::trace_count(fib) <= 1, 1);
  same(static_cast<double>(gcd(48, 36)), 12);
  same(static_cast<double>(gcd(17, 5)), 1);
  same(even(10), 1);
  same(even(7), 0);
  same(odd(7), 1);
  for (int n = 0; n < 6; ++n) {
    double want = 1;
    for (int i = 0; i < n; ++i) want *= 3;
    same(power(Tensor{3.0, 1.0}, Tensor(n)).to_vector<double>(), {want, 1});
  }
  same(unrolled(Tensor{1.0, 2.0}, 3).to_vector<double>(), {11, 19});
  same(unrolled(Tensor{60.0, 2.0}, 3).to_vector<double>(), {121, 5});
  same(twice(Tensor(3.0)).item<double>(), 90);
  auto g = ag::trace(twice, ag::spec<double>({}));
  same(static_cast<double>(g(2.0).item<double>()), 20);
  return result();
}
