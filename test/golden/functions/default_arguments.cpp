// TITLE: Default arguments
// DOC: Default arguments belong to the signature, which stays as it is.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor decay(Tensor x, int n = 3, float rate = 0.5f) {
  for (int i = 0; i < n; ++i) x = x * rate;
  return x;
}

AG_FUNCTION Tensor decays(const Tensor& x, const Tensor& k) {
  int n = k.item<int>();
  return decay(x) + decay(x, n) + decay(x, n + 1, 0.25f);
}
// source]

int main() {
  same(decay(Tensor(8.f)).item<float>(), 1.f);
  same(decay(Tensor(8.f), 1).item<float>(), 4.f);
  same(decays(Tensor(8.f), Tensor(1)).item<float>(), 1.f + 4.f + 0.5f);
  return result();
}
