// TITLE: && and ||
// DOC: The second operand is built once and runs only when it is needed, so it may depend on the
// DOC: first.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor guarded(const Tensor& x, const Tensor& v) {
  int i = x.item<int>();
  Tensor y = 0.f;
  if (i >= 0 && i < v.shape(0) && v[i] > 2.f) y = v[i];
  bool outside = i < 0 || i >= v.shape(0);
  while (y > 1.f && !outside) {
    y = y / 2.f;
    outside = y < 1.f || y == 1.25f;
  }
  return outside ? y - 1.f : y;
}
// source]

int main() {
  const Tensor v = {1.f, 5.f, 8.f};
  const float want[] = {-1.f, 0.f, 0.25f, 1.f, -1.f};
  for (int i = -1; i < 4; ++i) same(guarded(Tensor(i), v).item<float>(), want[i + 1]);
  return result();
}
