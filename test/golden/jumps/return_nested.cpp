// TITLE: return from nested loops
// DOC: One flag ends all loops round the return.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int pair_with_product(const Tensor& n) {
  for (int i = 2; i * i <= n; ++i) {
    for (int j = i; i * j <= n; ++j) {
      if (i * j == n) return i * 100 + j;
    }
  }
  return 0;
}
// source]

int main() {
  same(pair_with_product(Tensor(35)), 507);
  same(pair_with_product(Tensor(4)), 202);
  same(pair_with_product(Tensor(13)), 0);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}return_nested.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int pair_with_product(const Tensor& n) { AG_FN("pair_with_product", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&pair_with_product))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(pair_with_product(n)); }, n); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 2; for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("i,return,done", i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i * i <= n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> j = i; for (::ag::Loop ag_2(AG_SITE(14, 5), ::ag::state("j,return,done", j, ag_ret, ag_done), ag_done); ag_2.next() && ag_2.test(i * j <= n); ++j) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(15, 7), i * j == n, ::ag::state("return,done", ag_ret, ag_done)); if (ag_3.then()) { ag_ret = i * 100 + j; ag_done = true; } if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_4(AG_SITE(18, 3), ::ag::not_(AG_SITE(18, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_4.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = 0; } if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
