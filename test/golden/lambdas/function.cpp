// TITLE: ag::function
// DOC: `ag::function(lambda)` makes an annotated function of a lambda that captures nothing: a graph is
// DOC: built for each kind of arguments, kept and counted. The object may be a local, a field or a global,
// DOC: be called in annotated functions, where it joins their graphs, and be given to `ag::trace`. A
// DOC: function that is annotated already may be given, too.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <utility>

#include "../golden.h"

using ag::Tensor;

// [source
const auto wrap = ag::function([](Tensor x, double limit, bool clip) -> Tensor {
  if (clip) { if (x > limit) return limit; return x; }
  while (x > limit) x = x - limit;
  return x;
});
AG_FUNCTION Tensor joins(Tensor x) {
  if (x > 0) x = wrap(x, 1.5, true);
  return x;
}
// source]

AG_FUNCTION int halvings(Tensor x, int start) {
  int k = start;
  while (x > 1) { x = x / 2; ++k; }
  return k;
}
struct Vec2 {
  double x, y;
};

int main() {
  same(wrap(3.0, 2.0, true).item<double>(), 2);
  same(wrap(7.5, 2.0, false).item<double>(), 1.5);
  same(wrap(1.0, 3.0, false).item<double>(), 1);
  same(wrap(1.0, 0.75, false).item<double>(), 0.25);
  same(joins(3.0).item<double>(), 1.5);
  auto positive = ag::function([](Tensor x, int n) {
    Tensor s = 0.f;
    for (int i = 0; i < n; ++i)
      if (x[i] > 0) s += x[i];
    return s;
  });
  same(positive({1.f, -2.f, 3.f}, 3).item<float>(), 4);
  same(positive({1.f, -2.f, 3.f}, 2).item<float>(), 1);
  same(positive({1.f, 2.f, 3.f}, 1).item<float>(), 1);
  auto generic = ag::function([](auto x) {
    int k = 0;
    while (x > 1) { x = x / 2; ++k; }
    return k;
  });
  same(generic(Tensor(9.0)), 4);
  same(generic(Tensor{9.0, 1.0}[0]), 4);
  same(generic(9), 3);
  auto found = ag::function([](Tensor x) {
    bool any = false;
    for (int i = 0; i < 3; ++i)
      if (x[i] > 2) { any = true; break; }
    return any;
  });
  same(found({1, 2, 3}), 1);
  same(found({1, 2, 2}), 0);
  auto in_out = ag::function([](Tensor& x, int& k) { while (x > 1) { x = x - 1; ++k; } });
  Tensor t = 4.0;
  int k = 1;
  in_out(t, k);
  same(t.item<double>(), 1);
  same(k, 4);
  auto several = ag::function([](Tensor a, int n) -> std::pair<Tensor, int> {
    while (a > 3) { a = a - 2; ++n; }
    return {a, n};
  });
  const auto [rest, count] = several(Tensor(10), 1);
  same(rest.item<int>(), 2);
  same(count, 5);
  auto turned = ag::function([](Vec2 v, Tensor turns) {
    while (turns > 0) { v = Vec2{-v.y, v.x}; turns = turns - 1; }
    return v.x * 10 + v.y;
  });
  same(turned(Vec2{1, 2}, Tensor(1)), -19);
  same(turned(Vec2{1, 2}, Tensor(2)), -12);
  auto annotated = ag::function(halvings);
  same(annotated(10.0, 2), 6);
  const auto graph = ag::trace(annotated, ag::spec<double>({}), ag::spec<int>({}));
  same(graph(10.0, 3).item<int>(), 7);
  const auto wrapped = ag::trace(wrap, ag::spec<double>({}), ag::spec<double>({}), ag::spec<bool>({}));
  same(wrapped(7.5, 2.0, false).item<double>(), 1.5);
  same(wrapped(7.5, 2.0, true).item<double>(), 2);
  // As it stands, or in eager mode, there are no graphs.
  if (ag::trace_count(positive) == 0) return result();
  // A number is data once it has varied; a flag chooses a graph.
  return result() || ag::trace_count(positive) != 2 || ag::trace_count(generic) != 2 ||
         ag::trace_count(annotated) != ag::trace_count(halvings) || ag::trace_count(wrap) != 3;
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}const auto wrap = ag::function(::ag::converted(AG_CLOSURE("lambda", 17, 32, 0x{{[0-9a-f]+}}u, 0x6u), [](Tensor x, double limit, bool clip) -> Tensor { AG_FN("lambda", 17, 32); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, 0x{{[0-9a-f]+}}u); AG_QUIET  auto& ag_limit = limit; auto& ag_clip = clip; { ::ag::Scalar<double> limit = ag_0.arg(1, ag_limit); ::ag::Scalar<bool> clip = ag_0.arg(2, ag_clip); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(18, 3), clip, ::ag::state("x,return", x, ag_ret)); if (ag_1.then()) { { ::ag::Branch ag_2(AG_SITE(18, 15), x > limit, ::ag::state("return", ag_ret)); if (ag_2.then()) ag_ret = limit; if (ag_2.other()) { ag_ret = x; } ag_2.join(); } } if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_3(AG_SITE(19, 3), ::ag::state("x", x)); ag_3.next() && ag_3.test(x > limit);) x = x - limit;{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = x; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }}));{{$}}
// CHECK-NEXT: {{^ *}}#line 22 "{{.*}}function.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor joins(Tensor x) { AG_FN("joins", 22, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&joins))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return joins(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(23, 3), x > 0, ::ag::state("x", x)); if (ag_1.then()) x = wrap(x, 1.5, true); if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
