// TITLE: Variables that get their value in the branches
// DOC: A variable without a value may be set in both branches; a path that leaves it unset is an
// DOC: error (AG0201).
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor pick(const Tensor& x) {
  Tensor y;
  int k;
  if (x > 1.f) {
    y = x * 2.f;
    k = 10;
  } else {
    y = x - 1.f;
    k = 20;
  }
  return y + k;
}
// source]

int main() {
  same(pick(Tensor(4.f)).item<float>(), 18.f);
  same(pick(Tensor(-4.f)).item<float>(), 15.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}set_in_both.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor pick(const Tensor& x) { AG_FN("pick", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&pick))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return pick(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(16, 3), x > 1.f, ::ag::state("y,k", y, k)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = x * 2.f;{{$}}
// CHECK-NEXT: {{^ *}}k = 10;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}y = x - 1.f;{{$}}
// CHECK-NEXT: {{^ *}}k = 20;{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return y + k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
