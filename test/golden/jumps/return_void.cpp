// TITLE: return from a void function
// DOC: Without a value only the flag is needed.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION void settle(Tensor& x, const Tensor& limit) {
  while (true) {
    if (x < limit) return;
    x = x / 2;
    if (x == 13) {
      x = x - 13;
      return;
    }
  }
}

AG_FUNCTION void bump(Tensor& x) {
  if (x > 5) return;
  x = x + 1;
}
// source]

int main() {
  for (const int start : {3, 100, 104}) {
    Tensor x = start;
    settle(x, Tensor(5));
    same(x.item<int>(), start == 3 ? 3 : start == 100 ? 3 : 0);
    bump(x);
    same(x.item<int>(), start == 104 ? 1 : 4);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}return_void.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void settle(Tensor& x, const Tensor& limit) { AG_FN("settle", 12, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(x), decltype(limit))>(&settle))) { ag_0.run<void>(+[](decltype(x) x, decltype(limit) limit) -> void { settle(x, limit); }, x, limit); return; } AG_LOUD ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("x,done", x, ag_done), ag_done); ag_1.next() && ag_1.test(true);) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(14, 5), x < limit, ::ag::state("x,done", x, ag_done)); if (ag_2.then()) { ag_done = true; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(16, 5), x == 13, ::ag::state("x,done", x, ag_done)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x - 13;{{$}}
// CHECK-NEXT: {{^ *}}{ ag_done = true; }{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_3.other()) {} ag_3.join(); } } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 23 "{{.*}}return_void.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void bump(Tensor& x) { AG_FN("bump", 23, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(x))>(&bump))) { ag_0.run<void>(+[](decltype(x) x) -> void { bump(x); }, x); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(24, 3), x > 5, ::ag::state("x", x)); if (ag_1.then()) { ; } if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x + 1; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
