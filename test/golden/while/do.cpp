// TITLE: do while
// DOC: The body of `do` is not repeated: a `Loop` that enters its body first tests the condition
// DOC: at its end.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int digits(Tensor n) {
  int d = 0;
  do {
    n = n / 10;
    ++d;
  } while (n != 0);
  return d;
}
// source]

int main() {
  same(digits(Tensor(0)), 1);
  same(digits(Tensor(9)), 1);
  same(digits(Tensor(12345)), 5);
  return result();
}
