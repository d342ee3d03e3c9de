// TITLE: Lambdas called in place
// DOC: A lambda that only reads may be called in place, in a staged loop too.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor apply_twice(Tensor x, const Tensor& limit) {
  auto f = [&](const Tensor& v) { return v * 2.f + limit; };
  while (x < 100.f) {
    x = f(f(x));
  }
  return x + [](float a) { return a + 1.f; }(2.f);
}
// source]

int main() {
  float x = 1.f;
  while (x < 100.f) x = (x * 2.f + 3.f) * 2.f + 3.f;
  same(apply_twice(Tensor(1.f), Tensor(3.f)).item<float>(), x + 3.f);
  return result();
}
