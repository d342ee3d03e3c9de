// TITLE: Locals of every kind of number
// DOC: `bool`, character, integer and floating locals written in a staged construct become
// DOC: `Scalar<T>` and keep their width, sign and wrap.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <cstddef>
#include <cstdint>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor walk(Tensor x, Tensor& out) {
  bool up = false;
  char c = 'a';
  unsigned char u = 250;
  signed char s = 120;
  short h = 32000;
  unsigned w = 5;
  std::size_t z = 1;
  std::int64_t l = -1;
  float f = 0.1f;
  double d = 0.1;
  while (x > 0) {
    up = !up;
    ++c;
    u += 3;
    s = s + 5;
    h += 500;
    w -= 2;
    z *= 1000003;
    l = l * 3 - w % 7;
    f = f * 1.5f + d;
    d = d / 3 + up;
    x = x - 1;
  }
  out[0] = up ? 1. : 0.;
  out[1] = static_cast<double>(c);
  out[2] = static_cast<double>(u);
  out[3] = static_cast<double>(s);
  out[4] = static_cast<double>(h);
  out[5] = static_cast<double>(w);
  out[6] = static_cast<double>(z);
  out[7] = static_cast<double>(l);
  out[8] = static_cast<double>(f);
  out[9] = d;
  return x;
}
// source]

int main() {
  bool up = false;
  char c = 'a';
  unsigned char u = 250;
  signed char s = 120;
  short h = 32000;
  unsigned w = 5;
  std::size_t z = 1;
  std::int64_t l = -1;
  float f = 0.1f;
  double d = 0.1;
  for (int x = 7; x > 0; --x) {
    up = !up;
    ++c;
    u = static_cast<unsigned char>(u + 3);
    s = static_cast<signed char>(s + 5);
    h = static_cast<short>(h + 500);
    w -= 2;
    z *= 1000003;
    l = l * 3 - w % 7;
    f = static_cast<float>(f * 1.5f + d);
    d = d / 3 + up;
  }
  Tensor out = ag::zeros({10}, ag::f64);
  walk(Tensor(7), out);
  same(out.to_vector<double>(),
       std::vector<double>{double(up), double(c), double(u), double(s), double(h), double(w),
                           static_cast<double>(z), static_cast<double>(l), double(f), d});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 16 "{{.*}}types.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor walk(Tensor x, Tensor& out) { AG_FN("walk", 16, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(out))>(&walk))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(out) out) -> ::ag::Lift<Tensor> { return walk(static_cast<decltype(x)&&>(x), out); }, x, out); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> up = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<char> c = 'a';{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<unsigned char> u = 250;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<signed char> s = 120;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<short> h = 32000;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<unsigned> w = 5;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<std::size_t> z = 1;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<std::int64_t> l = -1;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<float> f = 0.1f;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<double> d = 0.1;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(27, 3), ::ag::state("x,up,c,u,s,h,w,z,l,f,d", x, up, c, u, s, h, w, z, l, f, d)); ag_1.next() && ag_1.test(x > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}up = ::ag::not_(AG_SITE(28, 10), up);{{$}}
// CHECK-NEXT: {{^ *}}++c;{{$}}
// CHECK-NEXT: {{^ *}}u += 3;{{$}}
// CHECK-NEXT: {{^ *}}s = s + 5;{{$}}
// CHECK-NEXT: {{^ *}}h += 500;{{$}}
// CHECK-NEXT: {{^ *}}w -= 2;{{$}}
// CHECK-NEXT: {{^ *}}z *= 1000003;{{$}}
// CHECK-NEXT: {{^ *}}l = l * 3 - w % 7;{{$}}
// CHECK-NEXT: {{^ *}}f = f * 1.5f + d;{{$}}
// CHECK-NEXT: {{^ *}}d = d / 3 + up;{{$}}
// CHECK-NEXT: {{^ *}}x = x - 1;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}out[0] = ::ag::select(AG_SITE(40, 12), up, [&] { return 1.; }, [&] { return 0.; });{{$}}
// CHECK-NEXT: {{^ *}}out[1] = ::ag::cast<double>(AG_SITE(41, 12), c);{{$}}
// CHECK-NEXT: {{^ *}}out[2] = ::ag::cast<double>(AG_SITE(42, 12), u);{{$}}
// CHECK-NEXT: {{^ *}}out[3] = ::ag::cast<double>(AG_SITE(43, 12), s);{{$}}
// CHECK-NEXT: {{^ *}}out[4] = ::ag::cast<double>(AG_SITE(44, 12), h);{{$}}
// CHECK-NEXT: {{^ *}}out[5] = ::ag::cast<double>(AG_SITE(45, 12), w);{{$}}
// CHECK-NEXT: {{^ *}}out[6] = ::ag::cast<double>(AG_SITE(46, 12), z);{{$}}
// CHECK-NEXT: {{^ *}}out[7] = ::ag::cast<double>(AG_SITE(47, 12), l);{{$}}
// CHECK-NEXT: {{^ *}}out[8] = ::ag::cast<double>(AG_SITE(48, 12), f);{{$}}
// CHECK-NEXT: {{^ *}}out[9] = d;{{$}}
// CHECK-NEXT: {{^ *}}return x;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
