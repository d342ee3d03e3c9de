// TITLE: Enumerations: a state machine
// DOC: An enumeration is promoted like a number of its underlying type.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
enum class Light { red, green, amber };

AG_FUNCTION Tensor lights(const Tensor& seconds) {
  Light light = Light::red;
  Tensor greens = 0;
  for (int t = 0; t < seconds; ++t) {
    if (light == Light::red) {
      light = Light::green;
    } else if (light == Light::green) {
      greens += 1;
      if (t % 3 == 0) light = Light::amber;
    } else {
      light = Light::red;
    }
  }
  return greens * 10 + (light == Light::amber ? 1 : 0);
}
// source]

int main() {
  for (const int seconds : {0, 4, 11}) {
    Light light = Light::red;
    int greens = 0;
    for (int t = 0; t < seconds; ++t) {
      if (light == Light::red) {
        light = Light::green;
      } else if (light == Light::green) {
        greens += 1;
        if (t % 3 == 0) light = Light::amber;
      } else {
        light = Light::red;
      }
    }
    same(lights(Tensor(seconds)).item<int>(), greens * 10 + (light == Light::amber ? 1 : 0));
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}enum class Light { red, green, amber };{{$}}
// CHECK: {{^ *}}#line 14 "{{.*}}enum.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor lights(const Tensor& seconds) { AG_FN("lights", 14, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(seconds))>(&lights))) return ag_0.run<Tensor>(+[](decltype(seconds) seconds) -> ::ag::Lift<Tensor> { return lights(seconds); }, seconds); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<Light> light = Light::red;{{$}}
// CHECK-NEXT: {{^ *}}Tensor greens = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> t = 0; for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("light,greens,t", light, greens, t)); ag_1.next() && ag_1.test(t < seconds); ++t) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(18, 5), light == Light::red, ::ag::state("light,greens", light, greens)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}light = Light::green;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_2.other()) { { ::ag::Branch ag_3(AG_SITE(20, 12), light == Light::green, ::ag::state("light,greens", light, greens)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}greens += 1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(22, 7), t % 3 == 0, ::ag::state("light", light)); if (ag_4.then()) light = Light::amber; if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}light = Light::red;{{$}}
// CHECK-NEXT: {{^ *}}} ag_3.join(); } } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return greens * 10 + (::ag::select(AG_SITE(27, 25), light == Light::amber, [&] { return 1; }, [&] { return 0; }));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
