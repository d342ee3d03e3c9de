// The type of what a recursive function returns is not taken from a condition in it, nor lost when
// another function is built in between.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION Tensor by_sum(Tensor x, int n) {
  if (n <= 0 || x) return x;
  bool odd = true;
  odd = x % 4 >= 2 || true;
  return by_sum(ag::sum(Tensor{1, 2, 3}), n - (odd ? 1 : 2)) * 3;
}

AG_FUNCTION Tensor as_it_comes(Tensor x, int n) {
  if (n <= 0) return x;
  const bool low = x < 3 || n > 7;
  if (low) x += 2;
  return as_it_comes(x - 1, n - 1);
}

AG_FUNCTION int number(Tensor x, int n) {
  if (n <= 0 || true) return x.item<int>();
  return 7;
}

AG_FUNCTION Tensor with_another(Tensor x, int n) {
  if (n <= 0) return x;
  x *= number(x, n % 4);
  return with_another(ag::sum(Tensor{1, 2, 3}), n - 1) * 1;
}

AG_FUNCTION Tensor run(Tensor x) {
  const int n = x.item<int>() % 3;
  return by_sum(x - x, n) + as_it_comes(x, n) * 100 + with_another(x, n) * 10000;
}

int main() {
  for (const int x : {0, 1, 2, 3, 5}) {
    const int n = x % 3;
    int s = x;
    for (int i = n; i > 0; --i) s = (s < 3 ? s + 2 : s) - 1;
    same(run(Tensor(x)).item<int>(), (n > 0 ? 6 * 3 : 0) + s * 100 + (n > 0 ? 6 : x) * 10000);
  }
  return result();
}
