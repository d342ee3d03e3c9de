// TITLE: item
// DOC: `t.item<T>()` is the door from tensors to numbers: in an annotated function it gives a
// DOC: promoted value.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor repeat(const Tensor& v, const Tensor& times) {
  int n = times.item<int>();
  double first = v[0].item<float>();
  Tensor y = v;
  for (int i = 0; i < n; ++i) y = y * first + v[i % 2].item<float>();
  return y;
}
// source]

int main() {
  float a = 2.f, b = 3.f;
  for (int i = 0; i < 3; ++i) {
    const float add = i % 2 == 0 ? 2.f : 3.f;
    a = a * 2.f + add;
    b = b * 2.f + add;
  }
  same(repeat(Tensor{2.f, 3.f}, Tensor(3)).to_vector<float>(), std::vector<float>{a, b});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}item.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor repeat(const Tensor& v, const Tensor& times) { AG_FN("repeat", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v), decltype(times))>(&repeat))) return ag_0.run<Tensor>(+[](decltype(v) v, decltype(times) times) -> ::ag::Lift<Tensor> { return repeat(v, times); }, v, times); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = times.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> first = v[0].as_scalar<float>();{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = v;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("y,i", y, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) y = y * first + v[i % 2].as_scalar<float>(); }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
