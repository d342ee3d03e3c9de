// TITLE: range-for over a host container
// DOC: The values of a host container are constants of the graph: the loop runs while the graph
// DOC: is built.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor weigh(const Tensor& x, const std::vector<double>& weights) {
  Tensor y = 0.;
  for (const double w : weights) y = y + x * w;
  for (const int k : {1, 2, 3}) y = y + k;
  return y;
}
// source]

int main() {
  same(weigh(Tensor(2.), {0.5, 0.25}).item<double>(), 7.5);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}host_container.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor weigh(const Tensor& x, const std::vector<double>& weights) { AG_FN("weigh", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(weights))>(&weigh))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(weights) weights) -> ::ag::Lift<Tensor> { return weigh(x, weights); }, x, weights); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 0.;{{$}}
// CHECK-NEXT: {{^ *}}for (const double w : weights) y = y + x * w;{{$}}
// CHECK-NEXT: {{^ *}}for (const int k : {1, 2, 3}) y = y + k;{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
