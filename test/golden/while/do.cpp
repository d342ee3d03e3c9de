// TITLE: do while
// DOC: The body of `do` is not repeated: a `Loop` that enters its body first tests the condition
// DOC: at its end.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int digits(Tensor n) {
  int d = 0;
  do {
    n = n / 10;
    ++d;
  } while (n != 0);
  return d;
}
// source]

int main() {
  same(digits(Tensor(0)), 1);
  same(digits(Tensor(9)), 1);
  same(digits(Tensor(12345)), 5);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}do.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int digits(Tensor n) { AG_FN("digits", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&digits))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(digits(static_cast<decltype(n)&&>(n))); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> d = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("n,d", n, d), ::ag::Loop::body_first); do {{{$}}
// CHECK-NEXT: {{^ *}}n = n / 10;{{$}}
// CHECK-NEXT: {{^ *}}++d;{{$}}
// CHECK-NEXT: {{^ *}}} while (ag_1.next() && ag_1.test(n != 0)); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(d);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
