// TITLE: Locals of every kind of number
// DOC: `bool`, character, integer and floating locals written in a staged construct become
// DOC: `Scalar<T>` and keep their width, sign and wrap.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
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
