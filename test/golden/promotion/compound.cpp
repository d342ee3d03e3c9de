// TITLE: Compound assignment
// DOC: Compound assignments stay as they are: `Scalar<T>` has them with C++'s arithmetic,
// DOC: conversions included.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor mixed(Tensor x) {
  int i = 7;
  unsigned u = 3;
  double d = 1.5;
  while (x > 0) {
    i += 3;
    i *= 2;
    i -= d;
    i /= 3;
    i %= 11;
    u <<= 3;
    u ^= 0x55u;
    u >>= 1;
    u |= 1u;
    u &= 0xffffu;
    d += i / 2;
    x -= 1;
  }
  return ag::stack({Tensor(d), Tensor(static_cast<double>(i)), Tensor(static_cast<double>(u))});
}
// source]

int main() {
  int i = 7;
  unsigned u = 3;
  double d = 1.5;
  for (int x = 5; x > 0; --x) {
    i += 3;
    i *= 2;
    i = static_cast<int>(i - d);
    i /= 3;
    i %= 11;
    u = ((((u << 3) ^ 0x55u) >> 1) | 1u) & 0xffffu;
    d += i / 2;
  }
  same(mixed(Tensor(5)).to_vector<double>(), std::vector<double>{d, double(i), double(u)});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}compound.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor mixed(Tensor x) { AG_FN("mixed", 13, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&mixed))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return mixed(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i = 7;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<unsigned> u = 3;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> d = 1.5;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("x,i,u,d", x, i, u, d)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}i += 3;{{$}}
// CHECK-NEXT: {{^ *}}i *= 2;{{$}}
// CHECK-NEXT: {{^ *}}i -= d;{{$}}
// CHECK-NEXT: {{^ *}}i /= 3;{{$}}
// CHECK-NEXT: {{^ *}}i %= 11;{{$}}
// CHECK-NEXT: {{^ *}}u <<= 3;{{$}}
// CHECK-NEXT: {{^ *}}u ^= 0x55u;{{$}}
// CHECK-NEXT: {{^ *}}u >>= 1;{{$}}
// CHECK-NEXT: {{^ *}}u |= 1u;{{$}}
// CHECK-NEXT: {{^ *}}u &= 0xffffu;{{$}}
// CHECK-NEXT: {{^ *}}d += i / 2;{{$}}
// CHECK-NEXT: {{^ *}}x -= 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(d), Tensor(::ag::cast<double>(AG_SITE(31, 39), i)), Tensor(::ag::cast<double>(AG_SITE(31, 71), u))});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
