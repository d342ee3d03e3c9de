// TITLE: Loops that do not turn
// DOC: The body of a loop whose condition is false at once does not run, and its state keeps the
// DOC: values from before.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor never(Tensor x, const Tensor& limit) {
  double total = 0.5;
  while (x < limit) {
    total = total * 2;
    x = x + 1;
  }
  for (int i = 0; i < limit; ++i) total += 100;
  return x * 10 + total;
}
// source]

int main() {
  same(never(Tensor(3), Tensor(0)).item<double>(), 30.5);
  same(never(Tensor(1), Tensor(2)).item<double>(), 221.);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}zero_trips.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor never(Tensor x, const Tensor& limit) { AG_FN("never", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(limit))>(&never))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(limit) limit) -> ::ag::Lift<Tensor> { return never(static_cast<decltype(x)&&>(x), limit); }, x, limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> total = 0.5;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("x,total", x, total)); ag_1.next() && ag_1.test(x < limit);) {{{$}}
// CHECK-NEXT: {{^ *}}total = total * 2;{{$}}
// CHECK-NEXT: {{^ *}}x = x + 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_2(AG_SITE(19, 3), ::ag::state("total,i", total, i)); ag_2.next() && ag_2.test(i < limit); ++i) total += 100; }{{$}}
// CHECK-NEXT: {{^ *}}return x * 10 + total;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
