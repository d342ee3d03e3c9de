// TITLE: An item is a value
// DOC: `auto a = t[i]` is a copy, as with a `std::vector<int>`: later writes to `t` do not change
// DOC: it.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor rotate(Tensor t, const Tensor& turns) {
  for (int k = 0; k < turns; ++k) {
    auto first = t[0];
    t[0] = t[1];
    t[1] = t[2];
    t[2] = first;
    first = first * 2;
  }
  return t;
}
// source]

int main() {
  same(rotate(Tensor{1, 2, 3}, Tensor(4)).to_vector<int>(), std::vector<int>{2, 3, 1});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}values.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor rotate(Tensor t, const Tensor& turns) { AG_FN("rotate", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(t), decltype(turns))>(&rotate))) return ag_0.run<Tensor>(+[](decltype(t) t, decltype(turns) turns) -> ::ag::Lift<Tensor> { return rotate(static_cast<decltype(t)&&>(t), turns); }, t, turns); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = 0; for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("t,k", t, k)); ag_1.next() && ag_1.test(k < turns); ++k) {{{$}}
// CHECK-NEXT: {{^ *}}auto first = t[0];{{$}}
// CHECK-NEXT: {{^ *}}t[0] = t[1];{{$}}
// CHECK-NEXT: {{^ *}}t[1] = t[2];{{$}}
// CHECK-NEXT: {{^ *}}t[2] = first;{{$}}
// CHECK-NEXT: {{^ *}}first = first * 2;{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return t;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
