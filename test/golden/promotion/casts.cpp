// TITLE: Casts of promoted values
// DOC: An explicit cast of a promoted value is a cast in the graph; a number that does not fit is
// DOC: AG0209.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor cast_all(Tensor x) {
  int k = 7;
  double d = 2.75;
  while (x > 0) {
    d += static_cast<double>(k) / 4;
    k = (int)d;
    k += int(d * 2) - static_cast<unsigned char>(k);
    x = x - 1;
  }
  return ag::stack({Tensor(d), Tensor(double(k))});
}
// source]

int main() {
  int k = 7;
  double d = 2.75;
  for (int x = 4; x > 0; --x) {
    d += static_cast<double>(k) / 4;
    k = (int)d;
    k += int(d * 2) - static_cast<unsigned char>(k);
  }
  same(cast_all(Tensor(4)).to_vector<double>(), std::vector<double>{d, double(k)});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}casts.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor cast_all(Tensor x) { AG_FN("cast_all", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&cast_all))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return cast_all(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 7;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> d = 2.75;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("x,k,d", x, k, d)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}d += ::ag::cast<double>(AG_SITE(17, 10), k) / 4;{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::cast<int>(AG_SITE(18, 9), d);{{$}}
// CHECK-NEXT: {{^ *}}k += ::ag::cast<int>(AG_SITE(19, 10), d * 2) - ::ag::cast<unsigned char>(AG_SITE(19, 23), k);{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(d), Tensor(::ag::cast<double>(AG_SITE(22, 39), k))});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
