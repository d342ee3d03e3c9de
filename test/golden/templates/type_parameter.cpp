// TITLE: template<class T>
// DOC: A template is rewritten once, as a pattern; what is staged is decided where it is
// DOC: instantiated.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
template <class T>
AG_FUNCTION Tensor power(const Tensor& x, T n) {
  Tensor y = 1.;
  for (T i = 0; i < n; ++i) y = y * x;
  return y;
}

template <class T>
AG_FUNCTION T larger(const T& a, const T& b) {
  T m = a;
  if (a < b) m = b;
  return m;
}
// source]

int main() {
  same(power(Tensor(3.), 4).item<double>(), 81.);
  same(power(Tensor(3.), 2L).item<double>(), 9.);
  same(power(Tensor(2.), Tensor(5)).item<double>(), 32.);
  same(larger(Tensor(3.f), Tensor(4.f)).item<float>(), 4.f);
  same(larger(7, 2), 7);
  same(larger(0.5, 2.5), 2.5);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}type_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor power(const Tensor& x, T n) { AG_FN("power", 14, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&power))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(power(x, ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Lift<decltype(ag_n)> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 1.;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Lift<T> i = 0; for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("y,i", y, i)); ag_1.next() && ag_1.test(i < n); ++i) y = y * x; }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 20 "{{.*}}type_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION T larger(const T& a, const T& b) { AG_FN("larger", 21, 15); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<T (*)(decltype(a), decltype(b))>(&larger))) return ag_0.run<T>(+[](::ag::Lift<decltype(a)> a, ::ag::Lift<decltype(b)> b) -> ::ag::Lift<T> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(larger(::ag::pass(0, a), ::ag::pass(1, b))); }, a, b); auto& ag_a = a; auto& ag_b = b; { ::ag::Lift<decltype(ag_a)> a = ag_0.arg(0, ag_a); ::ag::Lift<decltype(ag_b)> b = ag_0.arg(1, ag_b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<T> m = a;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(23, 3), a < b, ::ag::state("m", m)); if (ag_1.then()) m = b; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<T>(m);{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
