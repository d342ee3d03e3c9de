// TITLE: Tensor& parameters
// DOC: A `Tensor&` parameter is in-out: the call writes the caller's variable. Two parameters may
// DOC: be the same object.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION void update(Tensor& x, Tensor& y, const Tensor& rate) {
  if (rate > 0.f) {
    x = x - y * rate;
    y = y * 2.f;
  }
  x = x + 1.f;
}
// source]

int main() {
  Tensor x = 10.f, y = 4.f;
  update(x, y, Tensor(0.5f));
  same(x.item<float>(), 9.f);
  same(y.item<float>(), 8.f);
  update(x, y, Tensor(-1.f));
  same(x.item<float>(), 10.f);
  same(y.item<float>(), 8.f);
  update(x, x, Tensor(0.5f));
  same(x.item<float>(), 11.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}in_out.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void update(Tensor& x, Tensor& y, const Tensor& rate) { AG_FN("update", 13, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(x), decltype(y), decltype(rate))>(&update))) { ag_0.run<void>(+[](decltype(x) x, decltype(y) y, decltype(rate) rate) -> void { update(x, y, rate); }, x, y, rate); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(14, 3), rate > 0.f, ::ag::state("x,y", x, y)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x - y * rate;{{$}}
// CHECK-NEXT: {{^ *}}y = y * 2.f;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}x = x + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
