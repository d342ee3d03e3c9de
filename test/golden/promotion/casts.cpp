// TITLE: Casts of promoted values
// DOC: An explicit cast of a promoted value is a cast in the graph; a number that does not fit is
// DOC: AG0209.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
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
