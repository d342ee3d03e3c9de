// TITLE: Two variables and comma increments
// DOC: Several variables in the header are promoted together; the comma in the increment stays.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int meet(const Tensor& n, const Tensor& step) {
  int turns = 0;
  for (int i = 0, j = 100; i + n < j; ++i, j -= 3) {
    turns += i * step.item<int>();
  }
  return turns;
}
// source]

int main() {
  int turns = 0;
  for (int i = 0, j = 100; i + 7 < j; ++i, j -= 3) turns += i * 2;
  same(meet(Tensor(7), Tensor(2)), turns);
  return result();
}
