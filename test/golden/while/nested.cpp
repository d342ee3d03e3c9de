// TITLE: Nested loops
// DOC: An inner loop is a node inside the outer one; names of the outer body's locals are no
// DOC: state of the outer loop.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int pairs(const Tensor& n) {
  int count = 0;
  int i = 1;
  while (i < n) {
    int j = i;
    while (j * i < n) {
      ++count;
      j += 1 + i;
    }
    ++i;
  }
  return count;
}
// source]

int main() {
  for (const int n : {1, 2, 7}) {
    int count = 0;
    for (int i = 1; i < n; ++i) {
      int j = i;
      while (j * i < n) ++count, j += 1 + i;
    }
    same(pairs(Tensor(n)), count);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}nested.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int pairs(const Tensor& n) { AG_FN("pairs", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n))>(&pairs))) return ag_0.run<int>(+[](decltype(n) n) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(pairs(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> count = 0;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 1;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("count,i", count, i)); ag_1.next() && ag_1.test(i < n);) {{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> j = i;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_2(AG_SITE(18, 5), ::ag::state("count,j", count, j)); ag_2.next() && ag_2.test(j * i < n);) {{{$}}
// CHECK-NEXT: {{^ *}}++count;{{$}}
// CHECK-NEXT: {{^ *}}j += 1 + i;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}++i;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(count);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
