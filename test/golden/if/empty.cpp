// TITLE: Empty bodies
// DOC: A branch or a loop with an empty body is still evaluated; nothing is its state.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor nothing(Tensor x, const Tensor& limit) {
  if (x > 0.f) {
  } else {
  }
  if (x > 1.f) {
  } else {
    x = x + 1.f;
  }
  int k = 0;
  while (++k < limit) {
  }
  return x + k;
}
// source]

int main() {
  same(nothing(Tensor(0.5f), Tensor(4)).item<float>(), 5.5f);
  same(nothing(Tensor(2.f), Tensor(-4)).item<float>(), 3.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}empty.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor nothing(Tensor x, const Tensor& limit) { AG_FN("nothing", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(limit))>(&nothing))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(limit) limit) -> ::ag::Lift<Tensor> { return nothing(static_cast<decltype(x)&&>(x), limit); }, x, limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(13, 3), x > 0.f, ::ag::state()); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 3), x > 1.f, ::ag::state("x", x)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_3(AG_SITE(21, 3), ::ag::state("k,break", k, ag_brk), ag_brk); ag_3.next() && ag_3.test(true);) { { ::ag::Branch ag_4(AG_SITE(21, 10), ++k < limit, ::ag::state("k,break", k, ag_brk)); if (ag_4.then()) {{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_4.other()) { ag_brk = true; } ag_4.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}return x + k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
