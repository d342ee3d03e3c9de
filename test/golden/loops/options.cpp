// TITLE: The most turns of a loop
// DOC: `ag::loop_options(ag::max_iterations(n))`, the first statement of a loop, ends it with AG0220
// DOC: when it begins a turn too many, in every mode of the converted code.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int halved(Tensor x) {
  int turns = 0;
  while (x > 1) {
    ag::loop_options(ag::max_iterations(4));
    x = x / 2;
    ++turns;
  }
  return turns;
}
AG_FUNCTION Tensor every_kind(Tensor x, int n) {
  do {
    ag::loop_options(ag::max_iterations(3));
    x += 1;
  } while (x < 3);
  for (auto i : ag::range(n)) {
    ag::loop_options(ag::max_iterations(6));
    if (x > 20) break;
    x += i;
  }
  for (int i = 0; i < n; ++i) {
    ag::loop_options(ag::max_iterations(5));
    for (int k = 0; k < i; ++k) x += k;
  }
  return x;
}
// source]

int main() {
  for (int x : {0, 1, 2, 16, 17, 31}) {
    int turns = 0;
    for (int k = x; k > 1; k /= 2) ++turns;
    same(halved(x), turns);
  }
  for (int n : {0, 1, 5}) {
    int x = 0;
    do x += 1;
    while (x < 3);
    for (int i = 0; i < n && x <= 20; ++i) x += i;
    for (int i = 0; i < n; ++i)
      for (int k = 0; k < i; ++k) x += k;
    same(every_kind(0, n).item<int>(), x);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}options.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int halved(Tensor x) { AG_FN("halved", 15, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&halved))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(halved(static_cast<decltype(x)&&>(x))); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Turns ag_1(AG_SITE(17, 3)); for (::ag::Loop ag_2(AG_SITE(17, 3), ::ag::state("x,turns", x, turns)); ag_2.next() && ag_2.test(x > 1);) {{{$}}
// CHECK-NEXT: {{^ *}}ag_1.options(ag::max_iterations(4));{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2;{{$}}
// CHECK-NEXT: {{^ *}}++turns;{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(turns);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 24 "{{.*}}options.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor every_kind(Tensor x, int n) { AG_FN("every_kind", 24, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&every_kind))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(every_kind(static_cast<decltype(x)&&>(x), ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Turns ag_1(AG_SITE(25, 3)); { ::ag::Loop ag_2(AG_SITE(25, 3), ::ag::state("x", x), ::ag::Loop::body_first); do {{{$}}
// CHECK-NEXT: {{^ *}}ag_1.options(ag::max_iterations(3));{{$}}
// CHECK-NEXT: {{^ *}}x += 1;{{$}}
// CHECK-NEXT: {{^ *}}} while (ag_2.next() && ag_2.test(x < 3)); } }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Turns ag_3(AG_SITE(29, 3)); { ::ag::Scalar<bool> ag_brk = false; for (auto i : ::ag::Each(AG_SITE(29, 3), ag::range(n), ::ag::state("x,break", x, ag_brk), ag_brk)) {{{$}}
// CHECK-NEXT: {{^ *}}ag_3.options(ag::max_iterations(6));{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(31, 5), x > 20, ::ag::state("x,break", x, ag_brk)); if (ag_4.then()) ag_brk = true; if (ag_4.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x += i; } ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} } }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Turns ag_5(AG_SITE(34, 3)); { ::ag::Scalar<int> i = 0; for (::ag::Loop ag_6(AG_SITE(34, 3), ::ag::state("x,i", x, i), ::ag::Loop::choice); ag_6.next() && ag_6.test(i < n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}ag_5.options(ag::max_iterations(5));{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = 0; for (::ag::Loop ag_7(AG_SITE(36, 5), ::ag::state("x,k", x, k), ::ag::Loop::choice); ag_7.next() && ag_7.test(k < i); ++k) x += k; }{{$}}
// CHECK-NEXT: {{^ *}}} } }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
