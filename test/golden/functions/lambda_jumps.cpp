// TITLE: Lambdas with control flow and state of their own
// DOC: A lambda may hold staged branches and loops, return under a staged condition, and change what
// DOC: it captured by reference, wherever it is called.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor state_by_ref(const Tensor& v) {
  Tensor s = 0.f;
  int n = 0;
  auto add = [&](Tensor x) { s += x; ++n; };
  for (int i = 0; i < v.shape(0); ++i) if (v[i] > 0) add(v[i]);
  return s + static_cast<float>(n);
}

AG_FUNCTION Tensor flow_inside(const Tensor& v) {
  Tensor s = 0.f;
  auto clampadd = [&](const Tensor& x) {
    if (x > 2.f) s += 2.f;
    else if (x < 0.f) s -= 1.f;
    else s += x;
    while (s > 5.f) s = s - 5.f;
  };
  for (auto x : v) clampadd(x);
  return s;
}

AG_FUNCTION Tensor cond_return(const Tensor& v) {
  auto relu = [](const Tensor& x) { if (x < 0.f) return Tensor(0.f); return x; };
  auto first = [&](float lim) -> int {
    for (int i = 0; i < v.shape(0); ++i) if (v[i] > lim) return i;
    return -1;
  };
  Tensor s = 0.f;
  for (auto x : v) s = s + relu(x);
  int k = first(2.f);
  return k >= 0 ? s * v[k] : -s;
}

AG_FUNCTION int immediately(const Tensor& x) {
  const int sign = [&] { if (x > 0) return 1; else if (x < 0) return -1; return 0; }();
  int r = 0;
  [&] { for (int i = 0; i < 3; ++i) { if (x > i) r += i + 1; } }();
  const Tensor y = [&]() -> Tensor { Tensor t = x; while (t > 1) t = t / 2; return t; }();
  return sign * 100 + r + y.item<int>();
}

AG_FUNCTION int voidlam(const Tensor& x) {
  int r = 1;
  auto step = [&](int d) { if (x < d) return; r += d; };
  step(1); step(5); step(10);
  return r;
}

AG_FUNCTION int counter(const Tensor& x) {
  int calls = 0;
  auto cond = [&] { ++calls; return x > calls; };
  while (cond()) ;
  return calls;
}
// source]

int main() {
  const Tensor v = {1.f, -2.f, 3.f, 0.5f, 7.f};
  same(state_by_ref(v).item<float>(), 15.5f);
  same(flow_inside(v).item<float>(), 4.5f);
  same(cond_return(v).item<float>(), 34.5f);
  same(cond_return(Tensor{1.f, -1.f}).item<float>(), -1.f);
  const int at[] = {-2, 0, 1, 2, 9}, signs[] = {-102, 0, 102, 104, 107}, sums[] = {1, 1, 2, 2, 7};
  for (int i = 0; i < 5; ++i) {
    same(immediately(Tensor(at[i])), signs[i]);
    same(voidlam(Tensor(at[i])), sums[i]);
  }
  same(counter(Tensor(4)), 4);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor state_by_ref(const Tensor& v) { AG_FN("state_by_ref", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&state_by_ref))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return state_by_ref(v); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 0;{{$}}
// CHECK-NEXT: {{^ *}}auto add = [&](Tensor x) { s += x; ++n; };{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("s,n,i", s, n, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < v.shape(0)); ++i) { ::ag::Branch ag_2(AG_SITE(17, 40), v[i] > 0, ::ag::state("s,n", s, n)); if (ag_2.then()) add(v[i]); if (ag_2.other()) {} ag_2.join(); } }{{$}}
// CHECK-NEXT: {{^ *}}return s + ::ag::cast<float>(AG_SITE(18, 14), n);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 21 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor flow_inside(const Tensor& v) { AG_FN("flow_inside", 21, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&flow_inside))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return flow_inside(v); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}auto clampadd = [&](const Tensor& x) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(24, 5), x > 2.f, ::ag::state("s", s)); if (ag_1.then()) s += 2.f;{{$}}
// CHECK-NEXT: {{^ *}}if (ag_1.other()) { { ::ag::Branch ag_2(AG_SITE(25, 10), x < 0.f, ::ag::state("s", s)); if (ag_2.then()) s -= 1.f;{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) s += x; ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_3(AG_SITE(27, 5), ::ag::state("s", s)); ag_3.next() && ag_3.test(s > 5.f);) s = s - 5.f;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}for (auto x : ::ag::Each(AG_SITE(29, 3), v, ::ag::state("s", s))) clampadd(x);{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 33 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor cond_return(const Tensor& v) { AG_FN("cond_return", 33, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(v))>(&cond_return))) return ag_0.run<Tensor>(+[](decltype(v) v) -> ::ag::Lift<Tensor> { return cond_return(v); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}auto relu = [](const Tensor& x) -> ::ag::Lift<::ag::Tensor> { ::ag::Slot<::ag::Tensor> ag_ret; { ::ag::Branch ag_1(AG_SITE(34, 37), x < 0.f, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = Tensor(0.f); if (ag_1.other()) { ag_ret = x; } ag_1.join(); }  return ag_ret; };{{$}}
// CHECK-NEXT: {{^ *}}auto first = [&](float lim) -> ::ag::Lift<int> { ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_2(AG_SITE(36, 5), ::ag::state("i,return,done", i, ag_ret, ag_done), ag_done); ag_2.next() && ag_2.test(i < v.shape(0)); ++i) { ::ag::Branch ag_3(AG_SITE(36, 42), v[i] > lim, ::ag::state("return,done", ag_ret, ag_done)); if (ag_3.then()) { ag_ret = i; ag_done = true; } if (ag_3.other()) {} ag_3.join(); } } { ::ag::Branch ag_4(AG_SITE(37, 5), ::ag::not_(AG_SITE(37, 5), ag_done), ::ag::state("return", ag_ret)); if (ag_4.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -1; } if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_ret; };{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}for (auto x : ::ag::Each(AG_SITE(40, 3), v, ::ag::state("s", s))) s = s + relu(x);{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = first(2.f);{{$}}
// CHECK-NEXT: {{^ *}}return ::ag::select(AG_SITE(42, 10), k >= 0, [&] { return s * v[k]; }, [&] { return -s; });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 45 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int immediately(const Tensor& x) { AG_FN("immediately", 45, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&immediately))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(immediately(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int> sign = [&] () -> ::ag::Lift<int> { ::ag::Slot<int> ag_ret; { ::ag::Branch ag_1(AG_SITE(46, 26), x > 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = 1; if (ag_1.other()) { { ::ag::Branch ag_2(AG_SITE(46, 52), x < 0, ::ag::state("return", ag_ret)); if (ag_2.then()) ag_ret = -1; if (ag_2.other()) { ag_ret = 0; } ag_2.join(); } } ag_1.join(); }  return ag_ret; }();{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}[&] { { ::ag::Scalar<int> i = 0; for (::ag::Loop ag_3(AG_SITE(48, 9), ::ag::state("r,i", r, i), ::ag::Loop::choice); ag_3.next() && ag_3.test(i < 3); ++i) { { ::ag::Branch ag_4(AG_SITE(48, 39), x > i, ::ag::state("r", r)); if (ag_4.then()) r += i + 1; if (ag_4.other()) {} ag_4.join(); } } } }();{{$}}
// CHECK-NEXT: {{^ *}}const Tensor y = [&]() -> Tensor { Tensor t = x; for (::ag::Loop ag_5(AG_SITE(49, 52), ::ag::state("t", t)); ag_5.next() && ag_5.test(t > 1);) t = t / 2; return t; }();{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(sign * 100 + r + y.as_scalar<int>());{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 53 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int voidlam(const Tensor& x) { AG_FN("voidlam", 53, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&voidlam))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(voidlam(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 1;{{$}}
// CHECK-NEXT: {{^ *}}auto step = [&](int d) { { ::ag::Branch ag_1(AG_SITE(55, 28), x < d, ::ag::state("r", r)); if (ag_1.then()) { ; } if (ag_1.other()) { r += d; } ag_1.join(); } };{{$}}
// CHECK-NEXT: {{^ *}}step(1); step(5); step(10);{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(r);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 60 "{{.*}}lambda_jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int counter(const Tensor& x) { AG_FN("counter", 60, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&counter))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(counter(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> calls = 0;{{$}}
// CHECK-NEXT: {{^ *}}auto cond = [&] { ++calls; return x > calls; };{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(63, 3), ::ag::state("calls,break", calls, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { { ::ag::Branch ag_2(AG_SITE(63, 10), cond(), ::ag::state("calls,break", calls, ag_brk)); if (ag_2.then()) { ; } if (ag_2.other()) { ag_brk = true; } ag_2.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(calls);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
