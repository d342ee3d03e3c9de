// TITLE: auto parameters
// DOC: An `auto` parameter makes a template, too.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor halve_until(Tensor x, const auto& limit) {
  int k = 0;
  while (x > limit) {
    x = x / 2;
    ++k;
  }
  return x * 100 + k;
}
// source]

int main() {
  same(halve_until(Tensor(40), 5).item<int>(), 503);
  same(halve_until(Tensor(40), Tensor(3)).item<int>(), 204);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}auto_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor halve_until(Tensor x, const auto& limit) { AG_FN("halve_until", 12, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(limit))>(&halve_until))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(limit)> limit) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(halve_until(static_cast<decltype(x)&&>(x), ::ag::pass(1, limit))); }, x, limit); auto& ag_limit = limit; { ::ag::Lift<decltype(ag_limit)> limit = ag_0.arg(1, ag_limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("x,k", x, k)); ag_1.next() && ag_1.test(x > limit);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2;{{$}}
// CHECK-NEXT: {{^ *}}++k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x * 100 + k;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
