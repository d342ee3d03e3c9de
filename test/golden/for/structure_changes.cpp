// TITLE: A loop staged by choice whose state changes its structure
// DOC: The first turn makes the state, the later ones change it. Staged it cannot be, so the
// DOC: trace starts over with this loop plain: staging by choice is never an error.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor grow(const Tensor& x) {
  Tensor h = x;
  for (int i = 0; i < 4; ++i) {
    if (i == 0)
      h = ag::stack({h, h + 1.f});
    else
      h = h * 2.f;
  }
  return h;
}
// source]

int main() {
  same(grow(Tensor(1.f)).to_vector<float>(), std::vector<float>{8.f, 16.f});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}structure_changes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor grow(const Tensor& x) { AG_FN("grow", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&grow))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return grow(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor h = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("h,i", h, i), ::ag::Loop::choice); ag_1.next() && ag_1.test(i < 4); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 5), i == 0, ::ag::state("h", h)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}h = ag::stack({h, h + 1.f}); }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}h = h * 2.f; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return h;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
