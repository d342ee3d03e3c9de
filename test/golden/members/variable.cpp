// TITLE: ag::Variable
// DOC: A tensor that lives across calls: as a global, a field, a parameter, a static local; read and
// DOC: assigned in loops and branches.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
ag::Variable total{0.0};
struct Model {
  ag::Variable w{ag::zeros({2}, ag::f64)};
  AG_FUNCTION void fit(const Tensor& x, const Tensor& rate) {
    while (sum(w) < 3.0) w += x * rate;
  }
};
AG_FUNCTION Tensor add(Tensor x) {
  if (x > 0.0)
    total = total + x;
  else
    total -= x;
  return total * 2.0;
}
AG_FUNCTION void scale(ag::Variable& v, const Tensor& by) {
  for (int i = 0; i < 3; ++i) v *= by;
}
AG_FUNCTION Tensor count(Tensor x) {
  static ag::Variable calls{0.0};
  calls += 1.0;
  return x + calls.value();
}
AG_FUNCTION Tensor twice(Tensor x) {
  const Tensor first = add(x);
  const Tensor second = add(x);
  return first + second + total;
}
// source]

int main() {
  same(add(Tensor(2.0)).item<double>(), 4.0);
  same(add(Tensor(-3.0)).item<double>(), 10.0);
  same(total.item<double>(), 5.0);
  total = 1.0;
  same(add(Tensor(1.0)).item<double>(), 4.0);
  Model m, n;
  m.fit(Tensor{1.0, 0.5}, Tensor(0.5));
  same(m.w.value().to_vector<double>(), {2.0, 1.0});
  n.fit(Tensor{4.0, 0.0}, Tensor(0.5));
  same(n.w.to_vector<double>(), {4.0, 0.0});
  same(m.w.to_vector<double>(), {2.0, 1.0});
  scale(m.w, Tensor(2.0));
  same(m.w.to_vector<double>(), {16.0, 8.0});
  ag::Variable other{1.0};
  scale(other, Tensor(3.0));
  same(other.item<double>(), 27.0);
  for (int i = 1; i < 4; ++i) same(count(Tensor(10.0)).item<double>(), 10.0 + i);
  total = 0.0;
  same(twice(Tensor(1.0)).item<double>(), 8.0);
  same(total.item<double>(), 2.0);
  auto g = ag::trace([&](Tensor x) { return x * other; }, ag::spec<double>({}));
  same(g(2.0).item<double>(), 54.0);
  other = 2.0;
  same(g(2.0).item<double>(), 4.0);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}ag::Variable total{0.0};{{$}}
// CHECK-NEXT: {{^ *}}struct Model {{{$}}
// CHECK-NEXT: {{^ *}}ag::Variable w{ag::zeros({2}, ag::f64)};{{$}}
// CHECK-NEXT: {{^ *}}#line 16 "{{.*}}variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void fit(const Tensor& x, const Tensor& rate) { AG_FN("fit", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("w", this->w); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<void (Model::*)(decltype(x), decltype(rate))>(&Model::fit))) { ag_0.run<void>(+[](decltype(ag_this) ag_this, decltype(x) x, decltype(rate) rate) -> void { ag_this.object.Model::fit(x, rate); }, ag_this, x, rate); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 5), ::ag::state("w", this->w)); ag_1.next() && ag_1.test(sum(w) < 3.0);) w += x * rate;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}#line 20 "{{.*}}variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor add(Tensor x) { AG_FN("add", 20, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET const auto ag_in = ::ag::inputs("total", ::ag::global(::total)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&add))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return add(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(21, 3), x > 0.0, ::ag::state("total", ::total)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}total = total + x; }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}total -= x; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return total * 2.0;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 27 "{{.*}}variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void scale(ag::Variable& v, const Tensor& by) { AG_FN("scale", 27, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET const auto ag_in = ::ag::inputs("v", v); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<void (*)(decltype(v), decltype(by))>(&scale))) { ag_0.run<void>(+[](decltype(v) v, decltype(by) by) -> void { scale(v, by); }, v, by); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(28, 3), ::ag::state("v,i", v, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < 3); ++i) v *= by; }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 30 "{{.*}}variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor count(Tensor x) { AG_FN("count", 30, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&count))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return count(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}static ag::Variable calls{0.0}; ag_0.reads_late(::ag::inputs("calls", ::ag::global(calls)));{{$}}
// CHECK-NEXT: {{^ *}}calls += 1.0;{{$}}
// CHECK-NEXT: {{^ *}}return x + calls.value();{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 35 "{{.*}}variable.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor twice(Tensor x) { AG_FN("twice", 35, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET const auto ag_in = ::ag::inputs("total", ::ag::global(::total)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&twice))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return twice(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}const Tensor first = add(x);{{$}}
// CHECK-NEXT: {{^ *}}const Tensor second = add(x);{{$}}
// CHECK-NEXT: {{^ *}}return first + second + total;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
