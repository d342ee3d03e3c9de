// TITLE: switch on host values
// DOC: A `switch` on a host value stays as it is.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>
#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor norm_of(const Tensor& v, const std::string& how) {
  const int kind = v.rank() + (how == "squared" ? 1 : 0);
  Tensor y = 0.f;
  switch (kind) {
  case 0: y = abs(v); break;
  case 1: y = sum(abs(v)); [[fallthrough]];
  default: y = y + 0.5f;
  }
  return y;
}
// source]

int main() {
  same(norm_of(Tensor(-3.f), "").item<float>(), 3.f);
  same(norm_of(Tensor{-3.f, 1.f}, "").item<float>(), 4.5f);
  same(norm_of(Tensor{-3.f, 1.f}, "squared").item<float>(), 0.5f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}switch.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor norm_of(const Tensor& v, const std::string& how) { AG_FN("norm_of", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v), decltype(how))>(&norm_of))) return ag_0.run<Tensor>(+[](decltype(v) v, decltype(how) how) -> ::ag::Lift<Tensor> { return norm_of(v, how); }, v, how); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}const int kind = v.rank() + (how == "squared" ? 1 : 0);{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}switch (kind) {{{$}}
// CHECK-NEXT: {{^ *}}case 0: y = abs(v); break;{{$}}
// CHECK-NEXT: {{^ *}}case 1: y = sum(abs(v)); {{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}default: y = y + 0.5f;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
