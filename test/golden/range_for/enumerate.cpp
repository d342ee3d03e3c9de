// TITLE: enumerate and zip
// DOC: `ag::enumerate` and `ag::zip` over tensors, lists and `ag::range` are counted loops of the
// DOC: graph; `zip` ends with the shortest. With a host container among them the loop is unrolled.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor dot(const Tensor& a, const Tensor& b) {
  Tensor s = 0;
  for (auto [x, y, k] : ag::zip(a, b, ag::range(10, 100))) {
    if (x < 0) break;
    if (y == 3) continue;
    s += x * y * k;
  }
  return s;
}
AG_FUNCTION int first_over(const Tensor& t, int limit) {
  for (const auto& [i, v] : ag::enumerate(t))
    if (v > limit) return static_cast<int>(i);
  return -1;
}
AG_FUNCTION Tensor weighted(const Tensor& t, const std::vector<int>& w) {
  Tensor s = 0;
  for (auto [k, v] : ag::zip(w, t)) s += v * k;
  for (auto [i, k] : ag::enumerate(w)) s += t[i] * k;
  return s;
}
// source]

int main() {
  for (int n : {0, 1, 2, 5}) {
    const Tensor a = ag::arange(n), b = ag::arange(n + 1) * 7 % 5;
    int s = 0, w = 0;
    for (int i = 0; i < n; ++i) {
      const int y = i * 7 % 5;
      if (y != 3) s += i * y * (10 + i);
      if (i < 2) w += 2 * i * (i + 4);
    }
    same(dot(a, b).item<int>(), s);
    same(dot(b - 2, a).item<int>(), 0);
    same(first_over(b, 3), n >= 2 ? 2 : -1);
    if (n > 1) same(weighted(a, {4, 5}).item<int>(), w);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}enumerate.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor dot(const Tensor& a, const Tensor& b) { AG_FN("dot", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(a), decltype(b))>(&dot))) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<Tensor> { return dot(a, b); }, a, b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (auto [x, y, k] : ::ag::Each(AG_SITE(17, 3), ag::zip(a, b, ag::range(10, 100)), ::ag::state("s,break", s, ag_brk), ag_brk)) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(18, 5), x < 0, ::ag::state("s,break", s, ag_brk)); if (ag_1.then()) ag_brk = true; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(19, 5), y == 3, ::ag::state("s", s)); if (ag_2.then()) { ; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}s += x * y * k; } ag_2.join(); } } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 24 "{{.*}}enumerate.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int first_over(const Tensor& t, int limit) { AG_FN("first_over", 24, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(t), decltype(limit))>(&first_over))) return ag_0.run<int>(+[](decltype(t) t, ::ag::Lift<decltype(limit)> limit) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(first_over(t, ::ag::pass(1, limit))); }, t, limit); auto& ag_limit = limit; { ::ag::Scalar<int> limit = ag_0.arg(1, ag_limit); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}for (const auto& [i, v] : ::ag::Each(AG_SITE(25, 3), ag::enumerate(t), ::ag::state("return,done", ag_ret, ag_done), ag_done)){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(26, 5), v > limit, ::ag::state("return,done", ag_ret, ag_done)); if (ag_1.then()) { ag_ret = ::ag::cast<int>(AG_SITE(26, 27), i); ag_done = true; } if (ag_1.other()) {} ag_1.join(); } { ::ag::Branch ag_2(AG_SITE(27, 3), ::ag::not_(AG_SITE(27, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -1; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }}{{$}}
// CHECK-NEXT: {{^ *}}#line 29 "{{.*}}enumerate.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor weighted(const Tensor& t, const std::vector<int>& w) { AG_FN("weighted", 29, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(t), decltype(w))>(&weighted))) return ag_0.run<Tensor>(+[](decltype(t) t, decltype(w) w) -> ::ag::Lift<Tensor> { return weighted(t, w); }, t, w); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (auto [k, v] : ag::zip(w, t)) s += v * k;{{$}}
// CHECK-NEXT: {{^ *}}for (auto [i, k] : ag::enumerate(w)) s += t[i] * k;{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
