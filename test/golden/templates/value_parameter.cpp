// TITLE: template<int N>
// DOC: A template argument is a host constant; it may be a shape.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
template <int N, bool Twice = false>
AG_FUNCTION Tensor widen(const Tensor& x) {
  Tensor y = ag::zeros({N});
  for (int i = 0; i < N; ++i) y[i] = x * i;
  if constexpr (Twice) y = y * 2.f;
  return y;
}
// source]

int main() {
  same(widen<3>(Tensor(2.f)).to_vector<float>(), std::vector<float>{0.f, 2.f, 4.f});
  same(widen<2, true>(Tensor(2.f)).to_vector<float>(), std::vector<float>{0.f, 4.f});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}value_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <int N, bool Twice = false>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor widen(const Tensor& x) { AG_FN("widen", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&widen<N, Twice>))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return widen<N, Twice>(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = ag::zeros({N});{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("y,i", y, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < N); ++i) y[i] = x * i; }{{$}}
// CHECK-NEXT: {{^ *}}if constexpr (Twice) y = y * 2.f;{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
