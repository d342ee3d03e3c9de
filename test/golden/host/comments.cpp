// TITLE: Comments and blank lines
// DOC: Every line of the user's text keeps its number; comments and blank lines stay where they
// DOC: are.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
// In front of the function.
AG_FUNCTION Tensor /* result */ noted(Tensor x /* start */) {
  // First: a comment of its own line.

  while (x > 1.f /* limit */) {  // at the end of the header
    /* one } brace in a comment */
    if (x > 10.f)   // no braces here
      x = x / 4.f;  // after a statement
    else            /* before the other one */
      x = x - 1.f;

    // the last line of the body
  }
  // Before the return.
  return x;  // "a string" in a comment
  // After it.
}
// source]

int main() {
  float x = 100.f;
  while (x > 1.f) x = x > 10.f ? x / 4.f : x - 1.f;
  same(noted(Tensor(100.f)).item<float>(), x);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}// In front of the function.{{$}}
// CHECK-NEXT: {{^ *}}#line 14 "{{.*}}comments.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor /* result */ noted(Tensor x /* start */) { AG_FN("noted", 14, 33); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&noted))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return noted(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}// First: a comment of its own line.{{$}}
// CHECK: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(x > 1.f /* limit */);) {  // at the end of the header{{$}}
// CHECK-NEXT: {{^ *}}/* one } brace in a comment */{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(19, 5), x > 10.f, ::ag::state("x", x)); if (ag_2.then()) {   // no braces here{{$}}
// CHECK-NEXT: {{^ *}}x = x / 4.f; }  // after a statement{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) {            /* before the other one */{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1.f; } ag_2.join(); }{{$}}
// CHECK: {{^ *}}// the last line of the body{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}// Before the return.{{$}}
// CHECK-NEXT: {{^ *}}return x;  // "a string" in a comment{{$}}
// CHECK-NEXT: {{^ *}}// After it.{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
