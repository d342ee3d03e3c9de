// TITLE: return from nested loops
// DOC: One flag ends all loops round the return.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int pair_with_product(const Tensor& n) {
  for (int i = 2; i * i <= n; ++i) {
    for (int j = i; i * j <= n; ++j) {
      if (i * j == n) return i * 100 + j;
    }
  }
  return 0;
}
// source]

int main() {
  same(pair_with_product(Tensor(35)), 507);
  same(pair_with_product(Tensor(4)), 202);
  same(pair_with_product(Tensor(13)), 0);
  return result();
}
