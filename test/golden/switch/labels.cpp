// TITLE: switch on a staged value
// DOC: The `switch` stays as written and is entered once per label while the graph is built; fall-through,
// DOC: `default` anywhere and labels that stand together mean what they mean in C++.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor basic(const Tensor& x, const Tensor& kind) {
  int k = kind.item<int>();
  Tensor r = 0.f;
  switch (k) {
  case 1: r = x; break;
  case 2: r = x * 2.f; [[fallthrough]];
  case 3: r = r + 3.f; break;
  case 4: case 5: { r = x - 1.f; break; }
  default: r = -x; [[fallthrough]];
  case 7: r = r + 0.5f;
  }
  return r;
}

AG_FUNCTION int grade(const Tensor& t) {
  switch (int k = t.item<int>(); k / 10) {
  case 10:
  case 9: return 1;
  case 8: return 2;
  case 7: return 3;
  default: return k < 0 ? -1 : 5;
  }
}

AG_FUNCTION Tensor condvar(const Tensor& t) {
  Tensor y = 1.f;
  switch (int k = t.item<int>()) {
  case 0: y = y + 1.f; break;
  case 1: for (int j = 0; j < k + 3; ++j) { if (j == 2) continue; y = y * 2.f; } break;
  case 2: while (y < 100.f) { y = y * 3.f; if (y > 20.f) break; } break;
  default: y = y * static_cast<float>(k);
  }
  return y;
}
// source]

int main() {
  const float want[] = {-2.5f, 3.f, 9.f, 3.f, 2.f, 2.f, -2.5f, 0.5f, -2.5f};
  for (int k = 0; k < 9; ++k) same(basic(Tensor(3.f), Tensor(k)).item<float>(), want[k]);
  const int points[] = {-5, 12, 77, 85, 99, 100}, grades[] = {-1, 5, 3, 2, 1, 1};
  for (int i = 0; i < 6; ++i) same(grade(Tensor(points[i])), grades[i]);
  const float values[] = {2.f, 8.f, 27.f, 3.f, 4.f};
  for (int k = 0; k < 5; ++k) same(condvar(Tensor(k)).item<float>(), values[k]);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}labels.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor basic(const Tensor& x, const Tensor& kind) { AG_FN("basic", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(kind))>(&basic))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(kind) kind) -> ::ag::Lift<Tensor> { return basic(x, kind); }, x, kind); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = kind.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}Tensor r = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(16, 3), k, {{[{][{]}}1}, {2}, {3}, {4, 5}, {7}}, ::ag::state("r", r)); ag_1.next();) { switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 1: r = x; break;{{$}}
// CHECK-NEXT: {{^ *}}case 2: r = x * 2.f; {{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}case 3: r = r + 3.f; break;{{$}}
// CHECK-NEXT: {{^ *}}case 4: case 5: { r = x - 1.f; break; }{{$}}
// CHECK-NEXT: {{^ *}}default: r = -x; {{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}case 7: r = r + 0.5f;{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return r;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 27 "{{.*}}labels.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int grade(const Tensor& t) { AG_FN("grade", 27, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t))>(&grade))) return ag_0.run<int>(+[](decltype(t) t) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(grade(t)); }, t); AG_LOUD ::ag::Slot<int> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = t.as_scalar<int>(); for (::ag::Cases ag_1(AG_SITE(28, 3),  k / 10, {{[{][{]}}10, 9}, {8}, {7}}, ::ag::state("return", ag_ret)); ag_1.next();) { switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 10:{{$}}
// CHECK-NEXT: {{^ *}}case 9: { ag_ret = 1; break; }{{$}}
// CHECK-NEXT: {{^ *}}case 8: { ag_ret = 2; break; }{{$}}
// CHECK-NEXT: {{^ *}}case 7: { ag_ret = 3; break; }{{$}}
// CHECK-NEXT: {{^ *}}default: { ag_ret = ::ag::select(AG_SITE(33, 19), k < 0, [&] { return -1; }, [&] { return 5; }); break; }{{$}}
// CHECK-NEXT: {{^ *}}} } }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 37 "{{.*}}labels.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor condvar(const Tensor& t) { AG_FN("condvar", 37, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(t))>(&condvar))) return ag_0.run<Tensor>(+[](decltype(t) t) -> ::ag::Lift<Tensor> { return condvar(t); }, t); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 1.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = t.as_scalar<int>(); for (::ag::Cases ag_1(AG_SITE(39, 3), k, {0, 1, 2}, ::ag::state("y", y)); ag_1.next();) { switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 0: y = y + 1.f; break;{{$}}
// CHECK-NEXT: {{^ *}}case 1: { ::ag::Scalar<int> j = 0; for (::ag::Loop ag_2(AG_SITE(41, 11), ::ag::state("y,j", y, j), ::ag::Loop::choice); ag_2.next() && ag_2.test(j < k + 3); ++j) { { ::ag::Branch ag_3(AG_SITE(41, 45), j == 2, ::ag::state("y", y)); if (ag_3.then()) { ; } if (ag_3.other()) { y = y * 2.f; } ag_3.join(); } } } break;{{$}}
// CHECK-NEXT: {{^ *}}case 2: { ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_4(AG_SITE(42, 11), ::ag::state("y,break", y, ag_brk), ag_brk); ag_4.next() && ag_4.test(y < 100.f);) { y = y * 3.f; { ::ag::Branch ag_5(AG_SITE(42, 44), y > 20.f, ::ag::state("break", ag_brk)); if (ag_5.then()) ag_brk = true; if (ag_5.other()) {} ag_5.join(); } } } break;{{$}}
// CHECK-NEXT: {{^ *}}default: y = y * ::ag::cast<float>(AG_SITE(43, 20), k);{{$}}
// CHECK-NEXT: {{^ *}}} } }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
