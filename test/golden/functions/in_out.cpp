// TITLE: Tensor& parameters
// DOC: A `Tensor&` parameter is in-out: the call writes the caller's variable. Two parameters may
// DOC: be the same object.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION void update(Tensor& x, Tensor& y, const Tensor& rate) {
  if (rate > 0.f) {
    x = x - y * rate;
    y = y * 2.f;
  }
  x = x + 1.f;
}
// source]

int main() {
  Tensor x = 10.f, y = 4.f;
  update(x, y, Tensor(0.5f));
  same(x.item<float>(), 9.f);
  same(y.item<float>(), 8.f);
  update(x, y, Tensor(-1.f));
  same(x.item<float>(), 10.f);
  same(y.item<float>(), 8.f);
  update(x, x, Tensor(0.5f));
  same(x.item<float>(), 11.f);
  return result();
}
