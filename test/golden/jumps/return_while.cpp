// TITLE: Endless loop left by return only
// DOC: Nothing follows such a loop; C++ needs no return after it, and neither does the graph.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor first_power_above(const Tensor& limit) {
  Tensor p = 1;
  while (true) {
    if (p > limit) return p;
    p = p * 3;
  }
}
// source]

int main() {
  same(first_power_above(Tensor(50)).item<int>(), 81);
  same(first_power_above(Tensor(0)).item<int>(), 1);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}return_while.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor first_power_above(const Tensor& limit) { AG_FN("first_power_above", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(limit))>(&first_power_above))) return ag_0.run<Tensor>(+[](decltype(limit) limit) -> ::ag::Lift<Tensor> { return first_power_above(limit); }, limit); AG_LOUD ::ag::Slot<Tensor> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}Tensor p = 1;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("p,return,done", p, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(true);) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), p > limit, ::ag::state("p,return,done", p, ag_ret, ag_done)); if (ag_2.then()) { ag_ret = p; ag_done = true; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}p = p * 3; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
