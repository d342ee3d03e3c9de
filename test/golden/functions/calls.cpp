// TITLE: Annotated functions that call annotated functions
// DOC: The callee joins the caller's graph. A promoted argument and an arithmetic result cross
// DOC: beside the C++ signature, so overloads see only the user's types.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int collatz_steps(int n) {
  int k = 0;
  while (n != 1) {
    n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    ++k;
  }
  return k;
}

AG_FUNCTION Tensor shrink(const Tensor& x, double by) { return x * by; }

AG_FUNCTION bool small(const Tensor& x) { return x < 1.; }

AG_FUNCTION void add_to(Tensor& sum, int k) { sum = sum + k; }

AG_FUNCTION Tensor total_steps(const Tensor& last, Tensor x) {
  Tensor total = 0;
  for (int n = 1; n <= last; ++n) {
    int steps = collatz_steps(n);
    add_to(total, steps);
    if (small(x)) continue;
    x = shrink(x, 1. / n);
  }
  return total + x;
}
// source]

int main() {
  int total = 0;
  double x = 100;
  for (int n = 1; n <= 9; ++n) {
    for (int m = n; m != 1; m = m % 2 == 0 ? m / 2 : 3 * m + 1) ++total;
    if (!(x < 1.)) x = x * (1. / n);
  }
  same(total_steps(Tensor(9), Tensor(100.)).item<double>(), total + x);
  same(collatz_steps(27), 111);
  same(small(Tensor(0.5)), 1);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int collatz_steps(int n) { AG_FN("collatz_steps", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&collatz_steps))) return ag_0.run<int>(+[](::ag::Lift<decltype(n)> n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(collatz_steps(::ag::pass(0, n))); }, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(0, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("n,k", n, k), ::ag::Loop::choice); ag_1.next() && ag_1.test(n != 1);) {{{$}}
// CHECK-NEXT: {{^ *}}n = ::ag::select(AG_SITE(16, 9), n % 2 == 0, [&] { return n / 2; }, [&] { return 3 * n + 1; });{{$}}
// CHECK-NEXT: {{^ *}}++k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(k);{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 22 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor shrink(const Tensor& x, double by) { AG_FN("shrink", 22, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(by))>(&shrink))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(shrink(x, ::ag::pass(1, by))); }, x, by); auto& ag_by = by; { ::ag::Scalar<double> by = ag_0.arg(1, ag_by); AG_LOUD return x * by; }}{{$}}
// CHECK: {{^ *}}#line 24 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool small(const Tensor& x) { AG_FN("small", 24, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<bool (*)(decltype(x))>(&small))) return ag_0.run<bool>(+[](decltype(x) x) -> ::ag::Lift<bool> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(small(x)); }, x); AG_LOUD return ag_0.ret<bool>(x < 1.); }{{$}}
// CHECK: {{^ *}}#line 26 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void add_to(Tensor& sum, int k) { AG_FN("add_to", 26, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(sum), decltype(k))>(&add_to))) { ag_0.run<void>(+[](decltype(sum) sum, ::ag::Lift<decltype(k)> k) -> void { (::ag::Crossing(0x{{[0-9a-f]+}}u), add_to(sum, ::ag::pass(1, k))); }, sum, k); return; } auto& ag_k = k; { ::ag::Scalar<int> k = ag_0.arg(1, ag_k); AG_LOUD sum = sum + k; }}{{$}}
// CHECK: {{^ *}}#line 28 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor total_steps(const Tensor& last, Tensor x) { AG_FN("total_steps", 28, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(last), decltype(x))>(&total_steps))) return ag_0.run<Tensor>(+[](decltype(last) last, decltype(x) x) -> ::ag::Lift<Tensor> { return total_steps(last, static_cast<decltype(x)&&>(x)); }, last, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor total = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> n = 1; for (::ag::Loop ag_1(AG_SITE(30, 3), ::ag::state("x,total,n", x, total, n)); ag_1.next() && ag_1.test(n <= last); ++n) {{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> steps = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(collatz_steps(::ag::pass(0, n)));{{$}}
// CHECK-NEXT: {{^ *}}(::ag::Crossing(0x{{[0-9a-f]+}}u), add_to(total, ::ag::pass(1, steps)));{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(33, 5), ::ag::Crossing(0x{{[0-9a-f]+}}u).result(small(x)), ::ag::state("x", x)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(shrink(x, ::ag::pass(1, 1. / n))); } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return total + x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
