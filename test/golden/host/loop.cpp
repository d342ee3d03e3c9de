// TITLE: Loops over host values only
// DOC: A loop that touches no staged value runs while the graph is built.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <cstddef>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor weighted(const Tensor& x, const std::vector<int>& terms) {
  std::vector<int> kept;
  for (const int t : terms) {
    if (t < 0) continue;
    if (t > 100) break;
    kept.push_back(t);
  }
  int total = 0;
  std::size_t i = 0;
  while (i < kept.size()) total += kept[i++];
  return x * total;
}
// source]

int main() {
  same(weighted(Tensor(2), {1, -5, 3, 900, 4}).item<int>(), 8);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}loop.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor weighted(const Tensor& x, const std::vector<int>& terms) { AG_FN("weighted", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(terms))>(&weighted))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(terms) terms) -> ::ag::Lift<Tensor> { return weighted(x, terms); }, x, terms); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}std::vector<int> kept;{{$}}
// CHECK-NEXT: {{^ *}}for (const int t : terms) {{{$}}
// CHECK-NEXT: {{^ *}}if (t < 0) continue;{{$}}
// CHECK-NEXT: {{^ *}}if (t > 100) break;{{$}}
// CHECK-NEXT: {{^ *}}kept.push_back(t);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}int total = 0;{{$}}
// CHECK-NEXT: {{^ *}}std::size_t i = 0;{{$}}
// CHECK-NEXT: {{^ *}}while (i < kept.size()) total += kept[i++];{{$}}
// CHECK-NEXT: {{^ *}}return x * total;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
