// TITLE: Nested if
// DOC: Branches nest to any depth; each lists what is written in it and read later.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int quadrant(const Tensor& x, const Tensor& y) {
  int q = 0;
  if (x > 0.f) {
    if (y > 0.f)
      q = 1;
    else
      q = 4;
  } else {
    if (y > 0.f) {
      q = 2;
    } else {
      q = 3;
    }
  }
  return q;
}
// source]

int main() {
  same(quadrant(Tensor(1.f), Tensor(1.f)), 1);
  same(quadrant(Tensor(-1.f), Tensor(1.f)), 2);
  same(quadrant(Tensor(-1.f), Tensor(-1.f)), 3);
  same(quadrant(Tensor(1.f), Tensor(-1.f)), 4);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}nested.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int quadrant(const Tensor& x, const Tensor& y) { AG_FN("quadrant", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x), decltype(y))>(&quadrant))) return ag_0.run<int>(+[](decltype(x) x, decltype(y) y) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(quadrant(x, y)); }, x, y); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> q = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(14, 3), x > 0.f, ::ag::state("q", q)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), y > 0.f, ::ag::state("q", q)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}q = 1; }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}q = 4; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(20, 5), y > 0.f, ::ag::state("q", q)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}q = 2;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}q = 3;{{$}}
// CHECK-NEXT: {{^ *}}} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(q);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
