// A callee that is called, without a staged number, by a function among the arguments of a call of
// itself: each call takes its own crossing.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION int squared(int k) { return k * k; }

AG_FUNCTION int shifted(const Tensor& x) { return x.item<int>() + squared(3); }

template <class X>
X folded(X x) {
  X y = x * 3 + 2;
  if (x > 2) return y % 50;
  return y;
}

AG_FUNCTION int mixed(const Tensor& x) { return x.item<int>() + folded(x).template item<int>(); }

AG_FUNCTION Tensor nested(const Tensor& x) { return x + squared(shifted(x)) + folded(mixed(x)); }

int main() {
  for (const int n : {1, 2, 7}) {
    const auto fold = [](int k) { return k > 2 ? (k * 3 + 2) % 50 : k * 3 + 2; };
    same(nested(Tensor(n)).item<int>(), n + (n + 9) * (n + 9) + fold(n + fold(n)));
  }
  return result();
}
