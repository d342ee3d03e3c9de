// TITLE: Writes to the range inside the loop
// DOC: A range-`for` over a named tensor sees what the body writes to it, as over a
// DOC: `std::vector`.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor spread(Tensor v) {
  int i = 0;
  for (auto x : v) {
    if (i + 1 < v.shape(0)) v[i + 1] = v[i + 1] + x;
    ++i;
  }
  return v;
}
// source]

int main() {
  same(spread(Tensor{1.f, 2.f, 3.f}).to_vector<float>(), std::vector<float>{1.f, 3.f, 6.f});
  return result();
}
