// TITLE: AG_UNROLL
// DOC: `AG_UNROLL` keeps a loop over host numbers plain: its body stands in the graph once per turn. A
// DOC: tensor may still end it; then each copy is guarded.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor square_thrice(Tensor x) {
  AG_UNROLL for (int i = 0; i < 3; ++i) x = x * x;
  return x;
}

AG_FUNCTION int until(Tensor x, const Tensor& limit) {
  AG_UNROLL
  for (int i = 0; i < 4; ++i) {
    if (x > limit) return i;
    if (x == 7) break;
    x = x + 2;
  }
  return -1;
}
// source]

int main() {
  const auto unrolled = ag::trace(square_thrice, ag::spec<int>({}));
  same(static_cast<double>(unrolled.node_count("loop")), 0);
  same(square_thrice(2).item<int>(), 256);
  for (int x : {0, 3, 4, 9}) {
    int want = -1, y = x;
    for (int i = 0; i < 4; ++i) {
      if (y > 5 && y != 7) {
        want = i;
        break;
      }
      if (y == 7) break;
      y += 2;
    }
    if (y == 7) want = 2;
    same(until(x, 5), want);
  }
  same(until(1, 100), -1);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}unroll.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor square_thrice(Tensor x) { AG_FN("square_thrice", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&square_thrice))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return square_thrice(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}AG_UNROLL for (int i = 0; i < 3; ++i) x = x * x;{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 18 "{{.*}}unroll.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int until(Tensor x, const Tensor& limit) { AG_FN("until", 18, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x), decltype(limit))>(&until))) return ag_0.run<int>(+[](decltype(x) x, decltype(limit) limit) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(until(static_cast<decltype(x)&&>(x), limit)); }, x, limit); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}AG_UNROLL{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (int i = 0; i < 4; ++i) { ::ag::Branch ag_1(AG_SITE(20, 3), ::ag::not_(AG_SITE(20, 3), ag_brk), ::ag::state("x,return,done,break", x, ag_ret, ag_done, ag_brk)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(21, 5), x > limit, ::ag::state("x,return,done,break", x, ag_ret, ag_done, ag_brk)); if (ag_2.then()) { ag_ret = i; ag_brk = true; ag_done = true; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(22, 5), x == 7, ::ag::state("x,break", x, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x + 2; } ag_3.join(); } } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {} ag_1.join(); } } { ::ag::Branch ag_4(AG_SITE(25, 3), ::ag::not_(AG_SITE(25, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_4.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -1; } if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
