// TITLE: <cmath> and std::min, max, clamp, abs
// DOC: Calls on promoted values go to `ag::cmath`, which gives the bits of the host's library.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor library(Tensor x) {
  double d = 0.3;
  int k = -5;
  while (x > 0) {
    d = std::sqrt(d) + std::pow(d, 1.5) - sin(d);
    d = std::max(d, 0.25) + std::min(1.0, d);
    d = std::fabs(std::fmod(d, 1.7)) + std::floor(d);
    k = std::abs(k) - 12;
    k = std::clamp(k, -8, 3);
    k = std::max<int>(k, x.item<int>());
    x = x - 1;
  }
  return ag::stack({Tensor(d), Tensor(k / 1.0)});
}
// source]

int main() {
  double d = 0.3;
  int k = -5;
  for (int x = 5; x > 0; --x) {
    d = std::sqrt(d) + std::pow(d, 1.5) - std::sin(d);
    d = std::max(d, 0.25) + std::min(1.0, d);
    d = std::fabs(std::fmod(d, 1.7)) + std::floor(d);
    k = std::abs(k) - 12;
    k = std::clamp(k, -8, 3);
    k = std::max<int>(k, x);
  }
  same(library(Tensor(5)).to_vector<double>(), std::vector<double>{d, k / 1.0});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 16 "{{.*}}cmath.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor library(Tensor x) { AG_FN("library", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&library))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return library(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> d = 0.3;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = -5;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(19, 3), ::ag::state("x,d,k", x, d, k)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}d = ::ag::cmath::sqrt(d) + ::ag::cmath::pow(d, 1.5) - ::ag::cmath::sin(d);{{$}}
// CHECK-NEXT: {{^ *}}d = ::ag::cmath::max(d, 0.25) + ::ag::cmath::min(1.0, d);{{$}}
// CHECK-NEXT: {{^ *}}d = ::ag::cmath::fabs(::ag::cmath::fmod(d, 1.7)) + ::ag::cmath::floor(d);{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::cmath::abs(k) - 12;{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::cmath::clamp(k, -8, 3);{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::cmath::max(::ag::Scalar<int>(k), ::ag::Scalar<int>(x.as_scalar<int>()));{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(d), Tensor(k / 1.0)});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
