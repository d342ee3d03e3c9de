// TITLE: A loop that stays plain: its number is a shape
// DOC: An extent must be known while the graph is built.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor triangle(const Tensor& x) {
  Tensor total = 0.f;
  for (int i = 1; i <= 3; ++i) {
    total = total + sum(ag::ones({i, i}) * x);
  }
  return total;
}
// source]

int main() {
  same(triangle(Tensor(0.5f)).item<float>(), 7.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}plain_shape.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor triangle(const Tensor& x) { AG_FN("triangle", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&triangle))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return triangle(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor total = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}for (int i = 1; i <= 3; ++i) {{{$}}
// CHECK-NEXT: {{^ *}}total = total + sum(ag::ones({i, i}) * x);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return total;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
