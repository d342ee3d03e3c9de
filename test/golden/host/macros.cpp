// TITLE: Macros of whole expressions and statements
// DOC: A macro that expands to whole expressions or statements stays as it is written.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
#define SQUARE(x) ((x) * (x))
#define LIMIT 100.f
#define GROW(x, k) x = x * (k)

AG_FUNCTION Tensor grown(Tensor x) {
  while (SQUARE(x) < LIMIT) {
    GROW(x, 2.f);
    if (x > LIMIT / 20) GROW(x, 3.f);
  }
  return x;
}
// source]

int main() {
  float x = 0.75f;
  while (SQUARE(x) < LIMIT) {
    GROW(x, 2.f);
    if (x > LIMIT / 20) GROW(x, 3.f);
  }
  same(grown(Tensor(0.75f)).item<float>(), x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#define SQUARE(x) ((x) * (x)){{$}}
// CHECK-NEXT: {{^ *}}#define LIMIT 100.f{{$}}
// CHECK-NEXT: {{^ *}}#define GROW(x, k) x = x * (k){{$}}
// CHECK: {{^ *}}#line 16 "{{.*}}macros.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor grown(Tensor x) { AG_FN("grown", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&grown))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return grown(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(SQUARE(x) < LIMIT);) {{{$}}
// CHECK-NEXT: {{^ *}}GROW(x, 2.f);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(19, 5), x > LIMIT / 20, ::ag::state("x", x)); if (ag_2.then()) GROW(x, 3.f); if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
