// TITLE: std::function
// DOC: What a `std::function` holds is not visible to the tool. It is called in place while the graph
// DOC: is built, so it may do anything with tensors but branch on them.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <functional>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor iterate(Tensor x, double by) {
  std::function<Tensor(const Tensor&)> f = [by](const Tensor& v) { return v * by + 1.0; };
  while (x < 100.0) {
    x = f(x);
  }
  return f(f(x));
}

AG_FUNCTION Tensor by_pointer(Tensor x, Tensor (*f)(const Tensor&)) {
  while (x > 1.0) x = f(x);
  return x;
}
// source]

static Tensor halved(const Tensor& v) { return v / 2.0; }

int main() {
  double x = 3;
  while (x < 100.0) x = x * 1.5 + 1.0;
  same(iterate(3.0, 1.5).item<double>(), (x * 1.5 + 1.0) * 1.5 + 1.0);
  same(by_pointer(9.0, &halved).item<double>(), 9.0 / 16);
  same(by_pointer(8.0, [](const Tensor& v) { return v - 3.0; }).item<double>(), -1);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}std_function.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor iterate(Tensor x, double by) { AG_FN("iterate", 15, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(by))>(&iterate))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(iterate(static_cast<decltype(x)&&>(x), ::ag::pass(1, by))); }, x, by); auto& ag_by = by; { ::ag::Scalar<double> by = ag_0.arg(1, ag_by); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}std::function<Tensor(const Tensor&)> f = [by](const Tensor& v) { return v * by + 1.0; };{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(x < 100.0);) {{{$}}
// CHECK-NEXT: {{^ *}}x = f(x);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return f(f(x));{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 23 "{{.*}}std_function.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor by_pointer(Tensor x, Tensor (*f)(const Tensor&)) { AG_FN("by_pointer", 23, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(f))>(&by_pointer))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(f) f) -> ::ag::Lift<Tensor> { return by_pointer(static_cast<decltype(x)&&>(x), static_cast<decltype(f)&&>(f)); }, x, f); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(24, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(x > 1.0);) x = f(x);{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
