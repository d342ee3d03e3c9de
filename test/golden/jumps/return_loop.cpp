// TITLE: return in a loop
// DOC: The search loop: a flag ends the loop, and what follows it runs only when nothing was
// DOC: returned.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int index_of(const Tensor& v, const Tensor& x) {
  for (int i = 0; i < v.shape(0); ++i) {
    if (v[i] == x) return i;
  }
  return -1;
}
// source]

int main() {
  const Tensor v = {4, 8, 15, 16};
  same(index_of(v, Tensor(15)), 2);
  same(index_of(v, Tensor(4)), 0);
  same(index_of(v, Tensor(5)), -1);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}return_loop.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int index_of(const Tensor& v, const Tensor& x) { AG_FN("index_of", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(v), decltype(x))>(&index_of))) return ag_0.run<int>(+[](decltype(v) v, decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(index_of(v, x)); }, v, x); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("i,return,done", i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i < v.shape(0)); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), v[i] == x, ::ag::state("return,done", ag_ret, ag_done)); if (ag_2.then()) { ag_ret = i; ag_done = true; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_3(AG_SITE(17, 3), ::ag::not_(AG_SITE(17, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -1; } if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
