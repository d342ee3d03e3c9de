// TITLE: continue
// DOC: `continue` skips the rest of the body; the increment of a `for` still runs.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int skip_thirds(const Tensor& n) {
  int s = 0;
  for (int i = 0; i < n; ++i) {
    if (i % 3 == 0) continue;
    s += i;
  }
  return s;
}

AG_FUNCTION Tensor skip_in_do(Tensor x) {
  Tensor odd = 0;
  do {
    x = x - 1;
    if (x % 2 == 0) continue;
    odd += 1;
  } while (x > 0);
  return odd;
}
// source]

int main() {
  same(skip_thirds(Tensor(8)), 1 + 2 + 4 + 5 + 7);
  same(skip_in_do(Tensor(9)).item<int>(), 4);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}continue.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int skip_thirds(const Tensor& n) { AG_FN("skip_thirds", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&skip_thirds))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(skip_thirds(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> s = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("s,i", s, i)); ag_1.next() && ag_1.test(i < n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), i % 3 == 0, ::ag::state("s", s)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}s += i; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 21 "{{.*}}continue.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor skip_in_do(Tensor x) { AG_FN("skip_in_do", 21, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&skip_in_do))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return skip_in_do(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor odd = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Loop ag_1(AG_SITE(23, 3), ::ag::state("x,odd", x, odd), ::ag::Loop::body_first); do {{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(25, 5), x % 2 == 0, ::ag::state("odd", odd)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}odd += 1; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} while (ag_1.next() && ag_1.test(x > 0)); }{{$}}
// CHECK-NEXT: {{^ *}}return odd;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
