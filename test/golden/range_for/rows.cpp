// TITLE: range-for over the rows of a tensor
// DOC: The range is the tensor's first axis; the element is a tensor of the rest.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor row_sum(const Tensor& m) {
  Tensor s = ag::zeros({m.shape(1)});
  for (const auto& row : m) {
    s = s * 0.5f + row;
  }
  return s;
}

AG_FUNCTION float last_positive(const Tensor& v) {
  Tensor last = -1.f;
  for (Tensor x : v)
    if (x > 0.f) last = x;
  return last.item<float>();
}
// source]

int main() {
  const Tensor m = {{1.f, 2.f}, {3.f, 4.f}, {5.f, 6.f}};
  same(row_sum(m).to_vector<float>(), std::vector<float>{6.75f, 8.5f});
  same(last_positive(Tensor{1.f, 7.f, -2.f}), 7.f);
  same(last_positive(Tensor{-1.f, -7.f}), -1.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}rows.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor row_sum(const Tensor& m) { AG_FN("row_sum", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(m))>(&row_sum))) return ag_0.run<Tensor>(+[](decltype(m) m) -> ::ag::Lift<Tensor> { return row_sum(m); }, m); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = ag::zeros({m.shape(1)});{{$}}
// CHECK-NEXT: {{^ *}}for (const auto& row : ::ag::Each(AG_SITE(14, 3), m, ::ag::state("s", s))) {{{$}}
// CHECK-NEXT: {{^ *}}s = s * 0.5f + row;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 20 "{{.*}}rows.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION float last_positive(const Tensor& v) { AG_FN("last_positive", 20, 19); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<float (*)(decltype(v))>(&last_positive))) return ag_0.run<float>(+[](decltype(v) v) -> ::ag::Lift<float> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(last_positive(v)); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor last = -1.f;{{$}}
// CHECK-NEXT: {{^ *}}for (Tensor x : ::ag::Each(AG_SITE(22, 3), v, ::ag::state("last", last))){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(23, 5), x > 0.f, ::ag::state("last", last)); if (ag_1.then()) last = x; if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<float>(last.as_scalar<float>());{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
