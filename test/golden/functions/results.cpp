// TITLE: Results
// DOC: A function may return a tensor, a number or nothing; a number is read back at the
// DOC: outermost call. A result may be left unused.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <cstddef>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION bool any_above(const Tensor& v, float limit) { return any(v > limit); }

AG_FUNCTION std::size_t count(const Tensor& v) {
  std::size_t n = 0;
  for (auto x : v)
    if (x > 0.f) ++n;
  return n;
}

AG_FUNCTION double mean_of(const Tensor& v) {
  any_above(v, 1.f);
  const double s = sum(v).item<float>();
  return s / count(v);
}
// source]

int main() {
  const Tensor v = {1.f, 4.f, 7.f};
  same(any_above(v, 5.f), 1);
  same(any_above(v, 7.f), 0);
  same(static_cast<double>(count(v)), 3);
  mean_of(v);
  same(mean_of(v), 4.);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}results.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool any_above(const Tensor& v, float limit) { AG_FN("any_above", 15, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<bool (*)(decltype(v), decltype(limit))>(&any_above))) return ag_0.run<bool>(+[](decltype(v) v, ::ag::Lift<decltype(limit)> limit) -> ::ag::Lift<bool> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(any_above(v, ::ag::pass(1, limit))); }, v, limit); auto& ag_limit = limit; { ::ag::Scalar<float> limit = ag_0.arg(1, ag_limit); AG_LOUD return ag_0.ret<bool>(any(v > limit)); }}{{$}}
// CHECK: {{^ *}}#line 17 "{{.*}}results.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::size_t count(const Tensor& v) { AG_FN("count", 17, 25); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<std::size_t (*)(decltype(v))>(&count))) return ag_0.run<std::size_t>(+[](decltype(v) v) -> ::ag::Lift<std::size_t> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(count(v)); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<std::size_t> n = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (auto x : ::ag::Each(AG_SITE(19, 3), v, ::ag::state("n", n))){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(20, 5), x > 0.f, ::ag::state("n", n)); if (ag_1.then()) ++n; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<std::size_t>(n);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 24 "{{.*}}results.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION double mean_of(const Tensor& v) { AG_FN("mean_of", 24, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<double (*)(decltype(v))>(&mean_of))) return ag_0.run<double>(+[](decltype(v) v) -> ::ag::Lift<double> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(mean_of(v)); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Crossing(0x{{[0-9a-f]+}}u).result(any_above(v, 1.f));{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<double> s = sum(v).as_scalar<float>();{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<double>(s / ::ag::Crossing(0x{{[0-9a-f]+}}u).result(count(v)));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
