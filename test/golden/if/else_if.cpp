// TITLE: if, else if, else
// DOC: An `if` on a tensor becomes a `Branch`: both blocks stay where they are, each is entered
// DOC: once while the graph is built, and what either of them writes is the state of the node.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor sign_of(const Tensor& x) {
  Tensor s = 0;
  if (x > 0.f) {
    s = 1;
  } else if (x < 0.f) {
    s = -1;
  } else {
    s = 0;
  }
  return s;
}
// source]

int main() {
  for (const float x : {2.f, -3.f, 0.f})
    same(sign_of(Tensor(x)).item<int>(), x > 0 ? 1 : x < 0 ? -1 : 0);
  return result();
}
