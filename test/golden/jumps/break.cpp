// TITLE: break
// DOC: `break` sets the exit flag of its loop and what stands after it is guarded; the loop ends
// DOC: before its condition is tested again.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor until(Tensor x, const Tensor& limit) {
  int k = 0;
  while (x < 1000.f) {
    x = x * 2.f;
    if (x > limit) break;
    ++k;
  }
  return x + k;
}
// source]

int main() {
  for (const float limit : {0.f, 50.f, 1e6f}) {
    float x = 3.f;
    int k = 0;
    while (x < 1000.f) {
      x = x * 2.f;
      if (x > limit) break;
      ++k;
    }
    same(until(Tensor(3.f), Tensor(limit)).item<float>(), x + static_cast<float>(k));
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}break.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor until(Tensor x, const Tensor& limit) { AG_FN("until", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(limit))>(&until))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(limit) limit) -> ::ag::Lift<Tensor> { return until(static_cast<decltype(x)&&>(x), limit); }, x, limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("x,k,break", x, k, ag_brk), ag_brk); ag_1.next() && ag_1.test(x < 1000.f);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x * 2.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(17, 5), x > limit, ::ag::state("k,break", k, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}++k; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return x + k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
