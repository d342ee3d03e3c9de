// TITLE: Jumps in range-for
// DOC: `break` and `continue` work in loops over rows and ranges as well.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor first_peak(const Tensor& v) {
  Tensor best = -1.f;
  for (auto x : v) {
    if (x < 0.f) continue;
    if (x < best) break;
    best = x;
  }
  return best;
}

AG_FUNCTION int smallest_divisor(const Tensor& n) {
  int d = 1;
  for (auto i : ag::range(2, 100)) {
    d = i;
    if (n % i == 0) break;
  }
  return d;
}
// source]

int main() {
  same(first_peak(Tensor{1.f, -5.f, 4.f, 2.f, 9.f}).item<float>(), 4.f);
  same(smallest_divisor(Tensor(35)), 5);
  same(smallest_divisor(Tensor(101)), 99);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}range_for.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor first_peak(const Tensor& v) { AG_FN("first_peak", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&first_peak))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return first_peak(v); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor best = -1.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (auto x : ::ag::Each(AG_SITE(14, 3), v, ::ag::state("best,break", best, ag_brk), ag_brk)) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(15, 5), x < 0.f, ::ag::state("best,break", best, ag_brk)); if (ag_1.then()) { ; } if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 5), x < best, ::ag::state("best,break", best, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}best = x; } ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return best;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 22 "{{.*}}range_for.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int smallest_divisor(const Tensor& n) { AG_FN("smallest_divisor", 22, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&smallest_divisor))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(smallest_divisor(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> d = 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (auto i : ::ag::Each(AG_SITE(24, 3), ag::range(2, 100), ::ag::state("d,break", d, ag_brk), ag_brk)) {{{$}}
// CHECK-NEXT: {{^ *}}d = i;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(26, 5), n % i == 0, ::ag::state("break", ag_brk)); if (ag_1.then()) ag_brk = true; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(d);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
