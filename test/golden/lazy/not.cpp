// TITLE: !
// DOC: `!` on a tensor or a promoted value gives a promoted `bool`.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int zeros_until(const Tensor& v, const Tensor& x) {
  bool stop = !x;
  int n = 0;
  while (!stop) {
    if (!v[n]) ++n;
    stop = !(n < v.shape(0)) || !!v[n];
  }
  return n;
}
// source]

int main() {
  const Tensor v = {0, 0, 0, 5, 0};
  same(zeros_until(v, Tensor(1)), 3);
  same(zeros_until(v, Tensor(0)), 0);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}not.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int zeros_until(const Tensor& v, const Tensor& x) { AG_FN("zeros_until", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(v), decltype(x))>(&zeros_until))) return ag_0.run<int>(+[](decltype(v) v, decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(zeros_until(v, x)); }, v, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> stop = ::ag::not_(AG_SITE(13, 15), x);{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("stop,n", stop, n), ::ag::Loop::choice); ag_1.next() && ag_1.test(::ag::not_(AG_SITE(15, 10), stop));) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 5), ::ag::not_(AG_SITE(16, 9), v[n]), ::ag::state("n", n)); if (ag_2.then()) ++n; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}stop = ::ag::or_(AG_SITE(17, 12), ::ag::not_(AG_SITE(17, 12), (n < v.shape(0))), [&] { return ::ag::not_(AG_SITE(17, 33), ::ag::not_(AG_SITE(17, 34), v[n])); });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(n);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
