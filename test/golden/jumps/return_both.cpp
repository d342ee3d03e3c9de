// TITLE: return in both branches
// DOC: When every path returns inside the branch, nothing follows it.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION double magnitude(const Tensor& x) {
  if (x < 0.) {
    return -x.item<double>();
  } else {
    return x.item<double>();
  }
}
// source]

int main() {
  same(magnitude(Tensor(-2.5)), 2.5);
  same(magnitude(Tensor(4.)), 4.);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}return_both.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION double magnitude(const Tensor& x) { AG_FN("magnitude", 12, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<double (*)(decltype(x))>(&magnitude))) return ag_0.run<double>(+[](decltype(x) x) -> ::ag::Lift<double> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(magnitude(x)); }, x); AG_LOUD ::ag::Slot<double> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(13, 3), x < 0., ::ag::state("return", ag_ret)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -x.as_scalar<double>();{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = x.as_scalar<double>();{{$}}
// CHECK-NEXT: {{^ *}}} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<double>(ag_ret); }{{$}}
