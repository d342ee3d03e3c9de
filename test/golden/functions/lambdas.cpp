// TITLE: Lambdas called in place
// DOC: A lambda that only reads may be called in place, in a staged loop too.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor apply_twice(Tensor x, const Tensor& limit) {
  auto f = [&](const Tensor& v) { return v * 2.f + limit; };
  while (x < 100.f) {
    x = f(f(x));
  }
  return x + [](float a) { return a + 1.f; }(2.f);
}
// source]

int main() {
  float x = 1.f;
  while (x < 100.f) x = (x * 2.f + 3.f) * 2.f + 3.f;
  same(apply_twice(Tensor(1.f), Tensor(3.f)).item<float>(), x + 3.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}lambdas.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor apply_twice(Tensor x, const Tensor& limit) { AG_FN("apply_twice", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(limit))>(&apply_twice))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(limit) limit) -> ::ag::Lift<Tensor> { return apply_twice(static_cast<decltype(x)&&>(x), limit); }, x, limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}auto f = [&](const Tensor& v) { return v * 2.f + limit; };{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(14, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(x < 100.f);) {{{$}}
// CHECK-NEXT: {{^ *}}x = f(f(x));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x + [](float a) { return a + 1.f; }(2.f);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
