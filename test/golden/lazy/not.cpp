// TITLE: !
// DOC: `!` on a tensor or a promoted value gives a promoted `bool`.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int zeros_until(const Tensor& v, const Tensor& x) {
  bool stop = !x;
  int n = 0;
  while (!stop) {
    if (!v[n]) ++n;
    stop = !(n < v.shape(0)) || !!v[n];
  }
  return n;
}
// source]

int main() {
  const Tensor v = {0, 0, 0, 5, 0};
  same(zeros_until(v, Tensor(1)), 3);
  same(zeros_until(v, Tensor(0)), 0);
  return result();
}
