// TITLE: for (;;) with break
// DOC: An endless loop ends by its exit flag, which is state of the loop.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor collapse(Tensor x) {
  for (;;) {
    x = x * 0.5f;
    if (x < 1.f) break;
    x = x - 0.25f;
  }
  return x;
}
// source]

int main() {
  float x = 37.f;
  for (;;) {
    x = x * 0.5f;
    if (x < 1.f) break;
    x = x - 0.25f;
  }
  same(collapse(Tensor(37.f)).item<float>(), x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}endless.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor collapse(Tensor x) { AG_FN("collapse", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&collapse))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return collapse(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("x,break", x, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x * 0.5f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), x < 1.f, ::ag::state("x,break", x, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x - 0.25f; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
