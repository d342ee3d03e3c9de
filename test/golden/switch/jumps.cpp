// TITLE: Jumps inside and out of a switch
// DOC: `break` under a staged condition, `continue` and `return` out of a staged `switch`, and guards that
// DOC: close before the next label.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

enum class State { idle, run, stop, crash };

// [source
AG_FUNCTION int machine(const Tensor& v) {
  State s = State::idle;
  int steps = 0, runs = 0;
  for (int i = 0; i < v.shape(0); ++i) {
    switch (s) {
    case State::idle:
      if (v[i] > 0) s = State::run;
      break;
    case State::run:
      ++runs;
      if (v[i] == 0) { s = State::stop; break; }
      if (v[i] < 0) s = State::crash;
      steps += 10;
      break;
    case State::stop: s = State::idle; continue;
    case State::crash: return -steps - runs;
    }
    ++steps;
  }
  return steps * 100 + runs;
}

AG_FUNCTION int fallguard(const Tensor& x, const Tensor& kind) {
  int r = 0;
  switch (kind.item<int>()) {
  case 1:
    if (x > 0.f) break;
    r += 5;
    [[fallthrough]];
  case 2:
    r += 1;
    if (x < -5.f) return 77;
    r += 100;
    [[fallthrough]];
  case 3: r += 1000; break;
  case 4: if (x > 1.f) { r = 4; break; } else if (x > 0.f) { r = 44; } else return 444;
    r += 1;
  }
  return r;
}

AG_FUNCTION int hostswitch(const Tensor& x, int mode) {
  int r = 0;
  switch (mode) {
  case 0: if (x > 0.f) break; r = 1; [[fallthrough]];
  case 1: r += 10; break;
  default: if (x > 3.f) return -1; r = 5; break;
  }
  return r * 2;
}

AG_FUNCTION void voidret(Tensor& y, const Tensor& k) {
  y = y + 1.f;
  switch (k.item<int>()) { case 0: return; case 1: y = y * 10.f; break; default: y = y - 1.f; return; }
  y = y + 0.25f;
}
// source]

int main() {
  same(machine(Tensor{0, 1, 2, 3, 0, 5, 1, 2, 3}), 4805);
  same(machine(Tensor{0, 1, 2, -3, 0, 5, 1, 2, 3}), -26);
  const int falls[] = {0, 0, 0, 0, 77, 1106, 0, 0, 77, 1101, 1101, 1101, 1000, 1000, 1000, 1000, 444, 444, 45, 4, 0, 0, 0, 0};
  const int hosts[] = {22, 22, 0, 0, 20, 20, 20, 20, 10, 10, 10, -1};
  const float at[] = {-9.f, -1.f, 0.5f, 2.f}, more[] = {-9.f, -1.f, 0.5f, 5.f};
  for (int i = 0; i < 24; ++i) same(fallguard(Tensor(at[i % 4]), Tensor(i / 4)), falls[i]);
  for (int i = 0; i < 12; ++i) same(hostswitch(Tensor(more[i % 4]), i / 4), hosts[i]);
  const float ends[] = {3.f, 30.25f, 2.f};
  for (int k = 0; k < 3; ++k) {
    Tensor y = 2.f;
    voidret(y, Tensor(k));
    same(y.item<float>(), ends[k]);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int machine(const Tensor& v) { AG_FN("machine", 15, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(v))>(&machine))) return ag_0.run<int>(+[](decltype(v) v) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(machine(v)); }, v); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<State> s = State::idle;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> steps = 0, runs = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(18, 3), ::ag::state("s,steps,runs,i,return,done", s, steps, runs, i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i < v.shape(0)); ++i) { ::ag::Scalar<bool> ag_skip = false;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_2(AG_SITE(19, 5), s, {State::idle, State::run, State::stop, State::crash}, ::ag::state("s,steps,runs,return,done,skip", s, steps, runs, ag_ret, ag_done, ag_skip)); ag_2.next();) { ::ag::Scalar<bool> ag_brk = false; switch (ag_2.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case State::idle:{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(21, 7), v[i] > 0, ::ag::state("s", s)); if (ag_3.then()) s = State::run; if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}break;{{$}}
// CHECK-NEXT: {{^ *}}case State::run:{{$}}
// CHECK-NEXT: {{^ *}}++runs;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(25, 7), v[i] == 0, ::ag::state("s,steps", s, steps)); if (ag_4.then()) { s = State::stop; { ; } } if (ag_4.other()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_5(AG_SITE(26, 7), v[i] < 0, ::ag::state("s", s)); if (ag_5.then()) s = State::crash; if (ag_5.other()) {} ag_5.join(); }{{$}}
// CHECK-NEXT: {{^ *}}steps += 10;{{$}}
// CHECK-NEXT: {{^ *}}{ ; } } ag_4.join(); } break;{{$}}
// CHECK-NEXT: {{^ *}}case State::stop: s = State::idle; { ag_skip = true; break; }{{$}}
// CHECK-NEXT: {{^ *}}case State::crash: { ag_ret = -steps - runs; ag_done = true; ag_skip = true; break; }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_6(AG_SITE(32, 5), ::ag::not_(AG_SITE(32, 5), ag_skip), ::ag::state("steps", steps)); if (ag_6.then()) {{{$}}
// CHECK-NEXT: {{^ *}}++steps; } if (ag_6.other()) {} ag_6.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_7(AG_SITE(34, 3), ::ag::not_(AG_SITE(34, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_7.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = steps * 100 + runs; } if (ag_7.other()) {} ag_7.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 37 "{{.*}}jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int fallguard(const Tensor& x, const Tensor& kind) { AG_FN("fallguard", 37, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x), decltype(kind))>(&fallguard))) return ag_0.run<int>(+[](decltype(x) x, decltype(kind) kind) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(fallguard(x, kind)); }, x, kind); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(39, 3), kind.as_scalar<int>(), {1, 2, 3, 4}, ::ag::state("r,return,done", r, ag_ret, ag_done)); ag_1.next();) { ::ag::Scalar<bool> ag_brk = false; switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 1:{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(41, 5), x > 0.f, ::ag::state("r,break", r, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}r += 5; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}case 2:{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(45, 5), ::ag::not_(AG_SITE(45, 5), ag_brk), ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk)); if (ag_3.then()) {r += 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(46, 5), x < -5.f, ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk)); if (ag_4.then()) { ag_ret = 77; ag_brk = true; ag_done = true; } if (ag_4.other()) {{{$}}
// CHECK-NEXT: {{^ *}}r += 100; } ag_4.join(); } } if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}case 3:  { ::ag::Branch ag_5(AG_SITE(49, 11), ::ag::not_(AG_SITE(49, 11), ag_brk), ::ag::state("r", r)); if (ag_5.then()) {r += 1000; { ; } } if (ag_5.other()) {} ag_5.join(); } break;{{$}}
// CHECK-NEXT: {{^ *}}case 4: { ::ag::Branch ag_6(AG_SITE(50, 11), x > 1.f, ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk)); if (ag_6.then()) { r = 4; { ; } } if (ag_6.other()) { { ::ag::Branch ag_7(AG_SITE(50, 47), x > 0.f, ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk)); if (ag_7.then()) { r = 44; } if (ag_7.other()) { ag_ret = 444; ag_brk = true; ag_done = true; } ag_7.join(); } { ::ag::Branch ag_8(AG_SITE(51, 5), ::ag::not_(AG_SITE(51, 5), ag_brk), ::ag::state("r", r)); if (ag_8.then()) {{{$}}
// CHECK-NEXT: {{^ *}}r += 1; } if (ag_8.other()) {} ag_8.join(); } } ag_6.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_9(AG_SITE(53, 3), ::ag::not_(AG_SITE(53, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_9.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = r; } if (ag_9.other()) {} ag_9.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 56 "{{.*}}jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int hostswitch(const Tensor& x, int mode) { AG_FN("hostswitch", 56, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x), decltype(mode))>(&hostswitch))) return ag_0.run<int>(+[](decltype(x) x, ::ag::Lift<decltype(mode)> mode) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(hostswitch(x, ::ag::pass(1, mode))); }, x, mode); auto& ag_mode = mode; { ::ag::Scalar<int> mode = ag_0.arg(1, ag_mode); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> r = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(58, 3), mode, {0, 1}, ::ag::state("r,return,done", r, ag_ret, ag_done)); ag_1.next();) { ::ag::Scalar<bool> ag_brk = false; switch (ag_1.arm()) {{{$}}
// CHECK-NEXT: {{^ *}}case 0: { ::ag::Branch ag_2(AG_SITE(59, 11), x > 0.f, ::ag::state("r,break", r, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) { r = 1; } ag_2.join(); } {{[[][[]}}fallthrough]];{{$}}
// CHECK-NEXT: {{^ *}}case 1:  { ::ag::Branch ag_3(AG_SITE(60, 11), ::ag::not_(AG_SITE(60, 11), ag_brk), ::ag::state("r", r)); if (ag_3.then()) {r += 10; { ; } } if (ag_3.other()) {} ag_3.join(); } break;{{$}}
// CHECK-NEXT: {{^ *}}default: { ::ag::Branch ag_4(AG_SITE(61, 12), x > 3.f, ::ag::state("r,return,done", r, ag_ret, ag_done)); if (ag_4.then()) { ag_ret = -1; ag_done = true; } if (ag_4.other()) { r = 5; { ; } } ag_4.join(); } break;{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_5(AG_SITE(63, 3), ::ag::not_(AG_SITE(63, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_5.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = r * 2; } if (ag_5.other()) {} ag_5.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }}{{$}}
// CHECK: {{^ *}}#line 66 "{{.*}}jumps.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void voidret(Tensor& y, const Tensor& k) { AG_FN("voidret", 66, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(y), decltype(k))>(&voidret))) { ag_0.run<void>(+[](decltype(y) y, decltype(k) k) -> void { voidret(y, k); }, y, k); return; } AG_LOUD ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}y = y + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Cases ag_1(AG_SITE(68, 3), k.as_scalar<int>(), {0, 1}, ::ag::state("y,done", y, ag_done)); ag_1.next();) { switch (ag_1.arm()) { case 0: { ag_done = true; break; } case 1: y = y * 10.f; break; default: y = y - 1.f; { ag_done = true; break; } } } { ::ag::Branch ag_2(AG_SITE(69, 3), ::ag::not_(AG_SITE(69, 3), ag_done), ::ag::state("y", y)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y + 0.25f; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
