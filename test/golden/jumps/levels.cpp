// TITLE: break and continue at each level
// DOC: Each jump belongs to the loop that C++ gives it to; each loop has its own flags.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int grid(const Tensor& n) {
  int total = 0;
  for (int i = 0; i < 6; ++i) {
    if (i == n) continue;
    int j = 0;
    while (true) {
      ++j;
      if (j == n + 1) continue;
      if (j > 4) break;
      total += 10 * i + j;
      if (total > 200) break;
    }
    if (total > 150) break;
    total += 1;
  }
  return total;
}
// source]

int main() {
  for (const int n : {0, 2, 9}) {
    int total = 0;
    for (int i = 0; i < 6; ++i) {
      if (i == n) continue;
      int j = 0;
      while (true) {
        ++j;
        if (j == n + 1) continue;
        if (j > 4) break;
        total += 10 * i + j;
        if (total > 200) break;
      }
      if (total > 150) break;
      total += 1;
    }
    same(grid(Tensor(n)), total);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}levels.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int grid(const Tensor& n) { AG_FN("grid", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&grid))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(grid(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> total = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("total,i,break", total, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(i < 6); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(15, 5), i == n, ::ag::state("total,break", total, ag_brk)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> j = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk_2 = false; for (::ag::Loop ag_3(AG_SITE(17, 5), ::ag::state("total,j,break", total, j, ag_brk_2), ag_brk_2); ag_3.next() && ag_3.test(true);) {{{$}}
// CHECK-NEXT: {{^ *}}++j;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(19, 7), j == n + 1, ::ag::state("total,break", total, ag_brk_2)); if (ag_4.then()) { ; } if (ag_4.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_5(AG_SITE(20, 7), j > 4, ::ag::state("total,break", total, ag_brk_2)); if (ag_5.then()) ag_brk_2 = true; if (ag_5.other()) {{{$}}
// CHECK-NEXT: {{^ *}}total += 10 * i + j;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_6(AG_SITE(22, 7), total > 200, ::ag::state("break", ag_brk_2)); if (ag_6.then()) ag_brk_2 = true; if (ag_6.other()) {} ag_6.join(); } } ag_5.join(); } } ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_7(AG_SITE(24, 5), total > 150, ::ag::state("total,break", total, ag_brk)); if (ag_7.then()) ag_brk = true; if (ag_7.other()) {{{$}}
// CHECK-NEXT: {{^ *}}total += 1; } ag_7.join(); } } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(total);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
