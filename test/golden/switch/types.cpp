// TITLE: switch: types of its condition
// DOC: Enumerations, characters, numbers of a template parameter; a `switch` inside a `switch`.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

enum class State { idle, run, stop, crash };

// [source
AG_FUNCTION int chars(const Tensor& t) {
  int r = 0;
  for (int i = 0; i < t.shape(0); ++i) {
    char c = static_cast<char>(t[i].item<int>());
    switch (c) {
    case 'a': r += 1; break;
    case 'b': r += 10; break;
    case '\n': r += 100; break;
    default: if (c >= '0' && c <= '9') r += c - '0'; else r = 0;
    }
  }
  return r;
}

AG_FUNCTION int nested(const Tensor& t, const Tensor& u) {
  int r = 0;
  switch (t.item<int>()) {
  case 0:
    switch (u.item<int>()) { case 0: r = 1; break; case 1: return 50; default: r = 2; }
    r += 100;
    break;
  case 1: return 7;
  case 2: break;
  default: switch (3) { case 3: if (u > 0) break; r = 8; break; default: r = 9; }
  }
  return r;
}

AG_FUNCTION int usingenum(const Tensor& t) {
  State s = static_cast<State>(t.item<int>());
  int k = 3;
  switch (s) {
    using enum State;
  case idle: k = 1; break;
  case run: k = 2; break;
  default: break;
  }
  return k;
}

template <class T>
AG_FUNCTION Tensor tpl(T k, const Tensor& x) {
  Tensor y = x;
  switch (k) { case 1: y = x * 2.f; break; case 2: y = x * 3.f; [[fallthrough]]; default: y = y + 1.f; }
  return y;
}
// source]

int main() {
  same(chars(Tensor{97, 98, 10, 53}), 116);
  same(chars(Tensor{97, 98, -56, 57}), 9);
  const int want[] = {101, 50, 102, 7, 7, 7, 0, 0, 0, 8, 0, 0};
  for (int i = 0; i < 12; ++i) same(nested(Tensor(i / 3), Tensor(i % 3)), want[i]);
  const int kinds[] = {1, 2, 3, 3};
  for (int k = 0; k < 4; ++k) same(usingenum(Tensor(k)), kinds[k]);
  same(tpl(2, Tensor(2.f)).item<float>(), 7.f);
  same(tpl(1L, Tensor(2.f)).item<float>(), 4.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 14 "{{.*}}types.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int chars(const Tensor& t) { AG_FN("chars", 14, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t))>(&chars))) return ag_0.run<int>(+[](decltype(t) t) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(chars(t)); }, t); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("r,i", r, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < t.shape(0)); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<char> c = ::ag::cast<char>(AG_SITE(17, 14), t[i].as_scalar<int>());{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_2(AG_SITE(18, 5), c, {'a', 'b', static_cast<char>(10)}, ::ag::state("r", r)); ag_2.next();) { switch (ag_2.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 'a': r += 1; break;{{$}}
// CHECK-NEXT: {{^ *}}case 'b': r += 10; break;{{$}}
// CHECK-NEXT: {{^ *}}case '\n': r += 100; break;{{$}}
// CHECK-NEXT: {{^ *}}default: { ::ag::Branch ag_3(AG_SITE(22, 14), ::ag::and_(AG_SITE(22, 18), c >= '0', [&] { return c <= '9'; }), ::ag::state("r", r)); if (ag_3.then()) r += c - '0'; if (ag_3.other()) r = 0; ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(r);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 28 "{{.*}}types.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int nested(const Tensor& t, const Tensor& u) { AG_FN("nested", 28, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t), decltype(u))>(&nested))) return ag_0.run<int>(+[](decltype(t) t, decltype(u) u) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(nested(t, u)); }, t, u); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(30, 3), t.as_scalar<int>(), {0, 1, 2}, ::ag::state("r,return,done", r, ag_ret, ag_done)); ag_1.next();) { ::ag::Scalar<bool> ag_brk = false; switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 0:{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_2(AG_SITE(32, 5), u.as_scalar<int>(), {0, 1}, ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk)); ag_2.next();) { switch (ag_2.arm()) { case 0: r = 1; break; case 1: { ag_ret = 50; ag_brk = true; ag_done = true; break; } default: r = 2; } } { ::ag::Branch ag_3(AG_SITE(33, 5), ::ag::not_(AG_SITE(33, 5), ag_brk), ::ag::state("r", r)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}r += 100;{{$}}
// CHECK-NEXT: {{^ *}}{ ; } } if (ag_3.other()) {} ag_3.join(); } break;{{$}}
// CHECK-NEXT: {{^ *}}case 1: { ag_ret = 7; ag_done = true; break; }{{$}}
// CHECK-NEXT: {{^ *}}case 2: break;{{$}}
// CHECK-NEXT: {{^ *}}default: { ::ag::Scalar<bool> ag_brk_2 = false; switch (3) { case 3: { ::ag::Branch ag_4(AG_SITE(37, 33), u > 0, ::ag::state("r", r)); if (ag_4.then()) { ; } if (ag_4.other()) { r = 8; { ; } } ag_4.join(); } break; default: r = 9; } }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_5(AG_SITE(39, 3), ::ag::not_(AG_SITE(39, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_5.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = r; } if (ag_5.other()) {} ag_5.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 42 "{{.*}}types.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int usingenum(const Tensor& t) { AG_FN("usingenum", 42, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t))>(&usingenum))) return ag_0.run<int>(+[](decltype(t) t) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(usingenum(t)); }, t); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<State> s = ::ag::cast<State>(AG_SITE(43, 13), t.as_scalar<int>());{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 3;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(45, 3), s, {static_cast<State>(0), static_cast<State>(1)}, ::ag::state("k", k)); ag_1.next();) { switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}using enum State;{{$}}
// CHECK-NEXT: {{^ *}}case idle: k = 1; break;{{$}}
// CHECK-NEXT: {{^ *}}case run: k = 2; break;{{$}}
// CHECK-NEXT: {{^ *}}default: break;{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(k);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 54 "{{.*}}types.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor tpl(T k, const Tensor& x) { AG_FN("tpl", 55, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(k), decltype(x))>(&tpl))) return ag_0.run<Tensor>(+[](::ag::Lift<decltype(k)> k, decltype(x) x) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(tpl(::ag::pass(0, k), x)); }, k, x); auto& ag_k = k; { ::ag::Lift<decltype(ag_k)> k = ag_0.arg(0, ag_k); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(57, 3), k, {1, 2}, ::ag::state("y", y)); ag_1.next();) { switch (ag_1.arm()) { case 1: y = x * 2.f; break; case 2: y = x * 3.f; {{[[][[]}}fallthrough]]; default: y = y + 1.f; } }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
