// TITLE: The conditional operator
// DOC: `?:` on a tensor is lazy: each arm is built once and only the chosen one runs. Numbers
// DOC: have C++'s common type.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor bend(const Tensor& x) {
  Tensor y = x > 0.f ? x * 2.f : x - 1.f;
  int k = y > 3.f ? 1 : 2;
  double d = k == 1 ? k : 0.5;
  y = y + d;
  return k == 2 ? y : y * 10.f;
}
// source]

int main() {
  same(bend(Tensor(4.f)).item<float>(), 90.f);
  same(bend(Tensor(-1.f)).item<float>(), -1.5f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}conditional.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor bend(const Tensor& x) { AG_FN("bend", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&bend))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return bend(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = ::ag::select(AG_SITE(14, 14), x > 0.f, [&] { return x * 2.f; }, [&] { return x - 1.f; });{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = ::ag::select(AG_SITE(15, 11), y > 3.f, [&] { return 1; }, [&] { return 2; });{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> d = ::ag::select(AG_SITE(16, 14), k == 1, [&] { return k; }, [&] { return 0.5; });{{$}}
// CHECK-NEXT: {{^ *}}y = y + d;{{$}}
// CHECK-NEXT: {{^ *}}return ::ag::select(AG_SITE(18, 10), k == 2, [&] { return y; }, [&] { return y * 10.f; });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
