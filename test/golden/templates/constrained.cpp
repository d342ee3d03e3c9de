// TITLE: Constraints, specialisations, member templates
// DOC: Constrained overloads and explicit specialisations are chosen as in the source; each definition
// DOC: is rewritten by itself.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <concepts>

#include "../golden.h"

using ag::Tensor;

// [source
template <std::integral T>
AG_FUNCTION Tensor step(const Tensor& x, T by) {
  Tensor y = x;
  while (y < 100) y = y + by;
  return y;
}
template <class T>
  requires std::floating_point<T>
AG_FUNCTION Tensor step(const Tensor& x, T by) {
  Tensor y = x;
  while (y < 100) y = y * by;
  return y;
}

template <class T>
AG_FUNCTION Tensor kind(const Tensor& x) {
  if (x > 0) return x + static_cast<int>(sizeof(T));
  return x;
}
template <>
AG_FUNCTION Tensor kind<char>(const Tensor& x) {
  if (x > 0) return -x;
  return x;
}

template <int Width>
struct Window {
  template <class Limit>
  AG_FUNCTION Tensor shrink(Tensor x, Limit limit) const {
    if constexpr (std::is_same_v<Limit, int>) x = x + 1;
    while (x > limit) x = x - Width;
    return x;
  }
};
// source]

int main() {
  same(step(Tensor(1), 7).item<int>(), 106);
  same(step(Tensor(1.0), 7.0).item<double>(), 343);
  same(kind<int>(3).item<int>(), 7);
  same(kind<char>(3).item<int>(), -3);
  same(kind<char>(-3).item<int>(), -3);
  same(Window<3>().shrink(20.0, 5).item<double>(), 3);
  same(Window<4>().shrink(20.0, 5.5).item<double>(), 4);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}constrained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <std::integral T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor step(const Tensor& x, T by) { AG_FN("step", 16, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(by))>(&step))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(step(x, ::ag::pass(1, by))); }, x, by); auto& ag_by = by; { ::ag::Lift<decltype(ag_by)> by = ag_0.arg(1, ag_by); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(18, 3), ::ag::state("y", y)); ag_1.next() && ag_1.test(y < 100);) y = y + by;{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 21 "{{.*}}constrained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}requires std::floating_point<T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor step(const Tensor& x, T by) { AG_FN("step", 23, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(by))>(&step))) return ag_0.run<Tensor>(+[](decltype(x) x, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(step(x, ::ag::pass(1, by))); }, x, by); auto& ag_by = by; { ::ag::Lift<decltype(ag_by)> by = ag_0.arg(1, ag_by); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(25, 3), ::ag::state("y", y)); ag_1.next() && ag_1.test(y < 100);) y = y * by;{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 29 "{{.*}}constrained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor kind(const Tensor& x) { AG_FN("kind", 30, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&kind<T>))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return kind<T>(x); }, x); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(31, 3), x > 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = x + static_cast<int>(sizeof(T)); if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = x; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
// CHECK-NEXT: {{^ *}}#line 34 "{{.*}}constrained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor kind<char>(const Tensor& x) { AG_FN("kind", 35, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&kind<char>))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return kind<char>(x); }, x); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(36, 3), x > 0, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = -x; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = x; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
// CHECK: {{^ *}}template <int Width>{{$}}
// CHECK-NEXT: {{^ *}}struct Window {{{$}}
// CHECK-NEXT: {{^ *}}#line 42 "{{.*}}constrained.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class Limit>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor shrink(Tensor x, Limit limit) const { AG_FN("shrink", 43, 22); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); if (ag_0.outermost(static_cast<Tensor (Window::*)(decltype(x), decltype(limit)) const>(&Window::shrink))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x, ::ag::Lift<decltype(limit)> limit) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(ag_this.object.Window::shrink(static_cast<decltype(x)&&>(x), ::ag::pass(1, limit))); }, ag_this, x, limit); auto& ag_limit = limit; { ::ag::Lift<decltype(ag_limit)> limit = ag_0.arg(1, ag_limit); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}if constexpr (std::is_same_v<Limit, int>) x = x + 1;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(45, 5), ::ag::state("x", x)); ag_1.next() && ag_1.test(x > limit);) x = x - Width;{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
