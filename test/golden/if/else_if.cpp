// TITLE: if, else if, else
// DOC: An `if` on a tensor becomes a `Branch`: both blocks stay where they are, each is entered
// DOC: once while the graph is built, and what either of them writes is the state of the node.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor sign_of(const Tensor& x) {
  Tensor s = 0;
  if (x > 0.f) {
    s = 1;
  } else if (x < 0.f) {
    s = -1;
  } else {
    s = 0;
  }
  return s;
}
// source]

int main() {
  for (const float x : {2.f, -3.f, 0.f})
    same(sign_of(Tensor(x)).item<int>(), x > 0 ? 1 : x < 0 ? -1 : 0);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}else_if.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor sign_of(const Tensor& x) { AG_FN("sign_of", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&sign_of))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return sign_of(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(15, 3), x > 0.f, ::ag::state("s", s)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}s = 1;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) { { ::ag::Branch ag_2(AG_SITE(17, 10), x < 0.f, ::ag::state("s", s)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}s = -1;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}s = 0;{{$}}
// CHECK-NEXT: {{^ *}}} ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
