// TITLE: Returning a number that was given
// DOC: A promoted parameter may be returned as it is, from any path.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int keep_or_double(int n, const Tensor& x) {
  if (x > 0.f) return n;
  n *= 2;
  return n;
}

AG_FUNCTION float pass_on(float v) { return v; }

AG_FUNCTION Tensor use(const Tensor& x) {
  int n = 3;
  while (x * n < 10.f) n = keep_or_double(n, -x);
  return Tensor(n) + pass_on(x.item<float>()) + pass_on(1.5f);
}
// source]

int main() {
  same(keep_or_double(4, Tensor(1.f)), 4);
  same(keep_or_double(4, Tensor(-1.f)), 8);
  same(pass_on(2.5f), 2.5);
  same(use(Tensor(1.f)).item<float>(), 14.5f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}return_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int keep_or_double(int n, const Tensor& x) { AG_FN("keep_or_double", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(n), decltype(x))>(&keep_or_double))) return ag_0.run<int>(+[](::ag::Lift<decltype(n)> n, decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(keep_or_double(::ag::pass(0, n), x)); }, n, x); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(0, ag_n); AG_LOUD ::ag::Slot<int> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(13, 3), x > 0.f, ::ag::state("n,return", n, ag_ret)); if (ag_1.then()) ag_ret = n; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}n *= 2;{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = n; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }}{{$}}
// CHECK: {{^ *}}#line 18 "{{.*}}return_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION float pass_on(float v) { AG_FN("pass_on", 18, 19); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<float (*)(decltype(v))>(&pass_on))) return ag_0.run<float>(+[](::ag::Lift<decltype(v)> v) -> ::ag::Lift<float> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(pass_on(::ag::pass(0, v))); }, v); auto& ag_v = v; { ::ag::Scalar<float> v = ag_0.arg(0, ag_v); AG_LOUD return ag_0.ret<float>(v); }}{{$}}
// CHECK: {{^ *}}#line 20 "{{.*}}return_parameter.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor use(const Tensor& x) { AG_FN("use", 20, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&use))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return use(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 3;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(22, 3), ::ag::state("n", n)); ag_1.next() && ag_1.test(x * n < 10.f);) n = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(keep_or_double(::ag::pass(0, n), -x));{{$}}
// CHECK-NEXT: {{^ *}}return Tensor(n) + ::ag::Crossing(0x{{[0-9a-f]+}}u).result(pass_on(::ag::pass(0, x.as_scalar<float>()))) + pass_on(1.5f);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
