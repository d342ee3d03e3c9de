// TITLE: Declarations of every kind
// DOC: Structured bindings, local classes and enumerations, `using`, `static` locals that are only
// DOC: read, `static_assert`, attributes and nested blocks stay as they are written.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <utility>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor local_things(Tensor x, const std::pair<double, int>& setting) {
  using Number = double;
  struct Line {
    Number a, b;
    Tensor at(const Tensor& v) const { return v * a + b; }
  };
  enum Step { small = 1, large = 10 };
  static const Number scale = 0.5;
  static constexpr int table[] = {3, 1, 2};
  static_assert(sizeof(table) / sizeof(int) == 3);
  const auto& [factor, offset] = setting;
  [[maybe_unused]] const Line line{factor, scale};
  {
    using namespace ag;
    x = maximum(x, x * 0.5);
    { Number x = 3; static_cast<void>(x); }
  }
  int turns = 0;
  while (x < 100.0) {
    x = line.at(x) + offset + table[1];
    if (x > 40.0) [[unlikely]] {
      turns += large;
    } else {
      turns += small;
    }
  }
  return x * 100 + turns;
}

AG_FUNCTION Tensor bindings(Tensor x) {
  Tensor pair[] = {x, x + 1};
  auto& [low, high] = pair;
  while (low < 50.0) {
    low = low + high;
    if (low > 20.0) high = high * 2.0;
  }
  return pair[0] * 1000 + high;
}
// source]

int main() {
  for (double x : {1.0, 20.0, 200.0}) {
    double y = x;
    int turns = 0;
    while (y < 100.0) {
      y = y * 1.5 + 0.5 + 2 + 1;
      turns += y > 40.0 ? 10 : 1;
    }
    same(local_things(x, {1.5, 2}).item<double>(), y * 100 + turns);
    double low = x, high = x + 1;
    while (low < 50.0) {
      low = low + high;
      if (low > 20.0) high = high * 2.0;
    }
    same(bindings(x).item<double>(), low * 1000 + high);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}declarations.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor local_things(Tensor x, const std::pair<double, int>& setting) { AG_FN("local_things", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(setting))>(&local_things))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(setting) setting) -> ::ag::Lift<Tensor> { return local_things(static_cast<decltype(x)&&>(x), setting); }, x, setting); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}using Number = double;{{$}}
// CHECK-NEXT: {{^ *}}struct Line {{{$}}
// CHECK-NEXT: {{^ *}}Number a, b;{{$}}
// CHECK-NEXT: {{^ *}}Tensor at(const Tensor& v) const { return v * a + b; }{{$}}
// CHECK-NEXT: {{^ *}}};{{$}}
// CHECK-NEXT: {{^ *}}enum Step { small = 1, large = 10 };{{$}}
// CHECK-NEXT: {{^ *}}static const Number scale = 0.5;{{$}}
// CHECK-NEXT: {{^ *}}static constexpr int table[] = {3, 1, 2};{{$}}
// CHECK-NEXT: {{^ *}}static_assert(sizeof(table) / sizeof(int) == 3);{{$}}
// CHECK-NEXT: {{^ *}}const auto& [factor, offset] = setting;{{$}}
// CHECK-NEXT: {{^ *}}{{[[][[]}}maybe_unused]] const Line line{factor, scale};{{$}}
// CHECK-NEXT: {{^ *}}{{{$}}
// CHECK-NEXT: {{^ *}}using namespace ag;{{$}}
// CHECK-NEXT: {{^ *}}x = maximum(x, x * 0.5);{{$}}
// CHECK-NEXT: {{^ *}}{ Number x = 3; static_cast<void>(x); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(33, 3), ::ag::state("x,turns", x, turns)); ag_1.next() && ag_1.test(x < 100.0);) {{{$}}
// CHECK-NEXT: {{^ *}}x = line.at(x) + offset + table[1];{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(35, 5), x > 40.0, ::ag::state("turns", turns)); if (ag_2.then()) { {{[[][[]}}unlikely]] {{{$}}
// CHECK-NEXT: {{^ *}}turns += large;{{$}}
// CHECK-NEXT: {{^ *}}} } if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}turns += small;{{$}}
// CHECK-NEXT: {{^ *}}} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return x * 100 + turns;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 44 "{{.*}}declarations.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor bindings(Tensor x) { AG_FN("bindings", 44, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&bindings))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return bindings(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor pair[] = {x, x + 1};{{$}}
// CHECK-NEXT: {{^ *}}auto& [low, high] = pair;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(47, 3), ::ag::state("pair", pair)); ag_1.next() && ag_1.test(low < 50.0);) {{{$}}
// CHECK-NEXT: {{^ *}}low = low + high;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(49, 5), low > 20.0, ::ag::state("pair", pair)); if (ag_2.then()) high = high * 2.0; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return pair[0] * 1000 + high;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
