// TITLE: return in one branch
// DOC: A return in one branch only puts the rest of the function under the other one. The return
// DOC: slot needs no initial value.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor clipped(const Tensor& x) {
  if (x > 10.f) return Tensor(10.f);
  Tensor y = x + 1.f;
  if (y < 0.f) {
    y = y * 0.5f;
    return y;
  }
  return y * y;
}
// source]

int main() {
  same(clipped(Tensor(11.f)).item<float>(), 10.f);
  same(clipped(Tensor(-5.f)).item<float>(), -2.f);
  same(clipped(Tensor(2.f)).item<float>(), 9.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}return_branch.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor clipped(const Tensor& x) { AG_FN("clipped", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&clipped))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return clipped(x); }, x); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(14, 3), x > 10.f, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = Tensor(10.f); if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 3), y < 0.f, ::ag::state("y,return", y, ag_ret)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y * 0.5f;{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = y;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = y * y; } ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
