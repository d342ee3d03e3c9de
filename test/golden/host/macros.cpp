// TITLE: Macros of whole expressions and statements
// DOC: A macro that expands to whole expressions or statements stays as it is written.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
#define SQUARE(x) ((x) * (x))
#define LIMIT 100.f
#define GROW(x, k) x = x * (k)

AG_FUNCTION Tensor grown(Tensor x) {
  while (SQUARE(x) < LIMIT) {
    GROW(x, 2.f);
    if (x > LIMIT / 20) GROW(x, 3.f);
  }
  return x;
}
// source]

int main() {
  float x = 0.75f;
  while (SQUARE(x) < LIMIT) {
    GROW(x, 2.f);
    if (x > LIMIT / 20) GROW(x, 3.f);
  }
  same(grown(Tensor(0.75f)).item<float>(), x);
  return result();
}
