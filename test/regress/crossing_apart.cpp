// A call among the arguments of a call of the same function: neither takes what is meant for the
// other, whichever argument the compiler evaluates first, and whatever stands between the two.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION Tensor step(const Tensor& x, int k) {
  Tensor y = x * 10 + k;
  if (y > 1000) y = y % 1000;
  return y;
}

// Not annotated, one with a copy for staged values and one without.
Tensor visible(const Tensor& x, int k) {
  const bool big = x > 5 || k != 1;
  return x * 10 + k + (big ? 1 : 0);
}
Tensor straight(const Tensor& x) { return step(x, 4) + 1; }

int times(int k) { return k * 2 + 1; }
AG_FUNCTION int twice(int k) { return times(k); }

AG_FUNCTION Tensor same_function(const Tensor& x) {
  const int k = x.item<int>() % 7;
  return step(step(x, 4), k * 2);
}
AG_FUNCTION Tensor not_annotated(const Tensor& x) {
  const int k = x.item<int>() % 7;
  return visible(visible(x, 4), k * 2);
}
AG_FUNCTION Tensor through_a_helper(const Tensor& x) {
  const int k = x.item<int>() % 7;
  return step(straight(x), k * 2);
}
AG_FUNCTION Tensor through_a_lambda(const Tensor& x) {
  const int k = x.item<int>() % 7;
  const auto again = [&](int n) { return step(x, n); };
  return step(again(4), k * 2) + step([&] { return step(x, 2); }(), k);
}
AG_FUNCTION int numbers(const Tensor& x) {
  const int k = x.item<int>();
  return twice(twice(3) + k) + twice(k + twice(twice(1)));
}

int main() {
  for (const int n : {1, 5, 12}) {
    const auto plain = [](int x, int k) { return x * 10 + k > 1000 ? (x * 10 + k) % 1000 : x * 10 + k; };
    const auto seen = [](int x, int k) { return x * 10 + k + (x > 5 || k != 1 ? 1 : 0); };
    const auto t = [](int k) { return 2 * k + 1; };
    const int k = n % 7;
    same(same_function(Tensor(n)).item<int>(), plain(plain(n, 4), k * 2));
    same(not_annotated(Tensor(n)).item<int>(), seen(seen(n, 4), k * 2));
    same(through_a_helper(Tensor(n)).item<int>(), plain(plain(n, 4) + 1, k * 2));
    same(through_a_lambda(Tensor(n)).item<int>(), plain(plain(n, 4), k * 2) + plain(plain(n, 2), k));
    same(numbers(Tensor(n)), t(t(3) + n) + t(n + t(t(1))));
  }
  return result();
}
