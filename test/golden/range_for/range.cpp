// TITLE: range-for over ag::range
// DOC: `ag::range` always stages; the element has the type of the bounds and is promoted.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int triangle(const Tensor& n) {
  int s = 0;
  for (auto i : ag::range(n.item<int>())) s += i;
  return s;
}

AG_FUNCTION Tensor odd_digits(Tensor x, int stop) {
  for (int i : ag::range(1, stop, 2)) {
    x = x * 10 + i;
  }
  for (auto i : ag::range(3, 0, -1)) x = x + i;
  return x;
}
// source]

int main() {
  same(triangle(Tensor(5)), 10);
  same(triangle(Tensor(0)), 0);
  same(odd_digits(Tensor(0), 8).item<int>(), 1363);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}range.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int triangle(const Tensor& n) { AG_FN("triangle", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&triangle))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(triangle(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> s = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (auto i : ::ag::Each(AG_SITE(14, 3), ag::range(n.as_scalar<int>()), ::ag::state("s", s))) s += i;{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 18 "{{.*}}range.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor odd_digits(Tensor x, int stop) { AG_FN("odd_digits", 18, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(stop))>(&odd_digits))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(stop)> stop) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(odd_digits(static_cast<decltype(x)&&>(x), ::ag::pass(1, stop))); }, x, stop); auto& ag_stop = stop; { ::ag::Scalar<int> stop = ag_0.arg(1, ag_stop); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Scalar<int> i : ::ag::Each(AG_SITE(19, 3), ag::range(1, stop, 2), ::ag::state("x", x))) {{{$}}
// CHECK-NEXT: {{^ *}}x = x * 10 + i;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}for (auto i : ::ag::Each(AG_SITE(22, 3), ag::range(3, 0, -1), ::ag::state("x", x))) x = x + i;{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
