// TITLE: Comments and blank lines
// DOC: Every line of the user's text keeps its number; comments and blank lines stay where they
// DOC: are.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
// In front of the function.
AG_FUNCTION Tensor /* result */ noted(Tensor x /* start */) {
  // First: a comment of its own line.

  while (x > 1.f /* limit */) {  // at the end of the header
    /* one } brace in a comment */
    if (x > 10.f)   // no braces here
      x = x / 4.f;  // after a statement
    else            /* before the other one */
      x = x - 1.f;

    // the last line of the body
  }
  // Before the return.
  return x;  // "a string" in a comment
  // After it.
}
// source]

int main() {
  float x = 100.f;
  while (x > 1.f) x = x > 10.f ? x / 4.f : x - 1.f;
  same(noted(Tensor(100.f)).item<float>(), x);
  return result();
}
