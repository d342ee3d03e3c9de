// TITLE: Assertions, and errors that only a run can find
// TF: 145 162 184 187 188 232
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <cassert>
#include <string>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION Tensor asserted(Tensor x) {
  assert(x > 0);
  return x * 2;
}

// 188: several values in the message; in a loop the turn that fails.
AG_FUNCTION Tensor checked(Tensor n) {
  int turn = 0;
  while (n > 0) {
    ag::check(n != 3, "turn {}: n = {}", turn, n);
    n = n - 1;
    ++turn;
  }
  return n;
}

// 187: the second operand would fail, and does not run.
AG_FUNCTION Tensor lazy(Tensor xs, Tensor i) {
  Tensor r = 0;
  if (i < xs.shape(0) && xs[i] > 2) r = 1;
  if (i >= xs.shape(0) || xs[i] > 4) r += 10;
  return r;
}

// 184: a condition may be a number or have rank 2, but only one element.
AG_FUNCTION Tensor condition(Tensor c) {
  if (c) return Tensor(1);
  return Tensor(0);
}

// 232: a call that fails does not spoil the function.
template <class F>
void code_of(F f) {
  try {
    same(f().template item<int>(), -1);
  } catch (const ag::Error& e) {
    std::printf("%s\n", std::string(e.code()).c_str());
  }
}

int main() {
  same(asserted(4).item<int>(), 8);
  code_of([] { return checked(5); });
  same(checked(2).item<int>(), 0);
  code_of([] { return checked(3); });
  same(checked(0).item<int>(), 0);
  const int wants[] = {10 * 0, 1, 11, 10};
  for (int i = 0; i < 4; ++i) same(lazy({1, 4, 5}, i).item<int>(), wants[i]);
  same(condition(Tensor(3)).item<int>(), 1);
  same(condition(Tensor(0.f)).item<int>(), 0);
  same(condition(ag::ones({1, 1}, ag::boolean)).item<int>(), 1);
  code_of([] { return condition(ag::ones({2})); });
  same(condition(true).item<int>(), 1);
  return result();
}
