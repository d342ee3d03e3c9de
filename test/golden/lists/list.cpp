// TITLE: Lists that grow
// DOC: An `ag::TensorList` grows in a loop of the graph as a `std::vector<Tensor>` grows in C++: it
// DOC: is one value that the loop carries, and adding to it takes constant time. Its length is a
// DOC: promoted number; elements are read and written; a range-`for` runs over them.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor collatz(Tensor n) {
  ag::TensorList seen;
  while (n != 1) {
    seen.push_back(n);
    if (n % 2 == 0)
      n = n / 2;
    else
      n = 3 * n + 1;
  }
  Tensor odd = 0;
  for (const Tensor& t : seen)
    if (t % 2 == 1) odd += 1;
  if (!seen.empty()) seen[0] = -seen.back();
  return odd * 1000 + seen.size() + (seen.size() > 2 ? seen[0] + seen[1] : Tensor(0));
}
// source]

int main() {
  for (int n : {1, 2, 6, 27}) {
    std::vector<int> seen;
    for (int k = n; k != 1; k = k % 2 == 0 ? k / 2 : 3 * k + 1) seen.push_back(k);
    int odd = 0;
    for (int k : seen) odd += k % 2 == 1;
    if (!seen.empty()) seen[0] = -seen.back();
    const int more = seen.size() > 2 ? seen[0] + seen[1] : 0;
    same(collatz(n).item<int>(), odd * 1000 + static_cast<int>(seen.size()) + more);
  }
  return result();
}
