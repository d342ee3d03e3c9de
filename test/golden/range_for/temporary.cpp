// TITLE: range-for over a temporary tensor
// DOC: The cursor keeps a temporary range alive for the whole loop.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor squares(const Tensor& v) {
  Tensor s = 0.f;
  for (auto x : square(v)) s = s * 2.f + x;
  return s;
}
// source]

int main() {
  same(squares(Tensor{1.f, 2.f, 3.f}).item<float>(), (1.f * 2.f + 4.f) * 2.f + 9.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}temporary.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor squares(const Tensor& v) { AG_FN("squares", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&squares))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return squares(v); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}for (auto x : ::ag::Each(AG_SITE(14, 3), square(v), ::ag::state("s", s))) s = s * 2.f + x;{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
