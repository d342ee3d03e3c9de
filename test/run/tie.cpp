// RUN: %run-three %s
// std::tie with tensors and numbers on the left, some of them promoted.
#include <autograft/autograft.h>
#include <tuple>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION std::pair<Tensor, int> halved(Tensor x) {
  int k = 0;
  while (x > 1) {
    x = x / 2;
    ++k;
  }
  return {x, k};
}
AG_FUNCTION std::tuple<int, double> kind(Tensor x) { return {(x > 1) ? 1 : 2, x.item<double>()}; }
AG_FUNCTION Tensor once(Tensor x) {
  Tensor a;
  int b = 0;
  std::tie(a, b) = halved(x);
  return a + b;
}
AG_FUNCTION Tensor repeated(Tensor x) {
  int a = 0, n = 0;
  double b = 0;
  while (n < 3) {
    std::tie(a, b) = kind(x);
    x = x + a + b;
    if (x > 20)
      std::tie(std::ignore, n) = halved(x);
    ++n;
  }
  return x + n;
}
AG_FUNCTION int swapped(int n) {
  int a = 0, b = 1;
  for (int i = 0; i < n; ++i)
    std::tie(a, b) = std::make_pair(b, a + b);
  return a;
}
int main() {
  for (const double v : {1.0, 5.0, 9.5})
    std::printf("%.17g %.17g\n", once(v).item<double>(), repeated(v).item<double>());
  for (const int n : {0, 1, 7, 10})
    std::printf("%d\n", swapped(n));
  return result();
}
