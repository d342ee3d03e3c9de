// TITLE: const locals and auto
// DOC: A `const` local computed from a staged value is promoted and stays `const`; one made from
// DOC: host constants stays a host number. `auto` becomes the type it stands for.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor constants(Tensor x) {
  const int width = 4;
  auto k = 0;
  Tensor y = ag::zeros({width});
  while (x > 0) {
    const int twice = k * 2;
    const auto half = twice / 4.0;
    constexpr int step = 3;
    y[k % width] = twice + half;
    k += step;
    x = x - 1;
  }
  return y;
}
// source]

int main() {
  std::vector<float> y(4);
  for (int x = 6, k = 0; x > 0; --x, k += 3)
    y[static_cast<std::size_t>(k % 4)] = static_cast<float>(k * 2 + (k * 2) / 4.0);
  same(constants(Tensor(6)).to_vector<float>(), y);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}const_locals.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor constants(Tensor x) { AG_FN("constants", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&constants))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return constants(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}const int width = 4;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = ag::zeros({width});{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x,k,y", x, k, y)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int> twice = k * 2;{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<double> half = twice / 4.0;{{$}}
// CHECK-NEXT: {{^ *}}constexpr int step = 3;{{$}}
// CHECK-NEXT: {{^ *}}y[k % width] = twice + half;{{$}}
// CHECK-NEXT: {{^ *}}k += step;{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
