// TITLE: Header shapes of for
// DOC: Every part of the header may be missing. The increment stays where it is; a missing
// DOC: condition is `true`.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int all_parts(const Tensor& n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

AG_FUNCTION int no_init(const Tensor& n) {
  int i = 2;
  for (; i * i < n; ++i) {
  }
  return i;
}

AG_FUNCTION Tensor no_increment(Tensor x) {
  for (int i = 1; x > 1.f;) {
    x = x / static_cast<float>(++i);
  }
  return x;
}

AG_FUNCTION int no_condition(const Tensor& n) {
  int p = 1;
  for (int i = 0;; ++i) {
    if (i == n) break;
    p *= 3;
  }
  return p;
}
// source]

int main() {
  same(all_parts(Tensor(5)), 10);
  same(no_init(Tensor(30)), 6);
  same(no_increment(Tensor(60.f)).item<float>(), 0.5f);
  same(no_condition(Tensor(4)), 81);
  return result();
}
