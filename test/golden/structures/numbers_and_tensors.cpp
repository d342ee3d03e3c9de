// TITLE: Structures of tensors and numbers
// DOC: Where a staged loop or branch changes a number of such a struct, pair or tuple, the variable
// DOC: becomes its lifted twin, and the functions and methods that take it are copied for it.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <tuple>
#include <utility>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct State {
  Tensor x;
  int steps = 0;
  double best = 100.0;
};
struct Search {
  State state;
  Tensor log;
  bool found = false;
};

// A local whose numbers change in the loop.
AG_FUNCTION Tensor halve(Tensor x) {
  State s{x};
  while (sum(s.x) > 1.0) {
    s.x = s.x / 2.0;
    ++s.steps;
    if (s.steps % 2 == 0) s.best = s.steps * 0.5;
  }
  return s.x + s.steps + s.best;
}

// Functions that take it: by reference, by value, by const reference.
void advance(State& s, double dt) {
  s.x = s.x * dt;
  s.steps += 2;
}
State slower(State s) {
  if (sum(s.x) > 4.0) s.steps += 10;
  s.best = 3.0;
  return s;
}
Tensor energy(const State& s) {
  Tensor e = s.x;
  for (int i = 0; i < s.steps; ++i) e = e + s.best;
  return e;
}
AG_FUNCTION Tensor simulate(Tensor x) {
  State s{x, 1, 2.0};
  while (sum(s.x) > 1.0) {
    advance(s, 0.5);
    s = slower(s);
  }
  return energy(s);
}

// An annotated one, and a struct as the result.
AG_FUNCTION State next(State s, int by) {
  s.x = s.x - 1.0;
  s.steps += by;
  return s;
}
AG_FUNCTION State run(Tensor x) {
  State s{x};
  while (sum(s.x) > 0.0) s = next(s, 3);
  return s;
}
AG_FUNCTION void bump(State& s) {
  while (sum(s.x) < 10.0) {
    s.x += 1.0;
    s.best += s.steps;
    ++s.steps;
  }
}

// One in another, with a way out of the loop.
AG_FUNCTION Tensor look(Tensor x, Tensor goal) {
  Search s{{x, 0, 0.0}, x};
  for (int i = 0; i < 100; ++i) {
    s.state.x = s.state.x + 1.0;
    s.state.steps = i;
    if (sum(s.state.x) > goal) {
      s.found = true;
      s.log = s.log + s.state.steps;
      break;
    }
  }
  if (!s.found) return -x;
  return s.log + s.state.x;
}

// Only a tensor changes: the number stays with the host.
struct Options {
  Tensor w;
  int width;
};
AG_FUNCTION Tensor wide(Tensor x) {
  Options o{x, 3};
  while (sum(o.w) < 50.0) o.w = o.w * 2.0;
  return o.w + ag::zeros({o.width}, ag::f64);
}

// Methods.
struct Walker {
  Tensor pos;
  int steps = 0;
  double fuel = 10.0;
  void walk(const Tensor& d) {
    while (sum(pos) < d && fuel > 0) {
      pos = pos + 1.0;
      ++steps;
      fuel -= 0.5;
    }
  }
  bool tired() const { return fuel < 5.0; }
};
AG_FUNCTION Tensor walks(Tensor x, Tensor d) {
  Walker w{x};
  while (sum(w.pos) < d) w.walk(w.pos + 2.0);
  if (w.tired()) w.walk(d + 3.0);
  return w.pos + w.steps + w.fuel;
}

// Copies, `?:`, a closure, names of the parts.
AG_FUNCTION Tensor copies(Tensor x) {
  State s{x, 1}, t = s, u = sum(x) > 2.0 ? s : State{x * 2.0, 5};
  auto step = [&](int k) {
    u.steps += k;
    u.x = u.x + 1.0;
  };
  while (sum(u.x) < 10.0) {
    step(2);
    t = s;
    t.steps += u.steps;
    s = t;
  }
  auto& [first, n, best] = t;
  if (sum(first) < 4.0) best = n;
  return u.x + u.steps + t.steps + t.best;
}

// Pairs and tuples.
AG_FUNCTION std::pair<Tensor, int> pairs(Tensor x) {
  std::pair<Tensor, int> p{x, 0};
  while (sum(p.first) > 1.0) {
    p.first = p.first / 2.0;
    ++p.second;
  }
  return p;
}
AG_FUNCTION Tensor tuples(Tensor x) {
  auto t = std::make_tuple(x, 0, 0.5);
  while (sum(std::get<0>(t)) > 1.0) {
    std::get<0>(t) = std::get<0>(t) / 2.0;
    ++std::get<1>(t);
    std::get<2>(t) += 1.0;
  }
  return std::get<0>(t) + std::get<1>(t) + std::get<2>(t);
}
// source]

int main() {
  auto plain = [](double x) {
    int steps = 0;
    double best = 100;
    while (x > 1) {
      x /= 2, ++steps;
      if (steps % 2 == 0) best = steps * 0.5;
    }
    return x + steps + best;
  };
  for (double x : {0.5, 3.0, 100.0}) same(halve(Tensor(x)).item<double>(), plain(x));
  for (double x : {0.5, 3.0, 100.0}) {
    double y = x, best = 2;
    int steps = 1;
    while (y > 1) {
      y *= 0.5, steps += 2;
      if (y > 4) steps += 10;
      best = 3;
    }
    double e = y;
    for (int i = 0; i < steps; ++i) e += best;
    same(simulate(Tensor(x)).item<double>(), e);
  }
  State r = run(Tensor(4.5));
  same(r.x.item<double>(), -0.5);
  same(r.steps, 15);
  same(r.best, 100.0);
  State one = next(r, 4);
  same(one.steps, 19);
  bump(r);
  same(r.x.item<double>(), 10.5);
  same(r.steps, 26);
  double best = 100;
  for (int i = 15; i < 26; ++i) best += i;
  same(r.best, best);
  same(look(Tensor(1.0), Tensor(5.5)).item<double>(), 1.0 + 4 + 6.0);
  same(look(Tensor(1.0), Tensor(500.0)).item<double>(), -1.0);
  same(wide(Tensor(1.0)).to_vector<double>(), std::vector<double>{64, 64, 64});
  for (double x : {0.5, 3.0}) {
    double pos = x, fuel = 10;
    int steps = 0;
    auto walk = [&](double d) {
      while (pos < d && fuel > 0) pos += 1, ++steps, fuel -= 0.5;
    };
    while (pos < 9) walk(pos + 2);
    if (fuel < 5) walk(12);
    same(walks(Tensor(x), Tensor(9.0)).item<double>(), pos + steps + fuel);

    double ux = x > 2 ? x : 2 * x, best = 100;
    int un = x > 2 ? 1 : 5, sn = 1, tn = 1;
    while (ux < 10) un += 2, ux += 1, tn = sn + un, sn = tn;
    if (x < 4) best = tn;
    same(copies(Tensor(x)).item<double>(), ux + un + tn + best);

    double y = x;
    int n = 0;
    while (y > 1) y /= 2, ++n;
    const auto [half, turns] = pairs(Tensor(x));
    same(half.item<double>(), y);
    same(turns, n);
    same(tuples(Tensor(x)).item<double>(), y + n + (0.5 + n));
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}struct State {{{$}}
// CHECK-NEXT: {{^ *}}Tensor x;{{$}}
// CHECK-NEXT: {{^ *}}int steps = 0;{{$}}
// CHECK-NEXT: {{^ *}}double best = 100.0;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}#line 21 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}struct ag_State_12752568; template <> struct ag::detail::LiftOf<::State> { using type = ::ag_State_12752568; static type raise(const ::State& v); static ::State lower(const type& v); }; template <> struct ag::detail::HostOf<::ag_State_12752568> { using type = ::State; };  struct ag_State_12752568 { ::ag::Lift<::ag::Tensor> x; ::ag::Lift<int> steps = 0; ::ag::Lift<double> best = 100.0;  }; inline auto ag::detail::LiftOf<::State>::raise(const ::State& v) -> type { type r{}; ::ag::detail::raise_part(r.x, v.x); ::ag::detail::raise_part(r.steps, v.steps); ::ag::detail::raise_part(r.best, v.best); return r; } inline ::State ag::detail::LiftOf<::State>::lower(const type& v) { ::State r{}; ::ag::detail::lower_part(r.x, v.x); ::ag::detail::lower_part(r.steps, v.steps); ::ag::detail::lower_part(r.best, v.best); return r; } {{$}}
// CHECK-NEXT: {{^ *}}struct Search {{{$}}
// CHECK-NEXT: {{^ *}}State state;{{$}}
// CHECK-NEXT: {{^ *}}Tensor log;{{$}}
// CHECK-NEXT: {{^ *}}bool found = false;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}#line 26 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}struct ag_Search_b3bf211e; template <> struct ag::detail::LiftOf<::Search> { using type = ::ag_Search_b3bf211e; static type raise(const ::Search& v); static ::Search lower(const type& v); }; template <> struct ag::detail::HostOf<::ag_Search_b3bf211e> { using type = ::Search; };  struct ag_Search_b3bf211e { ::ag::Lift<::State> state; ::ag::Lift<::ag::Tensor> log; ::ag::Lift<bool> found = false;  }; inline auto ag::detail::LiftOf<::Search>::raise(const ::Search& v) -> type { type r{}; ::ag::detail::raise_part(r.state, v.state); ::ag::detail::raise_part(r.log, v.log); ::ag::detail::raise_part(r.found, v.found); return r; } inline ::Search ag::detail::LiftOf<::Search>::lower(const type& v) { ::Search r{}; ::ag::detail::lower_part(r.state, v.state); ::ag::detail::lower_part(r.log, v.log); ::ag::detail::lower_part(r.found, v.found); return r; } {{$}}
// CHECK: {{^ *}}// A local whose numbers change in the loop.{{$}}
// CHECK-NEXT: {{^ *}}#line 29 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor halve(Tensor x) { AG_FN("halve", 29, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&halve))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return halve(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<State> s{x};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(31, 3), ::ag::state("s{x,steps,best}", s)); ag_1.next() && ag_1.test(sum(s.x) > 1.0);) {{{$}}
// CHECK-NEXT: {{^ *}}s.x = s.x / 2.0;{{$}}
// CHECK-NEXT: {{^ *}}++s.steps;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(34, 5), s.steps % 2 == 0, ::ag::state("s{x,steps,best}", s)); if (ag_2.then()) s.best = s.steps * 0.5; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return s.x + s.steps + s.best;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}// Functions that take it: by reference, by value, by const reference.{{$}}
// CHECK-NEXT: {{^ *}}void advance(State& s, double dt) {{{$}}
// CHECK-NEXT: {{^ *}}s.x = s.x * dt;{{$}}
// CHECK-NEXT: {{^ *}}s.steps += 2;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}// A copy for staged values, made by autograft.{{$}}
// CHECK-NEXT: {{^ *}}#line 40 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}void ag_advance_3e266722(::ag::Lift<State>& s, ::ag::Scalar<double> dt) { AG_FN("advance", 40, 6); ::ag::Frame ag_0(ag_fn); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}s.x = s.x * dt;{{$}}
// CHECK-NEXT: {{^ *}}s.steps += 2;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 43 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK: {{^ *}}State slower(State s) {{{$}}
// CHECK-NEXT: {{^ *}}if (sum(s.x) > 4.0) s.steps += 10;{{$}}
// CHECK-NEXT: {{^ *}}s.best = 3.0;{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}// A copy for staged values, made by autograft.{{$}}
// CHECK-NEXT: {{^ *}}#line 44 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<State> ag_slower_0452f68a(::ag::Lift<State> s) { AG_FN("slower", 44, 7); ::ag::Frame ag_0(ag_fn); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(45, 3), sum(s.x) > 4.0, ::ag::state("s{x,steps,best}", s)); if (ag_1.then()) s.steps += 10; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}s.best = 3.0;{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 48 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK: {{^ *}}Tensor energy(const State& s) {{{$}}
// CHECK-NEXT: {{^ *}}Tensor e = s.x;{{$}}
// CHECK-NEXT: {{^ *}}for (int i = 0; i < s.steps; ++i) e = e + s.best;{{$}}
// CHECK-NEXT: {{^ *}}return e;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}// A copy for staged values, made by autograft.{{$}}
// CHECK-NEXT: {{^ *}}#line 49 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}Tensor ag_energy_c009fb72(const ::ag::Lift<State>& s) { AG_FN("energy", 49, 8); ::ag::Frame ag_0(ag_fn); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor e = s.x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(51, 3), ::ag::state("e,i", e, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < s.steps); ++i) e = e + s.best; }{{$}}
// CHECK-NEXT: {{^ *}}return e;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 53 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK: {{^ *}}#line 54 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor simulate(Tensor x) { AG_FN("simulate", 54, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&simulate))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return simulate(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<State> s{x, 1, 2.0};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(56, 3), ::ag::state("s{x,steps,best}", s)); ag_1.next() && ag_1.test(sum(s.x) > 1.0);) {{{$}}
// CHECK-NEXT: {{^ *}}::ag_advance_3e266722(s, 0.5);{{$}}
// CHECK-NEXT: {{^ *}}s = ::ag_slower_0452f68a(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ::ag_energy_c009fb72(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}// An annotated one, and a struct as the result.{{$}}
// CHECK-NEXT: {{^ *}}#line 64 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION State next(State s, int by) { AG_FN("next", 64, 19); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<State (*)(decltype(s), decltype(by))>(&next))) return ag_0.run<State>(+[](::ag::Lift<decltype(s)> s, ::ag::Lift<decltype(by)> by) -> ::ag::Lift<State> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass_ref(0, s), ::ag::pass(1, by))); }, s, by); auto& ag_s = s; auto& ag_by = by; { auto s = ag_0.inout(0, ag_s); ::ag::Scalar<int> by = ag_0.arg(1, ag_by); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}s.x = s.x - 1.0;{{$}}
// CHECK-NEXT: {{^ *}}s.steps += by;{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<State>(s);{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 69 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION State run(Tensor x) { AG_FN("run", 69, 19); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<State (*)(decltype(x))>(&run))) return ag_0.run<State>(+[](decltype(x) x) -> ::ag::Lift<State> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(run(static_cast<decltype(x)&&>(x))); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<State> s{x};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(71, 3), ::ag::state("s{x,steps,best}", s)); ag_1.next() && ag_1.test(sum(s.x) > 0.0);) s = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass_ref(0, s), 3));{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<State>(s);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 74 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void bump(State& s) { AG_FN("bump", 74, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(s))>(&bump))) { ag_0.run<void>(+[](::ag::Lift<decltype(s)>& s) -> void { (::ag::Crossing(0x{{[0-9a-f]+}}u), bump(::ag::pass_ref(0, s))); }, s); return; } auto& ag_s = s; { auto& s = ag_0.inout(0, ag_s); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(75, 3), ::ag::state("s{x,steps,best}", s)); ag_1.next() && ag_1.test(sum(s.x) < 10.0);) {{{$}}
// CHECK-NEXT: {{^ *}}s.x += 1.0;{{$}}
// CHECK-NEXT: {{^ *}}s.best += s.steps;{{$}}
// CHECK-NEXT: {{^ *}}++s.steps;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}// One in another, with a way out of the loop.{{$}}
// CHECK-NEXT: {{^ *}}#line 83 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor look(Tensor x, Tensor goal) { AG_FN("look", 83, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(goal))>(&look))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(goal) goal) -> ::ag::Lift<Tensor> { return look(static_cast<decltype(x)&&>(x), static_cast<decltype(goal)&&>(goal)); }, x, goal); AG_LOUD ::ag::Slot<Tensor> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<Search> s{{[{][{]}}x, 0, 0.0}, x};{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(85, 3), ::ag::state("s{state{x,steps,best},log,found},i,break", s, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(i < 100); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}s.state.x = s.state.x + 1.0;{{$}}
// CHECK-NEXT: {{^ *}}s.state.steps = i;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(88, 5), sum(s.state.x) > goal, ::ag::state("s{state{x,steps,best},log,found},break", s, ag_brk)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}s.found = true;{{$}}
// CHECK-NEXT: {{^ *}}s.log = s.log + s.state.steps;{{$}}
// CHECK-NEXT: {{^ *}}ag_brk = true;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(94, 3), ::ag::not_(AG_SITE(94, 7), s.found), ::ag::state("return", ag_ret)); if (ag_3.then()) ag_ret = -x; if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = s.log + s.state.x; } ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }{{$}}
// CHECK: {{^ *}}// Only a tensor changes: the number stays with the host.{{$}}
// CHECK-NEXT: {{^ *}}struct Options {{{$}}
// CHECK-NEXT: {{^ *}}Tensor w;{{$}}
// CHECK-NEXT: {{^ *}}int width;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}#line 103 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor wide(Tensor x) { AG_FN("wide", 103, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&wide))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return wide(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Options o{x, 3};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(105, 3), ::ag::state("o{w,width}", o)); ag_1.next() && ag_1.test(sum(o.w) < 50.0);) o.w = o.w * 2.0;{{$}}
// CHECK-NEXT: {{^ *}}return o.w + ag::zeros({o.width}, ag::f64);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}// Methods.{{$}}
// CHECK-NEXT: {{^ *}}struct Walker {{{$}}
// CHECK-NEXT: {{^ *}}Tensor pos;{{$}}
// CHECK-NEXT: {{^ *}}int steps = 0;{{$}}
// CHECK-NEXT: {{^ *}}double fuel = 10.0;{{$}}
// CHECK-NEXT: {{^ *}}void walk(const Tensor& d) {{{$}}
// CHECK-NEXT: {{^ *}}while (sum(pos) < d && fuel > 0) {{{$}}
// CHECK-NEXT: {{^ *}}pos = pos + 1.0;{{$}}
// CHECK-NEXT: {{^ *}}++steps;{{$}}
// CHECK-NEXT: {{^ *}}fuel -= 0.5;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}bool tired() const { return fuel < 5.0; }{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}#line 122 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}struct ag_Walker_14f31d96; template <> struct ag::detail::LiftOf<::Walker> { using type = ::ag_Walker_14f31d96; static type raise(const ::Walker& v); static ::Walker lower(const type& v); }; template <> struct ag::detail::HostOf<::ag_Walker_14f31d96> { using type = ::Walker; };  struct ag_Walker_14f31d96 { ::ag::Lift<::ag::Tensor> pos; ::ag::Lift<int> steps = 0; ::ag::Lift<double> fuel = 10.0; {{$}}
// CHECK-NEXT: {{^ *}}// A copy for staged values, made by autograft.{{$}}
// CHECK-NEXT: {{^ *}}#line 114 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}void walk(const Tensor& d) { AG_FN("walk", 114, 8); ::ag::Frame ag_0(ag_fn); AG_QUIET  AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(115, 5), ::ag::state("*this", *this)); ag_1.next() && ag_1.test(::ag::and_(AG_SITE(115, 12), sum(pos) < d, [&] { return fuel > 0; }));) {{{$}}
// CHECK-NEXT: {{^ *}}pos = pos + 1.0;{{$}}
// CHECK-NEXT: {{^ *}}++steps;{{$}}
// CHECK-NEXT: {{^ *}}fuel -= 0.5;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 122 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}// A copy for staged values, made by autograft.{{$}}
// CHECK-NEXT: {{^ *}}#line 121 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> tired() const { AG_FN("tired", 121, 8); ::ag::Frame ag_0(ag_fn); AG_QUIET  AG_LOUD return fuel < 5.0; }{{$}}
// CHECK-NEXT: {{^ *}}#line 122 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}#line 122 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}}; inline auto ag::detail::LiftOf<::Walker>::raise(const ::Walker& v) -> type { type r{}; ::ag::detail::raise_part(r.pos, v.pos); ::ag::detail::raise_part(r.steps, v.steps); ::ag::detail::raise_part(r.fuel, v.fuel); return r; } inline ::Walker ag::detail::LiftOf<::Walker>::lower(const type& v) { ::Walker r{}; ::ag::detail::lower_part(r.pos, v.pos); ::ag::detail::lower_part(r.steps, v.steps); ::ag::detail::lower_part(r.fuel, v.fuel); return r; } {{$}}
// CHECK-NEXT: {{^ *}}#line 123 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor walks(Tensor x, Tensor d) { AG_FN("walks", 123, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(d))>(&walks))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(d) d) -> ::ag::Lift<Tensor> { return walks(static_cast<decltype(x)&&>(x), static_cast<decltype(d)&&>(d)); }, x, d); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<Walker> w{x};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(125, 3), ::ag::state("w{pos,steps,fuel}", w)); ag_1.next() && ag_1.test(sum(w.pos) < d);) w.walk(w.pos + 2.0);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(126, 3), w.tired(), ::ag::state("w{pos,steps,fuel}", w)); if (ag_2.then()) w.walk(d + 3.0); if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return w.pos + w.steps + w.fuel;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}// Copies, `?:`, a closure, names of the parts.{{$}}
// CHECK-NEXT: {{^ *}}#line 131 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor copies(Tensor x) { AG_FN("copies", 131, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&copies))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return copies(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<State> s{x, 1}, t = s, u = ::ag::select(AG_SITE(132, 29), sum(x) > 2.0, [&] { return s; }, [&] { return ::ag::raised(State{x * 2.0, 5}); });{{$}}
// CHECK-NEXT: {{^ *}}auto step = [&](int k) {{{$}}
// CHECK-NEXT: {{^ *}}u.steps += k;{{$}}
// CHECK-NEXT: {{^ *}}u.x = u.x + 1.0;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(137, 3), ::ag::state("s{x,steps,best},t{x,steps,best},u{x,steps,best}", s, t, u)); ag_1.next() && ag_1.test(sum(u.x) < 10.0);) {{{$}}
// CHECK-NEXT: {{^ *}}step(2);{{$}}
// CHECK-NEXT: {{^ *}}t = s;{{$}}
// CHECK-NEXT: {{^ *}}t.steps += u.steps;{{$}}
// CHECK-NEXT: {{^ *}}s = t;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}auto& [first, n, best] = t;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(144, 3), sum(first) < 4.0, ::ag::state("t{x,steps,best}", t)); if (ag_2.then()) best = n; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return u.x + u.steps + t.steps + t.best;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}// Pairs and tuples.{{$}}
// CHECK-NEXT: {{^ *}}#line 149 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::pair<Tensor, int> pairs(Tensor x) { AG_FN("pairs", 149, 36); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<std::pair<Tensor, int> (*)(decltype(x))>(&pairs))) return ag_0.run<std::pair<Tensor, int>>(+[](decltype(x) x) -> ::ag::Lift<std::pair<Tensor, int>> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(pairs(static_cast<decltype(x)&&>(x))); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Lift<std::pair<Tensor, int>> p{x, 0};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(151, 3), ::ag::state("p", p)); ag_1.next() && ag_1.test(sum(p.first) > 1.0);) {{{$}}
// CHECK-NEXT: {{^ *}}p.first = p.first / 2.0;{{$}}
// CHECK-NEXT: {{^ *}}++p.second;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<std::pair<Tensor, int>>(p);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 157 "{{.*}}numbers_and_tensors.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor tuples(Tensor x) { AG_FN("tuples", 157, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&tuples))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return tuples(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}auto t = ::ag::raised(std::make_tuple(x, 0, 0.5));{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(159, 3), ::ag::state("t", t)); ag_1.next() && ag_1.test(sum(std::get<0>(t)) > 1.0);) {{{$}}
// CHECK-NEXT: {{^ *}}std::get<0>(t) = std::get<0>(t) / 2.0;{{$}}
// CHECK-NEXT: {{^ *}}++std::get<1>(t);{{$}}
// CHECK-NEXT: {{^ *}}std::get<2>(t) += 1.0;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return std::get<0>(t) + std::get<1>(t) + std::get<2>(t);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
