// TITLE: Header shapes of for
// DOC: Every part of the header may be missing. The increment stays where it is; a missing
// DOC: condition is `true`.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int all_parts(const Tensor& n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

AG_FUNCTION int no_init(const Tensor& n) {
  int i = 2;
  for (; i * i < n; ++i) {
  }
  return i;
}

AG_FUNCTION Tensor no_increment(Tensor x) {
  for (int i = 1; x > 1.f;) {
    x = x / static_cast<float>(++i);
  }
  return x;
}

AG_FUNCTION int no_condition(const Tensor& n) {
  int p = 1;
  for (int i = 0;; ++i) {
    if (i == n) break;
    p *= 3;
  }
  return p;
}
// source]

int main() {
  same(all_parts(Tensor(5)), 10);
  same(no_init(Tensor(30)), 6);
  same(no_increment(Tensor(60.f)).item<float>(), 0.5f);
  same(no_condition(Tensor(4)), 81);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}headers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int all_parts(const Tensor& n) { AG_FN("all_parts", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&all_parts))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(all_parts(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> s = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("s,i", s, i)); ag_1.next() && ag_1.test(i < n); ++i) s += i; }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 19 "{{.*}}headers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int no_init(const Tensor& n) { AG_FN("no_init", 19, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&no_init))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(no_init(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 2;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(21, 3), ::ag::state("i", i)); ag_1.next() && ag_1.test(i * i < n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(i);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 26 "{{.*}}headers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor no_increment(Tensor x) { AG_FN("no_increment", 26, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&no_increment))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return no_increment(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 1; for (::ag::Loop ag_1(AG_SITE(27, 3), ::ag::state("x,i", x, i)); ag_1.next() && ag_1.test(x > 1.f);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x / ::ag::cast<float>(AG_SITE(28, 13), ++i);{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 33 "{{.*}}headers.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int no_condition(const Tensor& n) { AG_FN("no_condition", 33, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&no_condition))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(no_condition(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> p = 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(35, 3), ::ag::state("p,i,break", p, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(true); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(36, 5), i == n, ::ag::state("p,break", p, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}p *= 3; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(p);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
