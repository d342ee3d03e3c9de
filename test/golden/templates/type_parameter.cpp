// TITLE: template<class T>
// DOC: A template is rewritten once, as a pattern; what is staged is decided where it is
// DOC: instantiated.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
template <class T>
AG_FUNCTION Tensor power(const Tensor& x, T n) {
  Tensor y = 1.;
  for (T i = 0; i < n; ++i) y = y * x;
  return y;
}

template <class T>
AG_FUNCTION T larger(const T& a, const T& b) {
  T m = a;
  if (a < b) m = b;
  return m;
}
// source]

int main() {
  same(power(Tensor(3.), 4).item<double>(), 81.);
  same(power(Tensor(3.), 2L).item<double>(), 9.);
  same(power(Tensor(2.), Tensor(5)).item<double>(), 32.);
  same(larger(Tensor(3.f), Tensor(4.f)).item<float>(), 4.f);
  same(larger(7, 2), 7);
  same(larger(0.5, 2.5), 2.5);
  return result();
}
