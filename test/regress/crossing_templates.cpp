// Numbers that are data, given to annotated templates: they are taken as by other functions.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

template <class T>
AG_FUNCTION T added(const T& x, int n) {
  T r = x;
  for (int i = 0; i < n; ++i) r = r + i;
  return r;
}

AG_FUNCTION Tensor kinds(const Tensor& t, int n) {
  return added(t, n) + added(n, 3) + added(n + 0.5, n);
}

int main() {
  for (const int n : {1, 2, 3, 5}) {
    const int sum = n * (n - 1) / 2;
    same(kinds(Tensor(1.0), n).item<double>(), 1.0 + sum + n + 3 + n + 0.5 + sum);
  }
  return result();
}
