// TITLE: Chained assignment and comma
// DOC: Assignments chain and the comma keeps its order, on tensors and on promoted values.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor chain(Tensor x) {
  int a = 1;
  double b = 2.5;
  Tensor y, z;
  y = z = x;
  while (x > 0) {
    b = a = a + 2;
    y = z += 1, x -= 1;
    if (x == 2) a = 0, b += 0.25;
  }
  return ag::stack({Tensor(double(a)), Tensor(b), y.to(ag::f64), z.to(ag::f64)});
}
// source]

int main() {
  int a = 1;
  double b = 2.5;
  for (int x = 5; x > 0;) {
    b = a = a + 2;
    x -= 1;
    if (x == 2) a = 0, b += 0.25;
  }
  same(chain(Tensor(5)).to_vector<double>(), std::vector<double>{double(a), b, 10., 10.});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}chained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor chain(Tensor x) { AG_FN("chain", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&chain))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return chain(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> a = 1;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> b = 2.5;{{$}}
// CHECK-NEXT: {{^ *}}Tensor y, z;{{$}}
// CHECK-NEXT: {{^ *}}y = z = x;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x,a,b,y,z", x, a, b, y, z)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}b = a = a + 2;{{$}}
// CHECK-NEXT: {{^ *}}y = z += 1, x -= 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(20, 5), x == 2, ::ag::state("a,b", a, b)); if (ag_2.then()) a = 0, b += 0.25; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(::ag::cast<double>(AG_SITE(22, 28), a)), Tensor(b), y.to(ag::f64), z.to(ag::f64)});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
