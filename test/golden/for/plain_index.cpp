// TITLE: A loop that stays plain: index of a host container
// DOC: A number that indexes a `std::vector` is needed while the graph is built, so the loop runs
// DOC: then, and each turn adds its own ops.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <cstddef>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor horner(const Tensor& x, const std::vector<float>& c) {
  Tensor y = 0.f;
  for (std::size_t i = 0; i < c.size(); ++i) {
    y = y * x + c[i];
  }
  return y;
}
// source]

int main() {
  same(horner(Tensor(2.f), {1.f, 0.f, 3.f}).item<float>(), 7.f);
  same(horner(Tensor(2.f), {}).item<float>(), 0.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 16 "{{.*}}plain_index.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor horner(const Tensor& x, const std::vector<float>& c) { AG_FN("horner", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(c))>(&horner))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(c) c) -> ::ag::Lift<Tensor> { return horner(x, c); }, x, c); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 0.f;{{$}}
// CHECK-NEXT: {{^ *}}for (std::size_t i = 0; i < c.size(); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}y = y * x + c[i];{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
