// TITLE: AG_STAGE
// DOC: `AG_STAGE` insists: a loop that cannot be staged is an error with the reason, never
// DOC: unrolled.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor insist(Tensor x, int n) {
  AG_STAGE for (int i = 0; i < n; ++i) x = x + i;
  AG_STAGE
  while (x > 100.f) {
    x = x / 2.f;
  }
  return x;
}
// source]

int main() {
  float x = 1.f;
  for (int i = 0; i < 20; ++i) x += static_cast<float>(i);
  while (x > 100.f) x /= 2.f;
  same(insist(Tensor(1.f), 20).item<float>(), x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}stage.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor insist(Tensor x, int n) { AG_FN("insist", 13, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&insist))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(insist(static_cast<decltype(x)&&>(x), ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}AG_STAGE { ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(14, 12), ::ag::state("x,i", x, i), ::ag::Loop::insist); ag_1.next() && ag_1.test(i < n); ++i) x = x + i; }{{$}}
// CHECK-NEXT: {{^ *}}AG_STAGE{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_2(AG_SITE(16, 3), ::ag::state("x", x), ::ag::Loop::insist); ag_2.next() && ag_2.test(x > 100.f);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2.f;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
