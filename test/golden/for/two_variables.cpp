// TITLE: Two variables and comma increments
// DOC: Several variables in the header are promoted together; the comma in the increment stays.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int meet(const Tensor& n, const Tensor& step) {
  int turns = 0;
  for (int i = 0, j = 100; i + n < j; ++i, j -= 3) {
    turns += i * step.item<int>();
  }
  return turns;
}
// source]

int main() {
  int turns = 0;
  for (int i = 0, j = 100; i + 7 < j; ++i, j -= 3) turns += i * 2;
  same(meet(Tensor(7), Tensor(2)), turns);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}two_variables.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int meet(const Tensor& n, const Tensor& step) { AG_FN("meet", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n), decltype(step))>(&meet))) return ag_0.run<int>(+[](decltype(n) n, decltype(step) step) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(meet(n, step)); }, n, step); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0, j = 100; for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("turns,i,j", turns, i, j)); ag_1.next() && ag_1.test(i + n < j); ++i, j -= 3) {{{$}}
// CHECK-NEXT: {{^ *}}turns += i * step.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(turns);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
