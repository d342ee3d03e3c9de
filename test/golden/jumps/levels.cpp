// TITLE: break and continue at each level
// DOC: Each jump belongs to the loop that C++ gives it to; each loop has its own flags.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int grid(const Tensor& n) {
  int total = 0;
  for (int i = 0; i < 6; ++i) {
    if (i == n) continue;
    int j = 0;
    while (true) {
      ++j;
      if (j == n + 1) continue;
      if (j > 4) break;
      total += 10 * i + j;
      if (total > 200) break;
    }
    if (total > 150) break;
    total += 1;
  }
  return total;
}
// source]

int main() {
  for (const int n : {0, 2, 9}) {
    int total = 0;
    for (int i = 0; i < 6; ++i) {
      if (i == n) continue;
      int j = 0;
      while (true) {
        ++j;
        if (j == n + 1) continue;
        if (j > 4) break;
        total += 10 * i + j;
        if (total > 200) break;
      }
      if (total > 150) break;
      total += 1;
    }
    same(grid(Tensor(n)), total);
  }
  return result();
}
