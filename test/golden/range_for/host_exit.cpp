// TITLE: Leaving a loop over a host container
// DOC: The loop runs while the graph is built; after an exit that a tensor decides, the remaining
// DOC: turns are guarded.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor first_fitting(const Tensor& x, const std::vector<double>& sizes) {
  Tensor y = -1.;
  for (const double size : sizes) {
    if (size < 0.) continue;
    if (x * 2. < size) {
      y = size;
      break;
    }
    y = y - 1.;
  }
  return y;
}
// source]

int main() {
  same(first_fitting(Tensor(1.), {1., -7., 3., 5.}).item<double>(), 3.);
  same(first_fitting(Tensor(9.), {1., -7., 3., 5.}).item<double>(), -4.);
  same(first_fitting(Tensor(0.), {1., -7., 3., 5.}).item<double>(), 1.);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}host_exit.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor first_fitting(const Tensor& x, const std::vector<double>& sizes) { AG_FN("first_fitting", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(sizes))>(&first_fitting))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(sizes) sizes) -> ::ag::Lift<Tensor> { return first_fitting(x, sizes); }, x, sizes); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = -1.;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (const double size : sizes) { ::ag::Branch ag_1(AG_SITE(17, 3), ::ag::not_(AG_SITE(17, 3), ag_brk), ::ag::state("y,break", y, ag_brk)); if (ag_1.then()) { ::ag::Scalar<bool> ag_skip = false;{{$}}
// CHECK-NEXT: {{^ *}}if (size < 0.) ag_skip = true; { ::ag::Branch ag_2(AG_SITE(19, 5), ::ag::not_(AG_SITE(19, 5), ag_skip), ::ag::state("y,break", y, ag_brk)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(19, 5), x * 2. < size, ::ag::state("y,break", y, ag_brk)); if (ag_3.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = size;{{$}}
// CHECK-NEXT: {{^ *}}ag_brk = true;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_3.other()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y - 1.; } ag_3.join(); } } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) {} ag_1.join(); } }{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
