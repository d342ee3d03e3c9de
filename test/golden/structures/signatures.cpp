// TITLE: Structured arguments and results
// DOC: Parameters and results may be aggregates, pairs, tuples, vectors and classes with AG_FIELDS; `&` is in-out.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "../golden.h"

using ag::Tensor;

struct Body {
  Tensor pos, vel;
};
struct Options {
  std::string kind;
  int order = 1;
};
class Filter {
  Tensor gain_, level_;
  AG_FIELDS(gain_, level_)
 public:
  Filter(Tensor gain, Tensor level) : gain_(gain), level_(level) {}
  void feed(const Tensor& x) { level_ = level_ + gain_ * (x - level_); }
  const Tensor& level() const { return level_; }
};

// [source
AG_FUNCTION Body step(const Body& b, Tensor dt, Options o) {
  Body next = b;
  if (o.kind == "euler") next.vel = b.vel - dt * o.order;
  while (next.pos > 2.0) next.pos = next.pos + next.vel * dt;
  return next;
}

AG_FUNCTION std::pair<Tensor, Tensor> divide(Tensor a, Tensor b) {
  Tensor q = 0;
  while (a >= b) {
    a -= b;
    q += 1;
  }
  return {q, a};
}

AG_FUNCTION std::tuple<Tensor, int, bool> newton(Tensor x) {
  Tensor y = x;
  int steps = 0;
  while (ag::abs(y * y - x) > 1e-9) {
    y = (y + x / y) * 0.5;
    ++steps;
  }
  return {y, steps, steps > 3};
}

AG_FUNCTION Tensor both(Tensor a, Tensor b) {
  auto [q, r] = divide(a, b);
  if (r > 0) q += 100;
  auto [root, steps, many] = newton(q * 1.0);
  double extra = 0;
  if (steps > 4 && many) extra = 0.5;
  return ag::stack({q.to(ag::f64), r.to(ag::f64), root, root * steps + extra});
}

AG_FUNCTION void scale(std::vector<Tensor>& v, Body& b, Tensor limit) {
  for (Tensor& t : v) {
    while (ag::sum(t) < limit) t = t * 2.0;
  }
  v.push_back(limit);
  std::swap(b.pos, b.vel);
}

AG_FUNCTION std::pair<Tensor, int> search(Tensor t, Tensor want) {
  for (int i = 0; i < 6; ++i) {
    if (t[i] == want) return {t[i] * 10, i};
  }
  return {want, -1};
}

AG_FUNCTION std::vector<Tensor> powers(const std::array<Tensor, 2>& x, int n) {
  std::vector<Tensor> out;
  for (int i = 0; i < n; ++i) out.push_back(ag::pow(x[0], i) + x[1]);
  return out;
}

AG_FUNCTION void smooth(Filter& f, Tensor xs) {
  for (Tensor x : xs) f.feed(x);
}

AG_FUNCTION Body pick(Tensor x) {
  Body far{x, x * 2.0};
  while (far.pos < 100.0) {
    if (far.vel > 30.0) return {far.vel, far.pos};
    far.pos *= 1.5;
    far.vel += far.pos;
  }
  return far;
}
// source]

int main() {
  Body b{Tensor(10.0), Tensor(0.5)};
  for (const char* kind : {"euler", "none"}) {
    double pos = 10, vel = kind[0] == 'e' ? 0.5 - 1.5 * 2 : -1.0;
    if (kind[0] != 'e') b.vel = -1.0;
    while (pos > 2) pos += vel * 1.5;
    Body r = step(b, Tensor(1.5), Options{kind, 2});
    same(r.pos.item<double>(), pos);
    same(r.vel.item<double>(), vel);
  }
  auto [q, r] = divide(Tensor(17), Tensor(5));
  same(q.item<int>(), 3);
  same(r.item<int>(), 2);
  auto [y, steps, many] = newton(Tensor(2.0));
  double z = 2;
  int n = 0;
  while (std::abs(z * z - 2.0) > 1e-9) z = (z + 2.0 / z) * 0.5, ++n;
  same(y.item<double>(), z);
  same(steps, n);
  same(many, n > 3);
  Tensor all = both(Tensor(17), Tensor(5));
  z = 103, n = 0;
  while (std::abs(z * z - 103.0) > 1e-9) z = (z + 103.0 / z) * 0.5, ++n;
  same(all.to_vector<double>(), std::vector<double>{103, 2, z, z * n + (n > 4 ? 0.5 : 0)});
  std::vector<Tensor> v{Tensor{1.0, 2.0}, Tensor{5.0}};
  for (int turn = 0; turn < 2; ++turn) scale(v, b, Tensor(20.0 * (turn + 1)));
  same(static_cast<double>(v.size()), 4);
  same(v[0].to_vector<double>(), std::vector<double>{16, 32});
  same(v[1].item<double>(), 40);
  same(v[2].item<double>(), 40);
  same(v[3].item<double>(), 40);
  same(b.pos.item<double>(), 10);
  auto [found, at] = search(Tensor{4, 8, 15, 16, 23, 42}, Tensor(16));
  same(found.item<int>(), 160);
  same(at, 3);
  auto [none, nowhere] = search(Tensor{4, 8, 15, 16, 23, 42}, Tensor(7));
  same(none.item<int>(), 7);
  same(nowhere, -1);
  auto p = powers({Tensor(2.0), Tensor(1.0)}, 4);
  same(static_cast<double>(p.size()), 4);
  same(p[3].item<double>(), 9);
  Filter f(Tensor(0.5), Tensor(0.0));
  smooth(f, Tensor{1.0, 2.0, 3.0});
  same(f.level().item<double>(), ((0.5) + 2) / 2 * 0.5 + 1.5);
  Body far = pick(Tensor(3.0));
  double fp = 3, fv = 6;
  bool early = false;
  while (fp < 100 && !early) {
    if (fv > 30) { early = true; break; }
    fp *= 1.5;
    fv += fp;
  }
  same(far.pos.item<double>(), early ? fv : fp);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 36 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Body step(const Body& b, Tensor dt, Options o) { AG_FN("step", 36, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Body (*)(decltype(b), decltype(dt), decltype(o))>(&step))) return ag_0.run<Body>(+[](decltype(b) b, decltype(dt) dt, decltype(o) o) -> ::ag::Lift<Body> { return step(b, static_cast<decltype(dt)&&>(dt), static_cast<decltype(o)&&>(o)); }, b, dt, o); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Body next = b;{{$}}
// CHECK-NEXT: {{^ *}}if (o.kind == "euler") next.vel = b.vel - dt * o.order;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(39, 3), ::ag::state("next{pos,vel}", next)); ag_1.next() && ag_1.test(next.pos > 2.0);) next.pos = next.pos + next.vel * dt;{{$}}
// CHECK-NEXT: {{^ *}}return next;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 43 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::pair<Tensor, Tensor> divide(Tensor a, Tensor b) { AG_FN("divide", 43, 39); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<std::pair<Tensor, Tensor> (*)(decltype(a), decltype(b))>(&divide))) return ag_0.run<std::pair<Tensor, Tensor>>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<std::pair<Tensor, Tensor>> { return divide(static_cast<decltype(a)&&>(a), static_cast<decltype(b)&&>(b)); }, a, b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor q = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(45, 3), ::ag::state("a,q", a, q)); ag_1.next() && ag_1.test(a >= b);) {{{$}}
// CHECK-NEXT: {{^ *}}a -= b;{{$}}
// CHECK-NEXT: {{^ *}}q += 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return {q, a};{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 52 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::tuple<Tensor, int, bool> newton(Tensor x) { AG_FN("newton", 52, 43); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<std::tuple<Tensor, int, bool> (*)(decltype(x))>(&newton))) return ag_0.run<std::tuple<Tensor, int, bool>>(+[](decltype(x) x) -> ::ag::Lift<std::tuple<Tensor, int, bool>> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(newton(static_cast<decltype(x)&&>(x))); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> steps = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(55, 3), ::ag::state("y,steps", y, steps)); ag_1.next() && ag_1.test(ag::abs(y * y - x) > 1e-9);) {{{$}}
// CHECK-NEXT: {{^ *}}y = (y + x / y) * 0.5;{{$}}
// CHECK-NEXT: {{^ *}}++steps;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<std::tuple<Tensor, int, bool>>({y, steps, steps > 3});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 62 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor both(Tensor a, Tensor b) { AG_FN("both", 62, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(a), decltype(b))>(&both))) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(b) b) -> ::ag::Lift<Tensor> { return both(static_cast<decltype(a)&&>(a), static_cast<decltype(b)&&>(b)); }, a, b); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}auto [q, r] = divide(a, b);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(64, 3), r > 0, ::ag::state("q", q)); if (ag_1.then()) q += 100; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}auto [root, steps, many] = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(newton(q * 1.0));{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> extra = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(67, 3), ::ag::and_(AG_SITE(67, 7), steps > 4, [&] { return many; }), ::ag::state("extra", extra)); if (ag_2.then()) extra = 0.5; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({q.to(ag::f64), r.to(ag::f64), root, root * steps + extra});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 71 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void scale(std::vector<Tensor>& v, Body& b, Tensor limit) { AG_FN("scale", 71, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(v), decltype(b), decltype(limit))>(&scale))) { ag_0.run<void>(+[](decltype(v) v, decltype(b) b, decltype(limit) limit) -> void { scale(v, b, static_cast<decltype(limit)&&>(limit)); }, v, b, limit); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (Tensor& t : v) {{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(73, 5), ::ag::state("v", v)); ag_1.next() && ag_1.test(ag::sum(t) < limit);) t = t * 2.0;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}v.push_back(limit);{{$}}
// CHECK-NEXT: {{^ *}}std::swap(b.pos, b.vel);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 79 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::pair<Tensor, int> search(Tensor t, Tensor want) { AG_FN("search", 79, 36); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<std::pair<Tensor, int> (*)(decltype(t), decltype(want))>(&search))) return ag_0.run<std::pair<Tensor, int>>(+[](decltype(t) t, decltype(want) want) -> ::ag::Lift<std::pair<Tensor, int>> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(search(static_cast<decltype(t)&&>(t), static_cast<decltype(want)&&>(want))); }, t, want); AG_LOUD ::ag::Slot<std::pair<Tensor, int>> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(80, 3), ::ag::state("i,return,done", i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i < 6); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(81, 5), t[i] == want, ::ag::state("return,done", ag_ret, ag_done)); if (ag_2.then()) { ag_ret = ::ag::Lift<std::pair<Tensor, int>> {t[i] * 10, i}; ag_done = true; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} } { ::ag::Branch ag_3(AG_SITE(83, 3), ::ag::not_(AG_SITE(83, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = ::ag::Lift<std::pair<Tensor, int>> {want, -1}; } if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<std::pair<Tensor, int>>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 86 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION std::vector<Tensor> powers(const std::array<Tensor, 2>& x, int n) { AG_FN("powers", 86, 33); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<std::vector<Tensor> (*)(decltype(x), decltype(n))>(&powers))) return ag_0.run<std::vector<Tensor>>(+[](decltype(x) x, ::ag::Lift<decltype(n)> n) -> ::ag::Lift<std::vector<Tensor>> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(powers(x, ::ag::pass(1, n))); }, x, n); auto& ag_n = n; { ::ag::Scalar<int> n = ag_0.arg(1, ag_n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}std::vector<Tensor> out;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(88, 3), ::ag::state("out,i", out, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) out.push_back(ag::pow(x[0], i) + x[1]); }{{$}}
// CHECK-NEXT: {{^ *}}return out;{{$}}
// CHECK-NEXT: {{^ *}}}}{{$}}
// CHECK: {{^ *}}#line 92 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION void smooth(Filter& f, Tensor xs) { AG_FN("smooth", 92, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<void (*)(decltype(f), decltype(xs))>(&smooth))) { ag_0.run<void>(+[](decltype(f) f, decltype(xs) xs) -> void { smooth(f, static_cast<decltype(xs)&&>(xs)); }, f, xs); return; } AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (Tensor x : ::ag::Each(AG_SITE(93, 3), xs, ::ag::state("f", f))) f.feed(x);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 96 "{{.*}}signatures.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Body pick(Tensor x) { AG_FN("pick", 96, 18); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Body (*)(decltype(x))>(&pick))) return ag_0.run<Body>(+[](decltype(x) x) -> ::ag::Lift<Body> { return pick(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD ::ag::Slot<Body> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}Body far{x, x * 2.0};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(98, 3), ::ag::state("far{pos,vel},return,done", far, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(far.pos < 100.0);) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(99, 5), far.vel > 30.0, ::ag::state("far{pos,vel},return,done", far, ag_ret, ag_done)); if (ag_2.then()) { ag_ret = ::ag::Lift<Body> {far.vel, far.pos}; ag_done = true; } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}far.pos *= 1.5;{{$}}
// CHECK-NEXT: {{^ *}}far.vel += far.pos; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} { ::ag::Branch ag_3(AG_SITE(103, 3), ::ag::not_(AG_SITE(103, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = far; } if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Body>(ag_ret); }{{$}}
