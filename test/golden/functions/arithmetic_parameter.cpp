// TITLE: Arithmetic parameters
// DOC: A number is a constant of the graph until it varies; then the function is built once more
// DOC: with it as data, and no value builds it again.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor scale(const Tensor& x, int n, double rate) {
  Tensor y = x;
  for (int i = 0; i < n; ++i) y = y * rate;
  if (n > 3) y = y + n;
  return y;
}
// source]

int main() {
  for (int n = 0; n < 10; ++n)
    for (const double rate : {0.5, 2.}) {
      double y = 3;
      for (int i = 0; i < n; ++i) y = y * rate;
      same(scale(Tensor(3.), n, rate).item<double>(), n > 3 ? y + n : y);
    }
  if (ag::trace_count(scale) > 3) return 1;
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}arithmetic_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor scale(const Tensor& x, int n, double rate) { AG_FN("scale", 13, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n), decltype(rate))>(&scale))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n, ::ag::Lift<decltype(rate)> rate) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(scale(x, ::ag::pass(1, n), ::ag::pass(2, rate))); }, x, n, rate); auto& ag_n = n; auto& ag_rate = rate; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); ::ag::Scalar<double> rate = ag_0.arg(2, ag_rate); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("y,i", y, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) y = y * rate; }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 3), n > 3, ::ag::state("y", y)); if (ag_2.then()) y = y + n; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
