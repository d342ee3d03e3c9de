// TITLE: Condition variable of if
// DOC: A variable declared in the condition is tested for `!= 0`, as in C++, and is visible in
// DOC: both blocks.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor distance(const Tensor& a, const Tensor& b) {
  Tensor y = 1.f;
  if (Tensor d = a - b) {
    y = d * d;
  } else {
    y = d - 1.f;
  }
  return y;
}
// source]

int main() {
  same(distance(Tensor(5.f), Tensor(2.f)).item<float>(), 9.f);
  same(distance(Tensor(2.f), Tensor(2.f)).item<float>(), -1.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}condition_variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor distance(const Tensor& a, const Tensor& b) { AG_FN("distance", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(a), decltype(b))>(&distance))) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<Tensor> { return distance(a, b); }, a, b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 1.f;{{$}}
// CHECK-NEXT: {{^ *}}{ Tensor d = a - b; ::ag::Branch ag_1(AG_SITE(15, 3), d, ::ag::state("y", y)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = d * d;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}y = d - 1.f;{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
