// TITLE: return in both branches
// DOC: When every path returns inside the branch, nothing follows it.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION double magnitude(const Tensor& x) {
  if (x < 0.) {
    return -x.item<double>();
  } else {
    return x.item<double>();
  }
}
// source]

int main() {
  same(magnitude(Tensor(-2.5)), 2.5);
  same(magnitude(Tensor(4.)), 4.);
  return result();
}
