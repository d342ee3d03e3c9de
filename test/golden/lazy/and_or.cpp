// TITLE: && and ||
// DOC: The second operand is built once and runs only when it is needed, so it may depend on the
// DOC: first.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor guarded(const Tensor& x, const Tensor& v) {
  int i = x.item<int>();
  Tensor y = 0.f;
  if (i >= 0 && i < v.shape(0) && v[i] > 2.f) y = v[i];
  bool outside = i < 0 || i >= v.shape(0);
  while (y > 1.f && !outside) {
    y = y / 2.f;
    outside = y < 1.f || y == 1.25f;
  }
  return outside ? y - 1.f : y;
}
// source]

int main() {
  const Tensor v = {1.f, 5.f, 8.f};
  const float want[] = {-1.f, 0.f, 0.25f, 1.f, -1.f};
  for (int i = -1; i < 4; ++i) same(guarded(Tensor(i), v).item<float>(), want[i + 1]);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}and_or.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor guarded(const Tensor& x, const Tensor& v) { AG_FN("guarded", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(v))>(&guarded))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(v) v) -> ::ag::Lift<Tensor> { return guarded(x, v); }, x, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = x.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(16, 3), ::ag::and_(AG_SITE(16, 7), ::ag::and_(AG_SITE(16, 7), i >= 0, [&] { return i < v.shape(0); }), [&] { return v[i] > 2.f; }), ::ag::state("y", y)); if (ag_1.then()) y = v[i]; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> outside = ::ag::or_(AG_SITE(17, 18), i < 0, [&] { return i >= v.shape(0); });{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_2(AG_SITE(18, 3), ::ag::state("y,outside", y, outside)); ag_2.next() && ag_2.test(::ag::and_(AG_SITE(18, 10), y > 1.f, [&] { return ::ag::not_(AG_SITE(18, 21), outside); }));) {{{$}}
// CHECK-NEXT: {{^ *}}y = y / 2.f;{{$}}
// CHECK-NEXT: {{^ *}}outside = ::ag::or_(AG_SITE(20, 15), y < 1.f, [&] { return y == 1.25f; });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ::ag::select(AG_SITE(22, 10), outside, [&] { return y - 1.f; }, [&] { return y; });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
