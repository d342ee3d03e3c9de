// TITLE: Element and slice assignment
// DOC: Writing an item is a functional update of the variable; chained indexing writes through.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor fill(Tensor t, const Tensor& n) {
  for (int i = 0; i < n; ++i) {
    t[i][1] += 10.f;
    t.at(i, 0) = t.at(i, 1) * 2.f;
    if (t[i][0] > 25.f) t[i] = ag::ones({3});
    t[i][2] -= 1.f;
  }
  t[ag::slice(0, 2)] += 0.5f;
  return t;
}
// source]

int main() {
  std::vector<float> want = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (std::size_t i = 0; i < 3; ++i) {
    float* t = &want[3 * i];
    t[1] += 10.f;
    t[0] = t[1] * 2.f;
    if (t[0] > 25.f) t[0] = t[1] = t[2] = 1.f;
    t[2] -= 1.f;
  }
  for (std::size_t i = 0; i < 6; ++i) want[i] += 0.5f;
  const Tensor t = {{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}, {7.f, 8.f, 9.f}};
  same(fill(t, Tensor(3)).to_vector<float>(), want);
  same(t.to_vector<float>()[0], 1.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}elements.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor fill(Tensor t, const Tensor& n) { AG_FN("fill", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(t), decltype(n))>(&fill))) return ag_0.run<Tensor>(+[](decltype(t) t, decltype(n) n) -> ::ag::Lift<Tensor> { return fill(static_cast<decltype(t)&&>(t), n); }, t, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(13, 3), ::ag::state("t,i", t, i)); ag_1.next() && ag_1.test(i < n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}t[i][1] += 10.f;{{$}}
// CHECK-NEXT: {{^ *}}t.at(i, 0) = t.at(i, 1) * 2.f;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 5), t[i][0] > 25.f, ::ag::state("t", t)); if (ag_2.then()) t[i] = ag::ones({3}); if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}t[i][2] -= 1.f;{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}t[ag::slice(0, 2)] += 0.5f;{{$}}
// CHECK-NEXT: {{^ *}}return t;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
