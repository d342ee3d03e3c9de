// TITLE: Member functions: fields that are read and written
// DOC: Fields are read at every call; what the body assigns is state, inside loops and branches too.
// DOC: Numbers among them are constants of the graph until they vary.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
class Layer {
 public:
  Layer(Tensor w, double rate) : w_(w), rate_(rate) {}
  AG_FUNCTION Tensor forward(const Tensor& x) const {
    Tensor y = x * w_ * rate_;
    if (sum(y) > 10.0) y = y + bias_;
    return y;
  }
  AG_FUNCTION void train(const Tensor& g);
  AG_FUNCTION Tensor operator()(const Tensor& x) {
    ++calls;
    return this->forward(x) + calls;
  }

  int calls = 0;
  double rate() const { return rate_; }
  Tensor weight() const { return w_; }

 private:
  Tensor w_;
  Tensor bias_ = 1.0;
  double rate_;
};

void Layer::train(const Tensor& g) {
  while (sum(w_ * w_) > 4.0) {
    w_ -= g * 0.5;
    rate_ *= 0.5;
  }
}
// source]

int main() {
  Layer layer(Tensor{1.0, 2.0}, 2.0);
  same(layer.forward(Tensor{1.0, 1.0}).to_vector<double>(), {2.0, 4.0});
  same(layer.forward(Tensor{2.0, 2.0}).to_vector<double>(), {5.0, 9.0});
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {6.0, 10.0});
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {7.0, 11.0});
  same(layer.calls, 2);
  layer.calls = 10;
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {16.0, 20.0});
  same(layer.calls, 11);
  layer.train(Tensor{0.5, 1.0});
  same(layer.weight().to_vector<double>(), {0.75, 1.5});
  same(layer.rate(), 1.0);
  same(layer.forward(Tensor{1.0, 1.0}).to_vector<double>(), {0.75, 1.5});
  Layer other(Tensor{3.0, 3.0}, 1.0);
  same(other.forward(Tensor{1.0, 1.0}).to_vector<double>(), {3.0, 3.0});
  other.train(Tensor{1.0, 1.0});
  same(other.weight().to_vector<double>(), {1.0, 1.0});
  same(other.rate(), 0.0625);
  if (ag::trace_count(&Layer::forward) > 2) return 1;
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}class Layer {{{$}}
// CHECK-NEXT: {{^ *}}public:{{$}}
// CHECK-NEXT: {{^ *}}Layer(Tensor w, double rate) : w_(w), rate_(rate) {}{{$}}
// CHECK-NEXT: {{^ *}}#line 16 "{{.*}}fields.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor forward(const Tensor& x) const { AG_FN("forward", 16, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("w_,rate_,bias_", this->w_, ::ag::lift(this->rate_), this->bias_); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Layer::*)(decltype(x)) const>(&Layer::forward))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Layer::forward(x); }, ag_this, x); { {{[[][[]}}maybe_unused]] auto& rate_ = ag_0.cell(this->rate_); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x * w_ * rate_;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(18, 5), sum(y) > 10.0, ::ag::state("y", y)); if (ag_1.then()) y = y + bias_; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void train(const Tensor& g);{{$}}
// CHECK-NEXT: {{^ *}}#line 22 "{{.*}}fields.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor operator()(const Tensor& x) { AG_FN("operator()", 22, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("calls", ::ag::lift_inout(this->calls)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Layer::*)(decltype(x))>(&Layer::operator()))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(x) x) -> ::ag::Lift<Tensor> { return ag_this.object.Layer::operator()(x); }, ag_this, x); { {{[[][[]}}maybe_unused]] auto& calls = ag_0.cell(this->calls); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}++calls;{{$}}
// CHECK-NEXT: {{^ *}}return this->forward(x) + calls;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}int calls = 0;{{$}}
// CHECK-NEXT: {{^ *}}double rate() const { return rate_; }{{$}}
// CHECK-NEXT: {{^ *}}Tensor weight() const { return w_; }{{$}}
// CHECK: {{^ *}}private:{{$}}
// CHECK-NEXT: {{^ *}}Tensor w_;{{$}}
// CHECK-NEXT: {{^ *}}Tensor bias_ = 1.0;{{$}}
// CHECK-NEXT: {{^ *}}double rate_;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK: {{^ *}}#line 37 "{{.*}}fields.cpp"{{$}}
// CHECK-NEXT: {{^ *}}void Layer::train(const Tensor& g) { AG_FN("train", 37, 13); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("w_,rate_", this->w_, ::ag::lift_inout(this->rate_)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<void (Layer::*)(decltype(g))>(&Layer::train))) { ag_0.run<void>(+[](decltype(ag_this) ag_this, decltype(g) g) -> void { ag_this.object.Layer::train(g); }, ag_this, g); return; } { {{[[][[]}}maybe_unused]] auto& rate_ = ag_0.cell(this->rate_); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(38, 3), ::ag::state("w_,rate_", this->w_, rate_)); ag_1.next() && ag_1.test(sum(w_ * w_) > 4.0);) {{{$}}
// CHECK-NEXT: {{^ *}}w_ -= g * 0.5;{{$}}
// CHECK-NEXT: {{^ *}}rate_ *= 0.5;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
