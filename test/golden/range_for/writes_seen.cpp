// TITLE: Writes to the range inside the loop
// DOC: A range-`for` over a named tensor sees what the body writes to it, as over a
// DOC: `std::vector`.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor spread(Tensor v) {
  int i = 0;
  for (auto x : v) {
    if (i + 1 < v.shape(0)) v[i + 1] = v[i + 1] + x;
    ++i;
  }
  return v;
}
// source]

int main() {
  same(spread(Tensor{1.f, 2.f, 3.f}).to_vector<float>(), std::vector<float>{1.f, 3.f, 6.f});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}writes_seen.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor spread(Tensor v) { AG_FN("spread", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&spread))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return spread(static_cast<decltype(v)&&>(v)); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (auto x : ::ag::Each(AG_SITE(15, 3), v, ::ag::state("v,i", v, i))) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(16, 5), i + 1 < v.extent(0), ::ag::state("v", v)); if (ag_1.then()) v[i + 1] = v[i + 1] + x; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}++i;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return v;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
