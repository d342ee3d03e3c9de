// RUN: %run-three %s
// A template whose range is a tensor or a host container: `break` ended the loop only over tensors.
#include <autograft/autograft.h>

#include <cstdio>
#include <vector>

template <class R>
AG_FUNCTION ag::Tensor first_two(const R& rows) {
  ag::Tensor total = 0;
  int turns = 0;
  for (const auto& v : rows) {
    if (turns == 2) break;
    total = total + v;
    ++turns;
  }
  return total;
}

int main() {
  const int a = first_two(std::vector<int>{1, 2, 4, 8}).item<int>();
  const int b = first_two(ag::Tensor{1, 2, 4, 8}).item<int>();
  std::printf("%d %d\n", a, b);
  return a == 3 && b == 3 ? 0 : 1;
}
