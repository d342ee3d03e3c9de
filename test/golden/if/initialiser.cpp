// TITLE: if with initialiser
// DOC: The initialiser stands in a block of its own in front of the branch, so its names end with
// DOC: the statement.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor larger(const Tensor& a, const Tensor& b) {
  Tensor y = b;
  if (Tensor d = a - b; d > 0.f)
    y = y + d;
  else
    y = y - d * 0.f;
  return y;
}
// source]

int main() {
  same(larger(Tensor(3.f), Tensor(1.f)).item<float>(), 3.f);
  same(larger(Tensor(1.f), Tensor(5.f)).item<float>(), 5.f);
  return result();
}
