// TITLE: Aggregates as state
// DOC: A struct, pair, array or vector of tensors is state: its fields and elements are carried.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct Particle {
  Tensor pos, vel;
};
struct World {
  Particle a, b;
  Tensor t;
};

AG_FUNCTION Tensor fall(Tensor height) {
  Particle p{height, 0.0};
  Tensor steps = 0;
  while (p.pos > 0.0) {
    p.vel -= 1.0;
    p.pos += p.vel * 0.5;
    steps += 1;
  }
  return ag::stack({p.pos, p.vel, steps.to(ag::f64)});
}

AG_FUNCTION Tensor nested(Tensor x) {
  World w{{x, 1.0}, {x + 1.0, 2.0}, 0.0};
  while (w.t < 3.0) {
    if (w.a.pos < w.b.pos) {
      w.a.pos += w.a.vel;
    } else {
      std::swap(w.a, w.b);
      w.b.vel = w.b.vel * 2.0;
    }
    Particle& p = w.b;
    p.pos += 0.25;
    w.t += 1.0;
  }
  return ag::stack({w.a.pos, w.a.vel, w.b.pos, w.b.vel});
}

AG_FUNCTION Tensor containers(Tensor x) {
  std::pair<Tensor, Tensor> p{x, x * 2.0};
  std::array<Tensor, 2> a{x, x};
  std::vector<Tensor> v;
  for (int i = 0; i < 3; ++i) v.push_back(x + i);
  std::map<std::string, Tensor> m{{"w", x}, {"b", x * 0.5}};
  std::tuple<Tensor, Tensor> t{x, x};
  std::optional<Tensor> o = x;
  while (p.first < 20.0) {
    p.first += p.second;
    if (p.first > 9.0) {
      a[1] = a[0] + p.first;
      for (Tensor& e : v) e = e * 2.0;
      m["w"] += m["b"];
      std::get<1>(t) += 3.0;
    } else {
      v[1] += 1.0;
      *o += 5.0;
    }
  }
  return ag::stack({p.first, p.second, a[0], a[1], v[0], v[1], v[2], m["w"], m.at("b"), std::get<1>(t), *o});
}
// source]

int main() {
  double pos = 3, vel = 0, steps = 0;
  while (pos > 0) vel -= 1, pos += vel * 0.5, steps += 1;
  same(fall(Tensor(3.0)).to_vector<double>(), std::vector<double>{pos, vel, steps});
  {
    struct P { double pos, vel; } a{0.5, 1}, b{1.5, 2};
    for (int t = 0; t < 3; ++t) {
      if (a.pos < b.pos) a.pos += a.vel;
      else std::swap(a, b), b.vel *= 2;
      b.pos += 0.25;
    }
    same(nested(Tensor(0.5)).to_vector<double>(), std::vector<double>{a.pos, a.vel, b.pos, b.vel});
  }
  {
    double x = 1.5, p0 = x, p1 = 2 * x, a1 = x, v[3] = {x, x + 1, x + 2}, w = x, b = x / 2, g = x, o = x;
    while (p0 < 20) {
      p0 += p1;
      if (p0 > 9) {
        a1 = x + p0;
        for (double& e : v) e *= 2;
        w += b, g += 3;
      } else v[1] += 1, o += 5;
    }
    same(containers(Tensor(1.5)).to_vector<double>(), std::vector<double>{p0, p1, x, a1, v[0], v[1], v[2], w, b, g, o});
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}struct Particle {{{$}}
// CHECK-NEXT: {{^ *}}Tensor pos, vel;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}struct World {{{$}}
// CHECK-NEXT: {{^ *}}Particle a, b;{{$}}
// CHECK-NEXT: {{^ *}}Tensor t;{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK: {{^ *}}#line 28 "{{.*}}aggregates.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor fall(Tensor height) { AG_FN("fall", 28, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(height))>(&fall))) return ag_0.run<Tensor>(+[](decltype(height) height) -> ::ag::Lift<Tensor> { return fall(static_cast<decltype(height)&&>(height)); }, height); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Particle p{height, 0.0};{{$}}
// CHECK-NEXT: {{^ *}}Tensor steps = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(31, 3), ::ag::state("p{pos,vel},steps", p, steps)); ag_1.next() && ag_1.test(p.pos > 0.0);) {{{$}}
// CHECK-NEXT: {{^ *}}p.vel -= 1.0;{{$}}
// CHECK-NEXT: {{^ *}}p.pos += p.vel * 0.5;{{$}}
// CHECK-NEXT: {{^ *}}steps += 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({p.pos, p.vel, steps.to(ag::f64)});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 39 "{{.*}}aggregates.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor nested(Tensor x) { AG_FN("nested", 39, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&nested))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return nested(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}World w{{[{][{]}}x, 1.0}, {x + 1.0, 2.0}, 0.0};{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(41, 3), ::ag::state("w{a{pos,vel},b{pos,vel},t}", w)); ag_1.next() && ag_1.test(w.t < 3.0);) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(42, 5), w.a.pos < w.b.pos, ::ag::state("w{a{pos,vel},b{pos,vel},t}", w)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}w.a.pos += w.a.vel;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}std::swap(w.a, w.b);{{$}}
// CHECK-NEXT: {{^ *}}w.b.vel = w.b.vel * 2.0;{{$}}
// CHECK-NEXT: {{^ *}}} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}Particle& p = w.b;{{$}}
// CHECK-NEXT: {{^ *}}p.pos += 0.25;{{$}}
// CHECK-NEXT: {{^ *}}w.t += 1.0;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({w.a.pos, w.a.vel, w.b.pos, w.b.vel});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 55 "{{.*}}aggregates.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor containers(Tensor x) { AG_FN("containers", 55, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&containers))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return containers(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}std::pair<Tensor, Tensor> p{x, x * 2.0};{{$}}
// CHECK-NEXT: {{^ *}}std::array<Tensor, 2> a{x, x};{{$}}
// CHECK-NEXT: {{^ *}}std::vector<Tensor> v;{{$}}
// CHECK-NEXT: {{^ *}}for (int i = 0; i < 3; ++i) v.push_back(x + i);{{$}}
// CHECK-NEXT: {{^ *}}std::map<std::string, Tensor> m{{[{][{]}}"w", x}, {"b", x * 0.5}};{{$}}
// CHECK-NEXT: {{^ *}}std::tuple<Tensor, Tensor> t{x, x};{{$}}
// CHECK-NEXT: {{^ *}}std::optional<Tensor> o = x;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(63, 3), ::ag::state("p,a,v,m,t,o", p, a, v, m, t, o)); ag_1.next() && ag_1.test(p.first < 20.0);) {{{$}}
// CHECK-NEXT: {{^ *}}p.first += p.second;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(65, 5), p.first > 9.0, ::ag::state("a,v,m,t,o", a, v, m, t, o)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}a[1] = a[0] + p.first;{{$}}
// CHECK-NEXT: {{^ *}}for (Tensor& e : v) e = e * 2.0;{{$}}
// CHECK-NEXT: {{^ *}}m["w"] += m["b"];{{$}}
// CHECK-NEXT: {{^ *}}std::get<1>(t) += 3.0;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}v[1] += 1.0;{{$}}
// CHECK-NEXT: {{^ *}}*o += 5.0;{{$}}
// CHECK-NEXT: {{^ *}}} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({p.first, p.second, a[0], a[1], v[0], v[1], v[2], m["w"], m.at("b"), std::get<1>(t), *o});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
