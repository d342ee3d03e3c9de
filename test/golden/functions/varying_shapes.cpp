// TITLE: Shapes that vary from call to call
// DOC: Each shape has its graph. After five graphs that differ in extents alone, the extents that
// DOC: vary become open in one more graph, which then serves them all.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor norm(Tensor x, const Tensor& y) {
  while (sum(x * y) > 100.0) x = x * 0.5;
  return sum(x * y) + sum(y);
}
AG_FUNCTION Tensor average(const Tensor& x) { return sum(x) / static_cast<double>(x.shape(0)); }
// source]

int main() {
  for (int n = 1; n < 20; ++n) {
    std::vector<double> data;
    for (int i = 0; i < n; ++i) data.push_back(i - 2);
    double squares = 0, total = 0;
    for (const double v : data) squares += v * v, total += v;
    double want = squares;
    while (want > 100.0) want *= 0.5;
    const Tensor x = ag::from_span(data, {n});
    same(norm(x, x).item<double>(), want + total);
    same(average(x).item<double>(), total / n);
  }
  if (ag::trace_count(norm) > 8) return 1;
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}varying_shapes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor norm(Tensor x, const Tensor& y) { AG_FN("norm", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(y))>(&norm))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(y) y) -> ::ag::Lift<Tensor> { return norm(static_cast<decltype(x)&&>(x), y); }, x, y); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("x", x)); ag_1.next() && ag_1.test(sum(x * y) > 100.0);) x = x * 0.5;{{$}}
// CHECK-NEXT: {{^ *}}return sum(x * y) + sum(y);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}#line 19 "{{.*}}varying_shapes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor average(const Tensor& x) { AG_FN("average", 19, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&average))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return average(x); }, x); AG_LOUD return sum(x) / static_cast<double>(x.shape(0)); }{{$}}
