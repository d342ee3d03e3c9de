// TITLE: ag::print and ag::check
// DOC: Both become ops that run in the program's order, also in loops and branches; both modes
// DOC: print the same.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor told(Tensor x) {
  ag::print("start {}", x);
  int k = 0;
  while (x > 1.) {
    ag::check(x < 100., "too large: {}", x);
    if (k % 2 == 0)
      ag::print("even turn {}: {:.2f}", k, x);
    else
      ag::print("odd turn {}", k);
    x = x / 2.;
    ++k;
  }
  ag::print("{} turns, {}", k, "done");
  return x;
}
// source]

int main() {
  same(told(Tensor(9.)).item<double>(), 9. / 16);
  try {
    told(Tensor(200.));
    return 1;
  } catch (const ag::Error& e) {
    std::puts(e.code().data());
    std::fflush(stdout);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}print_check.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor told(Tensor x) { AG_FN("told", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&told))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return told(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}ag::print("start {}", x);{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("x,k", x, k)); ag_1.next() && ag_1.test(x > 1.);) {{{$}}
// CHECK-NEXT: {{^ *}}ag::check(x < 100., "too large: {}", x);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(18, 5), k % 2 == 0, ::ag::state()); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag::print("even turn {}: {:.2f}", k, x); }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag::print("odd turn {}", k); } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}x = x / 2.;{{$}}
// CHECK-NEXT: {{^ *}}++k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}ag::print("{} turns, {}", k, "done");{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
