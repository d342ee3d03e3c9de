// TITLE: A loop over host numbers that is staged by choice
// DOC: The header decides nothing on a tensor, but the body changes one: the loop is one node,
// DOC: not a copy of the body per turn.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor powers(const Tensor& x, int n) {
  Tensor y = 1.;
  for (int i = 0; i < n; ++i) y = y * x + i;
  return y;
}
// source]

int main() {
  for (const int n : {0, 1, 5}) {
    double y = 1;
    for (int i = 0; i < n; ++i) y = y * 0.5 + i;
    same(powers(Tensor(0.5), n).item<double>(), y);
  }
  // As it stands, or in eager mode, there are no graphs.
  if (ag::trace_count(powers) == 0) return result();
  const auto graph = ag::trace(powers, ag::spec<double>({}), ag::spec<int>({}));
  if (graph.node_count("loop") != 1) return 1;
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}staged_by_choice.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor powers(const Tensor& x, int n) { AG_FN("powers", 13, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&powers))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(powers(x, ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 1.;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("y,i", y, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) y = y * x + i; }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
