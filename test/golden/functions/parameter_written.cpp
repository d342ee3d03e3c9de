// TITLE: Parameters that are written
// DOC: An arithmetic parameter taken by value is a local of the function: it may be changed in a
// DOC: staged loop.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int gcd(int a, int b) {
  while (b != 0) {
    const int rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

AG_FUNCTION Tensor drain(const Tensor& step, float level, bool twice) {
  int n = 0;
  while (level > step) {
    level -= step.item<float>();
    ++n;
  }
  if (twice) n *= 2;
  return Tensor(level) + n;
}
// source]

int main() {
  same(gcd(84, 30), 6);
  same(gcd(7, 0), 7);
  same(drain(Tensor(1.5f), 5.f, true).item<float>(), 5.f - 4.5f + 6.f);
  same(drain(Tensor(1.5f), 2.f, false).item<float>(), 0.5f + 1.f);
  return result();
}
