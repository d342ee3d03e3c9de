// TITLE: return from a void function
// DOC: Without a value only the flag is needed.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION void settle(Tensor& x, const Tensor& limit) {
  while (true) {
    if (x < limit) return;
    x = x / 2;
    if (x == 13) {
      x = x - 13;
      return;
    }
  }
}

AG_FUNCTION void bump(Tensor& x) {
  if (x > 5) return;
  x = x + 1;
}
// source]

int main() {
  for (const int start : {3, 100, 104}) {
    Tensor x = start;
    settle(x, Tensor(5));
    same(x.item<int>(), start == 3 ? 3 : start == 100 ? 3 : 0);
    bump(x);
    same(x.item<int>(), start == 104 ? 1 : 4);
  }
  return result();
}
