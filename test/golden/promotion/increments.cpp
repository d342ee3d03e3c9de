// TITLE: ++ and --, before and after
// DOC: The value of `k++` is the one from before, as for the number itself.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor steps(Tensor x, Tensor& trail) {
  int k = 0;
  long j = 10;
  int last = 0;
  while (x > k) {
    last = k++;
    j--;
    trail[k] = --j + last;
    x = x - 1;
  }
  trail[0] = (k++) * 100 + static_cast<int>(j);
  return Tensor(k);
}
// source]

int main() {
  std::vector<int> want(8);
  int k = 0, last = 0, x = 9;
  long j = 10;
  while (x > k) {
    last = k++;
    j--;
    want[static_cast<std::size_t>(k)] = static_cast<int>(--j + last);
    x = x - 1;
  }
  want[0] = (k++) * 100 + static_cast<int>(j);
  Tensor trail = ag::zeros({8}, ag::i64);
  same(steps(Tensor(9), trail).item<int>(), k);
  same(trail.to(ag::i32).to_vector<int>(), want);
  return result();
}
