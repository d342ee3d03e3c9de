// TITLE: auto parameters
// DOC: An `auto` parameter makes a template, too.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor halve_until(Tensor x, const auto& limit) {
  int k = 0;
  while (x > limit) {
    x = x / 2;
    ++k;
  }
  return x * 100 + k;
}
// source]

int main() {
  same(halve_until(Tensor(40), 5).item<int>(), 503);
  same(halve_until(Tensor(40), Tensor(3)).item<int>(), 204);
  return result();
}
