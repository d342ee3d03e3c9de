// TITLE: Globals, statics and methods called in loops
// DOC: Globals are read at every call. A method that changes fields may be called inside a staged
// DOC: loop of another function: the fields become state of that loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct Options {
  double rate = 0.5;
  int steps = 3;
};
Options options;
Tensor weight = 2.0;
namespace {
std::string mode = "plain";
std::vector<int> sizes = {1, 2};
}
struct Cell {
  Tensor h = 0.0;
  int turns = 0;
  AG_FUNCTION void step(const Tensor& x) {
    h = h * options.rate + x * weight;
    turns += 1;
  }
  AG_FUNCTION Tensor run(const Tensor& xs) {
    for (const auto& x : xs) step(x);
    return h;
  }
};
Cell cell;
AG_FUNCTION Tensor drive(Tensor x) {
  int i = 0;
  while (x < 100.0) {
    cell.step(x);
    x = x * 3.0;
    if (++i >= options.steps) break;
  }
  if (mode == "plain") return cell.h + static_cast<double>(sizes.size());
  return cell.h;
}
// source]

double plain(double x, double& h, int& turns, bool add) {
  int i = 0;
  while (x < 100.0) {
    h = h * options.rate + x * weight.item<double>();
    ++turns;
    x = x * 3.0;
    if (++i >= options.steps) break;
  }
  return add ? h + static_cast<double>(sizes.size()) : h;
}

int main() {
  double h = 0;
  int turns = 0;
  for (int k = 0; k < 6; ++k) {
    if (k == 2) options.rate = 0.25;
    if (k == 3) weight = Tensor(4.0), options.steps = 5;
    if (k == 4) mode = "bare";
    if (k == 5) sizes.push_back(7), mode = "plain";
    same(drive(Tensor(k + 1.0)).item<double>(), plain(k + 1.0, h, turns, mode == "plain"));
    same(cell.h.item<double>(), h);
    same(cell.turns, turns);
  }
  Cell mine;
  same(mine.run(Tensor{1.0, 2.0, 3.0}).item<double>(), 14.25);
  same(mine.turns, 3);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}struct Options {{{$}}
// CHECK-NEXT: {{^ *}}double rate = 0.5;{{$}}
// CHECK-NEXT: {{^ *}}int steps = 3;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}Options options;{{$}}
// CHECK-NEXT: {{^ *}}Tensor weight = 2.0;{{$}}
// CHECK-NEXT: {{^ *}}namespace {{{$}}
// CHECK-NEXT: {{^ *}}std::string mode = "plain";{{$}}
// CHECK-NEXT: {{^ *}}std::vector<int> sizes = {1, 2};{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}struct Cell {{{$}}
// CHECK-NEXT: {{^ *}}Tensor h = 0.0;{{$}}
// CHECK-NEXT: {{^ *}}int turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}#line 29 "{{.*}}state.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void step(const Tensor& x) { AG_FN("step", 29, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("h,options.rate,weight,turns", this->h, ::ag::global(::ag::lift(::options.rate)), ::ag::global(::weight), ::ag::lift_inout(this->turns)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<void (Cell::*)(decltype(x))>(&Cell::step))) { ag_0.run<void>(+[](decltype(ag_this) ag_this, decltype(x) x) -> void { ag_this.object.Cell::step(x); }, ag_this, x); return; } { {{[[][[]}}maybe_unused]] auto& ag_own_options_rate = ag_0.cell(::options.rate); {{[[][[]}}maybe_unused]] auto& turns = ag_0.cell(this->turns); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}h = h * ag_own_options_rate + x * weight;{{$}}
// CHECK-NEXT: {{^ *}}turns += 1;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 33 "{{.*}}state.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor run(const Tensor& xs) { AG_FN("run", 33, 22); ::ag::Frame ag_0(ag_fn); AG_QUIET ::ag::Self ag_this(*this); ag_0.object(ag_this); const auto ag_in = ::ag::inputs("h", this->h); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (Cell::*)(decltype(xs))>(&Cell::run))) return ag_0.run<Tensor>(+[](decltype(ag_this) ag_this, decltype(xs) xs) -> ::ag::Lift<Tensor> { return ag_this.object.Cell::run(xs); }, ag_this, xs); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (const auto& x : ::ag::Each(AG_SITE(34, 5), xs, ::ag::state())) step(x);{{$}}
// CHECK-NEXT: {{^ *}}return h;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}Cell cell;{{$}}
// CHECK-NEXT: {{^ *}}#line 39 "{{.*}}state.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor drive(Tensor x) { AG_FN("drive", 39, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET const auto ag_in = ::ag::inputs("options.steps,mode,cell.h,sizes", ::ag::global(::ag::lift(::options.steps)), ::ag::global(::mode), ::ag::global(::cell.h), ::ag::global(::sizes)); ag_0.reads(ag_in); if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&drive))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return drive(static_cast<decltype(x)&&>(x)); }, x); { {{[[][[]}}maybe_unused]] auto& ag_own_options_steps = ag_0.cell(::options.steps); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(41, 3), ::ag::state("x,i,break", x, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(x < 100.0);) {{{$}}
// CHECK-NEXT: {{^ *}}cell.step(x);{{$}}
// CHECK-NEXT: {{^ *}}x = x * 3.0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(44, 5), ++i >= ag_own_options_steps, ::ag::state("break", ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}if (mode == "plain") return cell.h + static_cast<double>(sizes.size());{{$}}
// CHECK-NEXT: {{^ *}}return cell.h;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
