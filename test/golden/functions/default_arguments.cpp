// TITLE: Default arguments
// DOC: Default arguments belong to the signature, which stays as it is.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor decay(Tensor x, int n = 3, float rate = 0.5f) {
  for (int i = 0; i < n; ++i) x = x * rate;
  return x;
}

AG_FUNCTION Tensor decays(const Tensor& x, const Tensor& k) {
  int n = k.item<int>();
  return decay(x) + decay(x, n) + decay(x, n + 1, 0.25f);
}
// source]

int main() {
  same(decay(Tensor(8.f)).item<float>(), 1.f);
  same(decay(Tensor(8.f), 1).item<float>(), 4.f);
  same(decays(Tensor(8.f), Tensor(1)).item<float>(), 1.f + 4.f + 0.5f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}default_arguments.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor decay(Tensor x, int n = 3, float rate = 0.5f) { AG_FN("decay", 12, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n), decltype(rate))>(&decay))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n, ::ag::Lift<decltype(rate)> rate) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(decay(static_cast<decltype(x)&&>(x), ::ag::pass(1, n), ::ag::pass(2, rate))); }, x, n, rate); auto& ag_n = n; auto& ag_rate = rate; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); ::ag::Scalar<float> rate = ag_0.arg(2, ag_rate); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("x,i", x, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) x = x * rate; }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 17 "{{.*}}default_arguments.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor decays(const Tensor& x, const Tensor& k) { AG_FN("decays", 17, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(k))>(&decays))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(k) k) -> ::ag::Lift<Tensor> { return decays(x, k); }, x, k); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = k.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}return decay(x) + ::ag::Crossing(0x{{[0-9a-f]+}}u).result(decay(x, ::ag::pass(1, n))) + ::ag::Crossing(0x{{[0-9a-f]+}}u).result(decay(x, ::ag::pass(1, n + 1), 0.25f));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
