// TITLE: while
// DOC: A `while` on a tensor becomes a `Loop`, which becomes one node of the graph; its state is
// DOC: what the body writes and the condition or the code after it reads.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor log2_of(Tensor n) {
  Tensor k = 0;
  while (n > 1) {
    n = n / 2;
    k += 1;
  }
  return k;
}
// source]

int main() {
  for (const int n : {0, 1, 2, 17, 1 << 20}) {
    int k = 0;
    for (int m = n; m > 1; m /= 2) ++k;
    same(log2_of(Tensor(n)).item<int>(), k);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}while.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor log2_of(Tensor n) { AG_FN("log2_of", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(n))>(&log2_of))) return ag_0.run<Tensor>(+[](decltype(n) n) -> ::ag::Lift<Tensor> { return log2_of(static_cast<decltype(n)&&>(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("n,k", n, k)); ag_1.next() && ag_1.test(n > 1);) {{{$}}
// CHECK-NEXT: {{^ *}}n = n / 2;{{$}}
// CHECK-NEXT: {{^ *}}k += 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return k;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
