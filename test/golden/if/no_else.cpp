// TITLE: if without else
// DOC: Without `else` the variables keep their values on the other path; the emitted `other()`
// DOC: block is empty.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor relu_like(Tensor x) {
  if (x < 0.f) x = x * 0.25f;
  return x;
}
// source]

int main() {
  for (const float x : {-8.f, 4.f}) same(relu_like(Tensor(x)).item<float>(), x < 0 ? x * 0.25f : x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}no_else.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor relu_like(Tensor x) { AG_FN("relu_like", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&relu_like))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return relu_like(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(14, 3), x < 0.f, ::ag::state("x", x)); if (ag_1.then()) x = x * 0.25f; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
