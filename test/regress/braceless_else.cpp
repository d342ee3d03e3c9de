// RUN: %run-three %s
// An unbraced body on a line of its own, followed on that line by the cursor's next call: Clang
// warned about the indentation, an error under -Werror.
#include <autograft/autograft.h>

#include <cstdio>
#include <vector>

using ag::Tensor;

AG_FUNCTION Tensor branches(Tensor x) {
  if (x > 10)
    x = x - 10;
  if (x > 5)
    x = x * 2;
  else
    x = x * 3;
  return x;
}

AG_FUNCTION Tensor moved(Tensor x) {
  int k = 0;
  while (++k < x)
    x = x - 1;
  return x + k;
}

AG_FUNCTION Tensor guarded(Tensor x, const std::vector<int>& steps) {
  for (const int s : steps)
    if (x > s)
      break;
    else
      x = x + s;
  return x;
}

int main() {
  const int a = branches(Tensor(17)).item<int>(), b = branches(Tensor(2)).item<int>();
  const int c = moved(Tensor(9)).item<int>(), d = guarded(Tensor(2), {3, 7, 1, 5}).item<int>();
  std::printf("%d %d %d %d\n", a, b, c, d);
  return a == 14 && b == 6 && c == 10 && d == 12 ? 0 : 1;
}
