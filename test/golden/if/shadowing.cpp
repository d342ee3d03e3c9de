// TITLE: Nested blocks and shadowing
// DOC: A name declared again in an inner block is another variable; only the outer one is state
// DOC: of the branch.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor shadows(Tensor x) {
  int k = 1;
  if (x > 0.f) {
    int k = 100;
    {
      Tensor x = Tensor(k) * 1.f;
      ++k;
      x = x + k;
    }
    x = x + k;
  } else {
    k = 5;
    x = x - k;
  }
  return x * k;
}
// source]

int main() {
  same(shadows(Tensor(1.f)).item<float>(), 102.f);
  same(shadows(Tensor(-1.f)).item<float>(), -30.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}shadowing.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor shadows(Tensor x) { AG_FN("shadows", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&shadows))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return shadows(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(15, 3), x > 0.f, ::ag::state("x,k", x, k)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}int k = 100;{{$}}
// CHECK-NEXT: {{^ *}}{{{$}}
// CHECK-NEXT: {{^ *}}Tensor x = Tensor(k) * 1.f;{{$}}
// CHECK-NEXT: {{^ *}}++k;{{$}}
// CHECK-NEXT: {{^ *}}x = x + k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}x = x + k;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}k = 5;{{$}}
// CHECK-NEXT: {{^ *}}x = x - k;{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x * k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
