// TITLE: Member functions of all kinds
// DOC: Static members, operators, friends, members of class templates, base classes, sub-objects,
// DOC: objects behind pointers, functors, virtual functions.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <memory>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct Base {
  virtual ~Base() = default;
  AG_FUNCTION virtual Tensor go(Tensor x) const { return x * scale; }
  Tensor scale = 2.0;
};
struct Derived : Base {
  AG_FUNCTION Tensor go(Tensor x) const override {
    if (x > shift) x = Base::go(x);
    return x + shift;
  }
  double shift = 1.0;
};
template <class T>
struct Box {
  T value;
  AG_FUNCTION Tensor add(Tensor x) const { return x + value; }
  template <class U>
  AG_FUNCTION Tensor times(Tensor x, U by) const {
    return x * value * by;
  }
};
struct Vec {
  Tensor v;
  AG_FUNCTION friend Tensor dot(const Tensor& a, const Tensor& b) { return sum(a * b); }
  AG_FUNCTION static Tensor twice(Tensor x) { return x > 1.0 ? x * 2.0 : x; }
  AG_FUNCTION Tensor operator+(const Tensor& o) const { return v + o; }
  AG_FUNCTION Tensor operator[](int i) const { return v[i]; }
};
struct Stack {
  Box<Tensor> in{Tensor(3.0)};
  Derived out;
  std::vector<std::unique_ptr<Base>> layers;
  AG_FUNCTION Tensor run(Tensor x) const {
    x = in.add(x);
    for (const auto& layer : layers) x = layer->go(x);
    return out.go(x);
  }
};
// source]

int main() {
  Derived d;
  const Base& base = d;
  same(base.go(Tensor(2.0)).item<double>(), 5.0);
  same(base.go(Tensor(0.5)).item<double>(), 1.5);
  d.shift = 3.0;
  same(base.go(Tensor(4.0)).item<double>(), 11.0);
  same(Box<Tensor>{Tensor(1.0)}.add(Tensor(2.0)).item<double>(), 3.0);
  same(Box<double>{4.0}.add(Tensor(2.0)).item<double>(), 6.0);
  same(Box<double>{4.0}.times(Tensor(2.0), 3).item<double>(), 24.0);
  same(dot(Tensor{1.0, 2.0}, Tensor{3.0, 4.0}).item<double>(), 11.0);
  same(Vec::twice(Tensor(3.0)).item<double>(), 6.0);
  const Vec v{Tensor{1.0, 2.0}};
  same((v + Tensor(1.0)).to_vector<double>(), {2.0, 3.0});
  same(v[1].item<double>(), 2.0);
  Stack s;
  same(s.run(Tensor(1.0)).item<double>(), 9.0);
  s.layers.push_back(std::make_unique<Base>());
  same(s.run(Tensor(1.0)).item<double>(), 17.0);
  s.layers[0]->scale = 3.0;
  same(s.run(Tensor(1.0)).item<double>(), 25.0);
  Stack t;
  t.layers.push_back(std::make_unique<Derived>());
  same(t.run(Tensor(1.0)).item<double>(), 19.0);
  same(s.run(Tensor(1.0)).item<double>(), 25.0);
  s.in.value = 0.0;
  same(s.run(Tensor(1.0)).item<double>(), 7.0);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}struct Base {{{$}}
// CHECK-NEXT: {{^ *}}virtual ~Base() = default;{{$}}
// CHECK-NEXT: {{^ *}}#line 18 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION virtual Tensor go(Tensor x) const { AG_FN("go", 18, 30); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("scale", this->scale); ag_0.reads(ag_in); if (ag_0.outermost()) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Base::go(static_cast<decltype(x)&&>(x)); }, ag_this, x); AG_LOUD return x * scale; }{{$}}
// CHECK-NEXT: {{^ *}}Tensor scale = 2.0;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}struct Derived : Base {{{$}}
// CHECK-NEXT: {{^ *}}#line 22 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor go(Tensor x) const override { AG_FN("go", 22, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("shift", ::ag::lift(this->shift)); ag_0.reads(ag_in); if (ag_0.outermost()) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Derived::go(static_cast<decltype(x)&&>(x)); }, ag_this, x); { {{[[][[]}}maybe_unused]] auto& shift = ag_0.cell(this->shift); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(23, 5), x > shift, ::ag::state("x", x)); if (ag_1.then()) x = Base::go(x); if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x + shift;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}double shift = 1.0;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}struct Box {{{$}}
// CHECK-NEXT: {{^ *}}T value;{{$}}
// CHECK-NEXT: {{^ *}}#line 31 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor add(Tensor x) const { AG_FN("add", 31, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("value", this->value); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Box::*)(decltype(x)) const>(&Box::add))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Box::add(static_cast<decltype(x)&&>(x)); }, ag_this, x); AG_LOUD return x + value; }{{$}}
// CHECK-NEXT: {{^ *}}#line 32 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}template <class U>{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor times(Tensor x, U by) const { AG_FN("times", 33, 22); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("value", this->value); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Box::*)(decltype(x), decltype(by)) const>(&Box::times))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(ag_this.object.Box::times(static_cast<decltype(x)&&>(x), ::ag::pass(1, by))); }, ag_this, x, by); auto& ag_by = by; { ::ag::Lift<decltype(ag_by)> by = ag_0.arg(1, ag_by); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}return x * value * by;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}struct Vec {{{$}}
// CHECK-NEXT: {{^ *}}Tensor v;{{$}}
// CHECK-NEXT: {{^ *}}#line 39 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION friend Tensor dot(const Tensor& a, const Tensor& b) { AG_FN("dot", 39, 29); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost()) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<Tensor> { return dot(a, b); }, a, b); AG_LOUD return sum(a * b); }{{$}}
// CHECK-NEXT: {{^ *}}#line 40 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION static Tensor twice(Tensor x) { AG_FN("twice", 40, 29); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&twice))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return twice(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD return ::ag::select(AG_SITE(40, 54), x > 1.0, [&] { return x * 2.0; }, [&] { return x; }); }{{$}}
// CHECK-NEXT: {{^ *}}#line 41 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor operator+(const Tensor& o) const { AG_FN("operator+", 41, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("v", this->v); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Vec::*)(decltype(o)) const>(&Vec::operator+))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(o) o) -> ::ag::Lift<Tensor> { return ag_this.object.Vec::operator+(o); }, ag_this, o); AG_LOUD return v + o; }{{$}}
// CHECK-NEXT: {{^ *}}#line 42 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor operator[](int i) const { AG_FN("operator[]", 42, 22); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("v", this->v); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Vec::*)(decltype(i)) const>(&Vec::operator[]))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, ::ag::Lift<decltype(i)> i) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(ag_this.object.Vec::operator[](::ag::pass(0, i))); }, ag_this, i); auto& ag_i = i; { ::ag::Scalar<int> i = ag_0.arg(0, ag_i); AG_LOUD return v[i]; }}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}struct Stack {{{$}}
// CHECK-NEXT: {{^ *}}Box<Tensor> in{Tensor(3.0)};{{$}}
// CHECK-NEXT: {{^ *}}Derived out;{{$}}
// CHECK-NEXT: {{^ *}}std::vector<std::unique_ptr<Base>> layers;{{$}}
// CHECK-NEXT: {{^ *}}#line 48 "{{.*}}kinds.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor run(Tensor x) const { AG_FN("run", 48, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("layers", this->layers); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Stack::*)(decltype(x)) const>(&Stack::run))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Stack::run(static_cast<decltype(x)&&>(x)); }, ag_this, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}x = in.add(x);{{$}}
// CHECK-NEXT: {{^ *}}for (const auto& layer : layers) x = layer->go(x);{{$}}
// CHECK-NEXT: {{^ *}}return out.go(x);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
