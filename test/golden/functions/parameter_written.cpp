// TITLE: Parameters that are written
// DOC: An arithmetic parameter taken by value is a local of the function: it may be changed in a
// DOC: staged loop.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int gcd(int a, int b) {
  while (b != 0) {
    const int rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

AG_FUNCTION Tensor drain(const Tensor& step, float level, bool twice) {
  int n = 0;
  while (level > step) {
    level -= step.item<float>();
    ++n;
  }
  if (twice) n *= 2;
  return Tensor(level) + n;
}
// source]

int main() {
  same(gcd(84, 30), 6);
  same(gcd(7, 0), 7);
  same(drain(Tensor(1.5f), 5.f, true).item<float>(), 5.f - 4.5f + 6.f);
  same(drain(Tensor(1.5f), 2.f, false).item<float>(), 0.5f + 1.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}parameter_written.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int gcd(int a, int b) { AG_FN("gcd", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(a), decltype(b))>(&gcd))) return ag_0.run<int>(+[](::ag::Lift<decltype(a)> a, ::ag::Lift<decltype(b)> b) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(gcd(::ag::pass(0, a), ::ag::pass(1, b))); }, a, b); auto& ag_a = a; auto& ag_b = b; { ::ag::Scalar<int> a = ag_0.arg(0, ag_a); ::ag::Scalar<int> b = ag_0.arg(1, ag_b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("a,b", a, b), ::ag::Loop::choice); ag_1.next() && ag_1.test(b != 0);) {{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int> rest = a % b;{{$}}
// CHECK-NEXT: {{^ *}}a = b;{{$}}
// CHECK-NEXT: {{^ *}}b = rest;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(a);{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 22 "{{.*}}parameter_written.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor drain(const Tensor& step, float level, bool twice) { AG_FN("drain", 22, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(step), decltype(level), decltype(twice))>(&drain))) return ag_0.run<Tensor>(+[](decltype(step) step, ::ag::Lift<decltype(level)> level, decltype(twice) twice) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(drain(step, ::ag::pass(1, level), twice)); }, step, level, twice); auto& ag_level = level; auto& ag_twice = twice; { ::ag::Scalar<float> level = ag_0.arg(1, ag_level); ::ag::Scalar<bool> twice = ag_0.arg(2, ag_twice); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(24, 3), ::ag::state("level,n", level, n)); ag_1.next() && ag_1.test(level > step);) {{{$}}
// CHECK-NEXT: {{^ *}}level -= step.as_scalar<float>();{{$}}
// CHECK-NEXT: {{^ *}}++n;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(28, 3), twice, ::ag::state("n", n)); if (ag_2.then()) n *= 2; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return Tensor(level) + n;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
