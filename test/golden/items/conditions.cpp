// TITLE: Items as conditions and in swap
// DOC: An element of a tensor works wherever a tensor does: `if (t[i])`, `!t[i]`, `t[i] && t[j]`,
// DOC: `swap(t[i], t[j])`.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>
#include <utility>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor swaps(const Tensor& t0) {
  Tensor t = t0;
  int n = 0;
  for (int i = 0; i < t.shape(0); ++i)
    for (int j = 0; j + 1 < t.shape(0); ++j)
      if (t[j] > t[j + 1]) { swap(t[j], t[j + 1]); ++n; }
  Tensor a = t[0], b = t[1];
  if (n > 2) std::swap(a, b);
  int p = n, q = 4;
  if (a > 0) std::swap(p, q);
  return ag::concat({t, ag::stack({a, b, Tensor(p).to(ag::f32), Tensor(q).to(ag::f32)})});
}

AG_FUNCTION int items(const Tensor& t) {
  int r = 0;
  if (t[0]) r += 1;
  if (!t[1]) r += 10;
  if (t[0] && t[2]) r += 100;
  if (t[1] || t[2]) r += 1000;
  bool any = t[1], all = t[0] && t[1] && t[2];
  r += any ? 10000 : 0;
  r += all ? 5 : 6;
  while (r > 0 && t[0] && r < 100000) r *= 3;
  return r;
}
// source]

int main() {
  same(swaps(Tensor{3.f, 1.f, 2.f, -5.f}).to_vector<float>(), std::vector<float>{-5.f, 1.f, 2.f, 3.f, 1.f, -5.f, 4.f, 5.f});
  same(items(Tensor{1, 0, 2}), 271431);
  same(items(Tensor{0, 1, 0}), 11006);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 14 "{{.*}}conditions.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor swaps(const Tensor& t0) { AG_FN("swaps", 14, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(t0))>(&swaps))) return ag_0.run<Tensor>(+[](decltype(t0) t0) -> ::ag::Lift<Tensor> { return swaps(t0); }, t0); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor t = t0;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("t,n,i", t, n, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < t.extent(0)); ++i){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> j = 0; for (::ag::Loop ag_2(AG_SITE(18, 5), ::ag::state("t,n,j", t, n, j), ::ag::Loop::choice); ag_2.next() && ag_2.test(j + 1 < t.extent(0)); ++j){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(19, 7), t[j] > t[j + 1], ::ag::state("t,n", t, n)); if (ag_3.then()) { swap(t[j], t[j + 1]); ++n; } if (ag_3.other()) {} ag_3.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}Tensor a = t[0], b = t[1];{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(21, 3), n > 2, ::ag::state("a,b", a, b)); if (ag_4.then()) std::swap(a, b); if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> p = n, q = 4;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_5(AG_SITE(23, 3), a > 0, ::ag::state("p,q", p, q)); if (ag_5.then()) std::swap(p, q); if (ag_5.other()) {} ag_5.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag::concat({t, ag::stack({a, b, Tensor(p).to(ag::f32), Tensor(q).to(ag::f32)})});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 27 "{{.*}}conditions.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int items(const Tensor& t) { AG_FN("items", 27, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t))>(&items))) return ag_0.run<int>(+[](decltype(t) t) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(items(t)); }, t); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(29, 3), t[0], ::ag::state("r", r)); if (ag_1.then()) r += 1; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(30, 3), ::ag::not_(AG_SITE(30, 7), t[1]), ::ag::state("r", r)); if (ag_2.then()) r += 10; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(31, 3), ::ag::and_(AG_SITE(31, 7), t[0], [&] { return t[2]; }), ::ag::state("r", r)); if (ag_3.then()) r += 100; if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(32, 3), ::ag::or_(AG_SITE(32, 7), t[1], [&] { return t[2]; }), ::ag::state("r", r)); if (ag_4.then()) r += 1000; if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> any = t[1], all = ::ag::and_(AG_SITE(33, 26), ::ag::and_(AG_SITE(33, 26), t[0], [&] { return t[1]; }), [&] { return t[2]; });{{$}}
// CHECK-NEXT: {{^ *}}r += ::ag::select(AG_SITE(34, 8), any, [&] { return 10000; }, [&] { return 0; });{{$}}
// CHECK-NEXT: {{^ *}}r += ::ag::select(AG_SITE(35, 8), all, [&] { return 5; }, [&] { return 6; });{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_5(AG_SITE(36, 3), ::ag::state("r", r)); ag_5.next() && ag_5.test(::ag::and_(AG_SITE(36, 10), ::ag::and_(AG_SITE(36, 10), r > 0, [&] { return t[0]; }), [&] { return r < 100000; }));) r *= 3;{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(r);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
