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

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int fib(int n) { AG_FN("fib", 15, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&fib))) return ag_0.run<int>(+[](::ag::Lift<decltype(n)> n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(fib(::ag::pass(0, n))); }, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(0, ag_n); AG_LOUD ::ag::Slot<int> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(16, 3), n < 2, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = n; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(fib(::ag::pass(0, n - 1))) + ::ag::Crossing(0x{{[0-9a-f]+}}u).result(fib(::ag::pass(0, n - 2))); } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }}{{$}}
// CHECK-NEXT: {{^ *}}#line 19 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION long gcd(long a, long b) { AG_FN("gcd", 19, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<long (*)(decltype(a), decltype(b))>(&gcd))) return ag_0.run<long>(+[](::ag::Lift<decltype(a)> a, ::ag::Lift<decltype(b)> b) -> ::ag::Lift<long> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(gcd(::ag::pass(0, a), ::ag::pass(1, b))); }, a, b); auto& ag_a = a; auto& ag_b = b; { ::ag::Scalar<long> a = ag_0.arg(0, ag_a); ::ag::Scalar<long> b = ag_0.arg(1, ag_b); AG_LOUD return ag_0.ret<long>(::ag::select(AG_SITE(19, 47), b == 0, [&] { return a; }, [&] { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(gcd(::ag::pass(0, b), ::ag::pass(1, a % b))); })); }}{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool odd(unsigned n);{{$}}
// CHECK-NEXT: {{^ *}}#line 21 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool even(unsigned n) { AG_FN("even", 21, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<bool (*)(decltype(n))>(&even))) return ag_0.run<bool>(+[](::ag::Lift<decltype(n)> n) -> ::ag::Lift<bool> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, n))); }, n); auto& ag_n = n; { ::ag::Scalar<unsigned> n = ag_0.arg(0, ag_n); AG_LOUD ::ag::Slot<bool> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(22, 3), n == 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = true; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(odd(::ag::pass(0, n - 1))); } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<bool>(ag_ret); }}{{$}}
// CHECK-NEXT: {{^ *}}#line 25 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool odd(unsigned n) { AG_FN("odd", 25, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<bool (*)(decltype(n))>(&odd))) return ag_0.run<bool>(+[](::ag::Lift<decltype(n)> n) -> ::ag::Lift<bool> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(odd(::ag::pass(0, n))); }, n); auto& ag_n = n; { ::ag::Scalar<unsigned> n = ag_0.arg(0, ag_n); AG_LOUD ::ag::Slot<bool> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(26, 3), n == 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = false; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, n - 1))); } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<bool>(ag_ret); }}{{$}}
// CHECK-NEXT: {{^ *}}#line 29 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor power(const Tensor& x, const Tensor& n) { AG_FN("power", 29, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&power))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(n) n) -> ::ag::Lift<Tensor> { return power(x, n); }, x, n); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(30, 3), n == 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = ag::ones_like(x); if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}const Tensor half = power(x, n / 2);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(32, 3), n % 2 == 0, ::ag::state("return", ag_ret)); if (ag_2.then()) ag_ret = half * half; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = half * half * x; } ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
// CHECK-NEXT: {{^ *}}#line 35 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor unrolled(Tensor x, int depth) { AG_FN("unrolled", 35, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(depth))>(&unrolled))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(depth)> depth) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(unrolled(static_cast<decltype(x)&&>(x), ::ag::pass(1, depth))); }, x, depth); auto& ag_depth = depth; { ::ag::Scalar<int> depth = ag_0.arg(1, ag_depth); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(36, 3), depth == 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = x; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(37, 3), sum(x) > 100.0, ::ag::state("return", ag_ret)); if (ag_2.then()) ag_ret = x; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(unrolled(x * 2.0, ::ag::pass(1, depth - 1))) + 1.0; } ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }}{{$}}
// CHECK-NEXT: {{^ *}}#line 40 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_NOINLINE AG_FUNCTION Tensor square(Tensor x) { AG_FN("square", 40, 32); ::ag::Frame ag_0(ag_fn); AG_QUIET ag_0.keep(); if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&square))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return square(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD return x * x; }{{$}}
// CHECK-NEXT: {{^ *}}#line 41 "{{.*}}numbers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twice(Tensor x) { AG_FN("twice", 41, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&twice))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return twice(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD return square(square(x)) + square(x); }{{$}}
