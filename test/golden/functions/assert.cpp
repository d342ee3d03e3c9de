// TITLE: assert
// DOC: The standard `assert` becomes a check in the graph, in the program's order, and throws `ag::Error`
// DOC: (AG0213) with its text; where the file is compiled as it stands it aborts as always, and with
// DOC: `NDEBUG` there is none.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <cassert>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor bounded(Tensor x, int n) {
  assert(n > 0);
  int k = 0;
  while (x > 1.0) {
    x = x / 2.0;
    ++k;
    assert(k < 100 && "must end");
    assert(x > 0.0);
  }
  return x * k;
}
// source]

int main() {
  same(bounded(40.0, 1).item<double>(), 40.0 / 64 * 6);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 16 "{{.*}}assert.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor bounded(Tensor x, int n) { AG_FN("bounded", 16, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&bounded))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(bounded(static_cast<decltype(x)&&>(x), ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::check((n > 0), "assert(n > 0)");{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(19, 3), ::ag::state("x,k", x, k)); ag_1.next() && ag_1.test(x > 1.0);) {{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2.0;{{$}}
// CHECK-NEXT: {{^ *}}++k;{{$}}
// CHECK-NEXT: {{^ *}}::ag::check((::ag::and_(AG_SITE(22, 18), k < 100, [&] { return "must end"; })), "assert(k < 100 && \"must end\")");{{$}}
// CHECK-NEXT: {{^ *}}::ag::check((x > 0.0), "assert(x > 0.0)");{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x * k;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
