// TITLE: References to variables
// DOC: A reference whose variable the tool can see counts as that variable: it is promoted with it and
// DOC: writes through it are writes to it.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor aliased(Tensor x) {
  int steps = 0, odd = 0;
  int& count = steps;
  Tensor y = x;
  Tensor& sum = y;
  const int& seen = odd;
  while (x > 1) {
    ++count;
    if (x % 2 == 1) {
      odd += count;
      auto& again = sum;
      again += seen;
    }
    x = x / 2;
  }
  return y * 100 + steps + seen;
}
// source]

int main() {
  for (int n : {1, 6, 27}) {
    int steps = 0, odd = 0, y = n;
    for (int x = n; x > 1; x /= 2) {
      ++steps;
      if (x % 2 == 1) {
        odd += steps;
        y += odd;
      }
    }
    same(aliased(n).item<int>(), y * 100 + steps + odd);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}references.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor aliased(Tensor x) { AG_FN("aliased", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&aliased))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return aliased(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> steps = 0, odd = 0;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int>& count = steps;{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}Tensor& sum = y;{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int>& seen = odd;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(19, 3), ::ag::state("x,steps,odd,y", x, steps, odd, y)); ag_1.next() && ag_1.test(x > 1);) {{{$}}
// CHECK-NEXT: {{^ *}}++count;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(21, 5), x % 2 == 1, ::ag::state("odd,y", odd, y)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}odd += count;{{$}}
// CHECK-NEXT: {{^ *}}auto& again = sum;{{$}}
// CHECK-NEXT: {{^ *}}again += seen;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return y * 100 + steps + seen;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
