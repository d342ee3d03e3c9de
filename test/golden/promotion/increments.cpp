// TITLE: ++ and --, before and after
// DOC: The value of `k++` is the one from before, as for the number itself.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor steps(Tensor x, Tensor& trail) {
  int k = 0;
  long j = 10;
  int last = 0;
  while (x > k) {
    last = k++;
    j--;
    trail[k] = --j + last;
    x = x - 1;
  }
  trail[0] = (k++) * 100 + static_cast<int>(j);
  return Tensor(k);
}
// source]

int main() {
  std::vector<int> want(8);
  int k = 0, last = 0, x = 9;
  long j = 10;
  while (x > k) {
    last = k++;
    j--;
    want[static_cast<std::size_t>(k)] = static_cast<int>(--j + last);
    x = x - 1;
  }
  want[0] = (k++) * 100 + static_cast<int>(j);
  Tensor trail = ag::zeros({8}, ag::i64);
  same(steps(Tensor(9), trail).item<int>(), k);
  same(trail.to(ag::i32).to_vector<int>(), want);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}increments.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor steps(Tensor x, Tensor& trail) { AG_FN("steps", 12, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(trail))>(&steps))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(trail) trail) -> ::ag::Lift<Tensor> { return steps(static_cast<decltype(x)&&>(x), trail); }, x, trail); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<long> j = 10;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> last = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("x,trail,k,j,last", x, trail, k, j, last)); ag_1.next() && ag_1.test(x > k);) {{{$}}
// CHECK-NEXT: {{^ *}}last = k++;{{$}}
// CHECK-NEXT: {{^ *}}j--;{{$}}
// CHECK-NEXT: {{^ *}}trail[k] = --j + last;{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}trail[0] = (k++) * 100 + ::ag::cast<int>(AG_SITE(22, 28), j);{{$}}
// CHECK-NEXT: {{^ *}}return Tensor(k);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
