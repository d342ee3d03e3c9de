// TITLE: Compound assignment
// DOC: Compound assignments stay as they are: `Scalar<T>` has them with C++'s arithmetic,
// DOC: conversions included.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
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
