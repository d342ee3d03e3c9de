// RUN: %run-three %s
// A template whose range is a tensor or a host container: `break` ended the loop only over tensors.
#include <autograft/autograft.h>

#include <cstdio>
#include <vector>

template <class R>
AG_FUNCTION ag::Tensor until(const R& rows, int limit) {
  ag::Tensor total = 0;
  int turns = 0;
  for (const auto& v : rows) {
    if (turns == limit) break;
    total = total + v;
    ++turns;
  }
  return total;
}

int main() {
  const int a = until(std::vector<int>{1, 2, 4, 8}, 2).item<int>();
  const int b = until(ag::Tensor{1, 2, 4, 8}, 2).item<int>();
  std::printf("%d %d\n", a, b);
  return a == 3 && b == 3 ? 0 : 1;
}
