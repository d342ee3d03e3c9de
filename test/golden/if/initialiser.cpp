// TITLE: if with initialiser
// DOC: The initialiser stands in a block of its own in front of the branch, so its names end with
// DOC: the statement.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor larger(const Tensor& a, const Tensor& b) {
  Tensor y = b;
  if (Tensor d = a - b; d > 0.f)
    y = y + d;
  else
    y = y - d * 0.f;
  return y;
}
// source]

int main() {
  same(larger(Tensor(3.f), Tensor(1.f)).item<float>(), 3.f);
  same(larger(Tensor(1.f), Tensor(5.f)).item<float>(), 5.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}initialiser.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor larger(const Tensor& a, const Tensor& b) { AG_FN("larger", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(a), decltype(b))>(&larger))) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<Tensor> { return larger(a, b); }, a, b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = b;{{$}}
// CHECK-NEXT: {{^ *}}{ Tensor d = a - b;  ::ag::Branch ag_1(AG_SITE(15, 3), d > 0.f, ::ag::state("y", y)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y + d; }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y - d * 0.f; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
