// TITLE: Jumps in do while
// DOC: `continue` goes to the condition, which may end the loop; `break` and `return` end it
// DOC: without the condition.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int descend(Tensor x, const Tensor& stop) {
  int turns = 0;
  do {
    ++turns;
    x = x - 3;
    if (x % 2 == 0) continue;
    if (x == stop) break;
    if (x + turns == stop) return -turns;
    x = x - 1;
  } while (x > 0);
  return turns;
}
// source]

int main() {
  for (const int stop : {3, 14, 100}) {
    int want = 0;
    int x = 30;
    do {
      ++want;
      x = x - 3;
      if (x % 2 == 0) continue;
      if (x == stop) break;
      if (x + want == stop) {
        want = -want;
        break;
      }
      x = x - 1;
    } while (x > 0);
    same(descend(Tensor(30), Tensor(stop)), want);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}do.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int descend(Tensor x, const Tensor& stop) { AG_FN("descend", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x), decltype(stop))>(&descend))) return ag_0.run<int>(+[](decltype(x) x, decltype(stop) stop) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(descend(static_cast<decltype(x)&&>(x), stop)); }, x, stop); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; ::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("x,turns,return,done,break", x, turns, ag_ret, ag_done, ag_brk), ag_brk, ::ag::Loop::body_first); do {{{$}}
// CHECK-NEXT: {{^ *}}++turns;{{$}}
// CHECK-NEXT: {{^ *}}x = x - 3;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(18, 5), x % 2 == 0, ::ag::state("x,return,done,break", x, ag_ret, ag_done, ag_brk)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(19, 5), x == stop, ::ag::state("x,return,done,break", x, ag_ret, ag_done, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(20, 5), x + turns == stop, ::ag::state("x,return,done,break", x, ag_ret, ag_done, ag_brk)); if (ag_4.then()) { ag_ret = -turns; ag_brk = true; ag_done = true; } if (ag_4.other()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1; } ag_4.join(); } } ag_3.join(); } } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} while (ag_1.next() && ag_1.test(x > 0)); } { ::ag::Branch ag_5(AG_SITE(23, 3), ::ag::not_(AG_SITE(23, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_5.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = turns; } if (ag_5.other()) {} ag_5.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
