// TITLE: return in a loop
// DOC: The search loop: a flag ends the loop, and what follows it runs only when nothing was
// DOC: returned.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int index_of(const Tensor& v, const Tensor& x) {
  for (int i = 0; i < v.shape(0); ++i) {
    if (v[i] == x) return i;
  }
  return -1;
}
// source]

int main() {
  const Tensor v = {4, 8, 15, 16};
  same(index_of(v, Tensor(15)), 2);
  same(index_of(v, Tensor(4)), 0);
  same(index_of(v, Tensor(5)), -1);
  return result();
}
