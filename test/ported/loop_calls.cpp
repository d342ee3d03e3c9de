// TITLE: Calls in conditions and bodies of loops
// TF: 70 71 72 73 74 75 76 77 78
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <cstdlib>

#include "../golden/golden.h"

using ag::Tensor;

static bool below(Tensor a, Tensor b) { return a < b; }
static Tensor twice(Tensor a) { return a * 2; }
static int plus_one(int i) { return i + 1; }

struct Limit {
  int by = 3;
  bool reached(const Tensor &t) const { return t >= by; }
  Tensor operator()(Tensor t) const { return t + by; }
};

// 70: in the condition: function, lambda, member function, std's abs.
AG_FUNCTION Tensor in_condition(Tensor n) {
  Tensor x = 0;
  while (below(x, n))
    x += 2;
  const auto small = [](const Tensor &t) { return t < 40; };
  while (small(x))
    x += 10;
  const Limit limit{45};
  while (!limit.reached(x))
    x += 1;
  return x;
}
AG_FUNCTION int magnitude(Tensor n) {
  int i = n.item<int>();
  int turns = 0;
  while (std::abs(i) > 1) {
    i = -i / 2;
    ++turns;
  }
  return turns;
}

// 71, 72: the call gives what is looped over.
static Tensor odds(const Tensor &n) { return ag::arange(5) * 2 + n; }
AG_FUNCTION Tensor iterated(Tensor n) {
  Tensor s = 0;
  for (Tensor x : odds(n))
    s = s * 3 + x;
  return s;
}

// 73 to 75: calls in the body.
AG_FUNCTION Tensor in_body(Tensor n) {
  Tensor x = 1;
  int i = 0;
  const auto square = [](Tensor t) { return t * t % 97; };
  const Limit step{4};
  while (i < n) {
    x = twice(x);
    x = square(x);
    x = step(x);
    i = plus_one(i);
  }
  return x;
}

// 76, 77: a closure sees the current values.
AG_FUNCTION Tensor closure(Tensor n) {
  Tensor s = 0;
  int i = 0;
  const auto now = [&] { return s * 2 + i; };
  while (i < n) {
    ++i;
    s = now();
  }
  return s;
}

// 78: a closure that changes a variable of the loop.
AG_FUNCTION Tensor object_closure(Tensor xs) {
  Tensor s = 0;
  const auto add = [&s](const Tensor &v) { s += v; };
  for (Tensor x : xs) {
    add(x);
    if (x > 1)
      add(x * 10);
  }
  return s;
}

int main() {
  for (int n : {0, 1, 2, 7, -9}) {
    int x = 0;
    while (x < n)
      x += 2;
    while (x < 40)
      x += 10;
    while (!(x >= 45))
      x += 1;
    same(in_condition(n).item<int>(), x);
    int i = n, turns = 0;
    while (std::abs(i) > 1)
      i = -i / 2, ++turns;
    same(magnitude(n), turns);
    int s = 0;
    for (int k = 0; k < 5; ++k)
      s = s * 3 + (2 * k + n);
    same(iterated(n).item<int>(), s);
    x = 1;
    s = 0;
    for (i = 0; i < n; ++i)
      x = x * 2 * (x * 2) % 97 + 4, s = s * 2 + i + 1;
    same(in_body(n).item<int>(), x);
    same(closure(n).item<int>(), s);
  }
  same(object_closure(ag::arange(4)).item<int>(), 6 + 50);
  return result();
}
