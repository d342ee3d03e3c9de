// TITLE: Lambdas given to ag::trace
// DOC: A lambda that is given to `ag::trace` is converted wherever it stands: its numbers are data of the
// DOC: graph, its locals are promoted. It may stand in a variable first, in a template or a member
// DOC: function, be generic, or reach `ag::trace` through other functions. What it captures is a constant
// DOC: of the graph, with the value that it has when `ag::trace` is called; an `ag::Variable`, globals and
// DOC: fields of `*this` are read at every call. Compiled as it stands, without the tool, the same program
// DOC: runs the lambda op by op.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

AG_FUNCTION int halvings(Tensor x, int start) {
  int k = start;
  while (x > 1) { x = x / 2; ++k; }
  return k;
}
int plain(int k) { return k * 2; }

// [source
ag::Graph with_number() {
  return ag::trace([](Tensor x, int n) {
    int k = 0;
    while (ag::sum(x) > 1) { x = x / 2; ++k; }
    for (int i = 0; i < n; ++i) x = x + i;
    return x + k;
  }, ag::spec<float>({2}), ag::spec<int>({}));
}

ag::Graph gives_number() {
  auto steps = [](Tensor x, int n) -> int {
    int r = halvings(x, n);
    if (r > 3) r = plain(r);
    return r;
  };
  return ag::trace(steps, ag::spec<double>({}), ag::spec<int>({}));
}

ag::Graph generic() {
  auto distance = [](const auto& x, auto y) {
    if (x > y) return x - y;
    return y - x;
  };
  return ag::trace(distance, ag::spec<double>({}), ag::spec<double>({}));
}

ag::Graph captures(const Tensor& w, const int& scale, ag::Variable& calls) {
  return ag::trace([w, &scale, &calls, half = scale / 2](Tensor x) {
    if (ag::any(x > w)) { x = x * scale + half; calls += 1; }
    return x;
  }, ag::spec<float>({2}));
}

ag::Graph in_out() {
  return ag::trace([](Tensor& x, const Tensor&) { if (x > 0) x = -x; }, ag::spec<int>({}), ag::spec<int>({}));
}

struct Layer {
  Tensor w = {1.f, 2.f};
  float rate = 2;
  ag::Graph graph() {
    return ag::trace([this](Tensor x) {
      if (ag::sum(x) > ag::sum(w)) x = x * rate;
      return x + w;
    }, ag::spec<float>({2}));
  }
};

template <class T>
ag::Graph in_template(T by) {
  return ag::trace([by](Tensor x) {
    T k = by;
    while (x > 1) { x = x - 1; k += by; }
    return x + k;
  }, ag::spec<double>({}));
}
// source]

template <class F>
ag::Graph handed_on(F f) {
  return ag::trace(f, ag::spec<double>({}));
}

int main() {
  const auto number = with_number();
  same(number(Tensor{0.f, 4.f}, 3).to_vector<float>(), {5, 6});
  same(number(Tensor{0.f, 0.5f}, 0).to_vector<float>(), {0, 0.5});
  const auto gives = gives_number();
  same(gives(10.0, 0).item<int>(), 8);
  same(gives(3.0, 1).item<int>(), 3);
  const auto distance = generic();
  same(distance(1.0, 3.0).item<double>(), 2);
  same(distance(7.0, 3.0).item<double>(), 4);
  ag::Variable calls{0};
  const int scale = 3;
  const auto captured = captures({1.f, 2.f}, scale, calls);
  same(captured(Tensor{5.f, 1.f}).to_vector<float>(), {16, 4});
  same(captured(Tensor{0.f, 1.f}).to_vector<float>(), {0, 1});
  same(calls.value().item<int>(), 1);
  same(in_out().run({Tensor(3), Tensor(3)})[0].item<int>(), -3);
  Layer layer;
  const auto by_layer = layer.graph();
  same(by_layer(Tensor{3.f, 4.f}).to_vector<float>(), {7, 10});
  layer.rate = 3;
  same(by_layer(Tensor{3.f, 4.f}).to_vector<float>(), {10, 14});
  same(by_layer(Tensor{0.f, 1.f}).to_vector<float>(), {1, 3});
  same(in_template(2)(3.5).item<double>(), 8.5);
  same(in_template(0.5)(3.5).item<double>(), 2.5);
  const auto far = handed_on([](Tensor x) {
    for (int i = 0; i < 3; ++i)
      if (x > i) x = x - i;
    return x;
  });
  same(far(5.0).item<double>(), 2);
  // As it stands there are no graphs.
  if (halvings(4.0, 0) == 2 && ag::trace_count(halvings) == 0) return result();
  if (number.node_count("loop") != 2 || number.inputs().size() != 2) return 1;
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}ag::Graph with_number() {{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(::ag::converted(AG_CLOSURE("lambda", 25, 20, 0x{{[0-9a-f]+}}u, 0x2u), [](Tensor x, int n) { AG_FN("lambda", 25, 20); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, 0x{{[0-9a-f]+}}u); AG_QUIET  auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(27, 5), ::ag::state("x,k", x, k)); ag_1.next() && ag_1.test(ag::sum(x) > 1);) { x = x / 2; ++k; }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_2(AG_SITE(28, 5), ::ag::state("x,i", x, i), ::ag::Loop::choice); ag_2.next() && ag_2.test(i < n); ++i) x = x + i; }{{$}}
// CHECK-NEXT: {{^ *}}return x + k;{{$}}
// CHECK-NEXT: {{^ *}}}}), ag::spec<float>({2}), ag::spec<int>({}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}ag::Graph gives_number() {{{$}}
// CHECK-NEXT: {{^ *}}auto steps = ::ag::converted(AG_CLOSURE("steps", 34, 16, 0x{{[0-9a-f]+}}u, 0x2u), [](Tensor x, int n) -> int { AG_FN("steps", 34, 16); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, 0x{{[0-9a-f]+}}u); AG_QUIET  auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(halvings(x, ::ag::pass(1, n)));{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(36, 5), r > 3, ::ag::state("r", r)); if (ag_1.then()) r = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(::ag_plain_f2590667(::ag::pass(0, r))); if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(r);{{$}}
// CHECK-NEXT: {{^ *}}}});{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(steps, ag::spec<double>({}), ag::spec<int>({}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}ag::Graph generic() {{{$}}
// CHECK-NEXT: {{^ *}}auto distance = ::ag::converted(AG_CLOSURE("distance", 43, 19, 0x{{[0-9a-f]+}}u, 0x3u), [](const auto& x, auto y) { AG_FN("distance", 43, 19); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, 0x{{[0-9a-f]+}}u); AG_QUIET  auto& ag_x = x; auto& ag_y = y; { ::ag::Lift<decltype(ag_x)> x = ag_0.arg(0, ag_x); ::ag::Lift<decltype(ag_y)> y = ag_0.arg(1, ag_y); AG_LOUD ::ag::Slot<::ag::Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(44, 5), x > y, ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = x - y; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = y - x; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<::ag::Tensor>(ag_ret); }});{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(distance, ag::spec<double>({}), ag::spec<double>({}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}ag::Graph captures(const Tensor& w, const int& scale, ag::Variable& calls) {{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(::ag::converted(AG_CLOSURE("lambda", 51, 20, 0x{{[0-9a-f]+}}u, 0x0u), [w, &scale, &calls, half = scale / 2](Tensor x) { AG_FN("lambda", 51, 20); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(52, 5), ag::any(x > w), ::ag::state("x,calls", x, calls)); if (ag_1.then()) { x = x * scale + half; calls += 1; } if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}), ag::spec<float>({2}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}ag::Graph in_out() {{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(::ag::converted(AG_CLOSURE("lambda", 58, 20, 0x{{[0-9a-f]+}}u, 0x0u), [](Tensor& x, const Tensor& ag_p1 {{[[][[]}}maybe_unused]] ) { AG_FN("lambda", 58, 20); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins); AG_QUIET  AG_LOUD { ::ag::Branch ag_1(AG_SITE(58, 51), x > 0, ::ag::state("x", x)); if (ag_1.then()) x = -x; if (ag_1.other()) {} ag_1.join(); } }), ag::spec<int>({}), ag::spec<int>({}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}struct Layer {{{$}}
// CHECK-NEXT: {{^ *}}Tensor w = {1.f, 2.f};{{$}}
// CHECK-NEXT: {{^ *}}float rate = 2;{{$}}
// CHECK-NEXT: {{^ *}}ag::Graph graph() {{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(::ag::converted(AG_CLOSURE("lambda", 65, 22, 0x{{[0-9a-f]+}}u, 0x0u), [this](Tensor x) { AG_FN("lambda", 65, 22); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins); AG_QUIET const auto ag_in = ::ag::inputs("w,rate", this->w, ::ag::lift(this->rate)); ag_0.reads(ag_in);  { {{[[][[]}}maybe_unused]] auto& rate = ag_0.cell(this->rate); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(66, 7), ag::sum(x) > ag::sum(w), ::ag::state("x", x)); if (ag_1.then()) x = x * rate; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return x + w;{{$}}
// CHECK-NEXT: {{^ *}}}}), ag::spec<float>({2}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK: {{^ *}}template <class T>{{$}}
// CHECK-NEXT: {{^ *}}ag::Graph in_template(T by) {{{$}}
// CHECK-NEXT: {{^ *}}return ag::trace(::ag::converted(AG_CLOSURE("lambda", 74, 20, 0x{{[0-9a-f]+}}u, 0x0u), [by](Tensor x) { AG_FN("lambda", 74, 20); ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<T> k = by;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(76, 5), ::ag::state("x,k", x, k)); ag_1.next() && ag_1.test(x > 1);) { x = x - 1; k += by; }{{$}}
// CHECK-NEXT: {{^ *}}return x + k;{{$}}
// CHECK-NEXT: {{^ *}}}), ag::spec<double>({}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
