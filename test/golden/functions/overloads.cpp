// TITLE: Overloads
// DOC: Which overload is called is decided as in the source: promotion never changes it.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor twist(const Tensor& x, int k) { return x + k; }
AG_FUNCTION Tensor twist(const Tensor& x, double k) { return x * k; }
AG_FUNCTION Tensor twist(const Tensor& x, const Tensor& k) { return x - k; }

AG_FUNCTION Tensor twists(Tensor x) {
  int i = 0;
  while (x < 50.) {
    ++i;
    x = twist(x, i);
    x = twist(x, i * 0.75);
    x = twist(x, Tensor(1.));
  }
  return x;
}
// source]

int main() {
  double x = 9;
  for (int i = 1; x < 50.; ++i) x = (x + i) * (i * 0.75) - 1.;
  same(twists(Tensor(9.)).item<double>(), x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}overloads.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twist(const Tensor& x, int k) { AG_FN("twist", 12, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(k))>(&twist))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(k)> k) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(twist(x, ::ag::pass(1, k))); }, x, k); auto& ag_k = k; { ::ag::Scalar<int> k = ag_0.arg(1, ag_k); AG_LOUD return x + k; }}{{$}}
// CHECK-NEXT: {{^ *}}#line 13 "{{.*}}overloads.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twist(const Tensor& x, double k) { AG_FN("twist", 13, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(k))>(&twist))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(k)> k) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(twist(x, ::ag::pass(1, k))); }, x, k); auto& ag_k = k; { ::ag::Scalar<double> k = ag_0.arg(1, ag_k); AG_LOUD return x * k; }}{{$}}
// CHECK-NEXT: {{^ *}}#line 14 "{{.*}}overloads.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twist(const Tensor& x, const Tensor& k) { AG_FN("twist", 14, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(k))>(&twist))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(k) k) -> ::ag::Lift<Tensor> { return twist(x, k); }, x, k); AG_LOUD return x - k; }{{$}}
// CHECK: {{^ *}}#line 16 "{{.*}}overloads.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twists(Tensor x) { AG_FN("twists", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&twists))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return twists(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(18, 3), ::ag::state("x,i", x, i)); ag_1.next() && ag_1.test(x < 50.);) {{{$}}
// CHECK-NEXT: {{^ *}}++i;{{$}}
// CHECK-NEXT: {{^ *}}x = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(twist(x, ::ag::pass(1, i)));{{$}}
// CHECK-NEXT: {{^ *}}x = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(twist(x, ::ag::pass(1, i * 0.75)));{{$}}
// CHECK-NEXT: {{^ *}}x = twist(x, Tensor(1.));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
