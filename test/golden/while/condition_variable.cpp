// TITLE: Condition variable of while
// DOC: The variable is made again in every turn, as in C++.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor halve(Tensor x) {
  while (Tensor rest = x / 2) {
    x = x - rest;
  }
  return x;
}
// source]

int main() {
  for (const int n : {0, 1, 9, 64}) {
    int x = n;
    while (int rest = x / 2) x = x - rest;
    same(halve(Tensor(n)).item<int>(), x);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}condition_variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor halve(Tensor x) { AG_FN("halve", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&halve))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return halve(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("x,break", x, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { Tensor rest = x / 2; { ::ag::Branch ag_2(AG_SITE(13, 3), rest, ::ag::state("x,break", x, ag_brk)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}x = x - rest;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) { ag_brk = true; } ag_2.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
