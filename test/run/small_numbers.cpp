// RUN: %run-three %s
// Enumerations as state machines and results, small integer types, auto, decltype, aliases, swap,
// exchange, clamp, chained assignment.
#include <autograft/autograft.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "../golden/golden.h"

using ag::Tensor;
enum class State { Idle, Up, Down };
enum Colour : unsigned char { Red, Green, Blue };
AG_FUNCTION int machine(Tensor t) {
  State s = State::Idle;
  int turns = 0;
  for (auto v : t) {
    switch (s) {
    case State::Idle:
      s = v > 0 ? State::Up : State::Down;
      break;
    case State::Up:
      if (v < 0) {
        s = State::Down;
        ++turns;
      }
      break;
    case State::Down:
      if (v > 0) {
        s = State::Up;
        ++turns;
      }
      break;
    }
  }
  return turns * 10 + static_cast<int>(s);
}
AG_FUNCTION int colours(Tensor t) {
  Colour c = Red;
  for (auto v : t) {
    if (v == 1)
      c = Green;
    else if (v == 2)
      c = Blue;
  }
  return c;
}
AG_FUNCTION State kind(Tensor x) {
  if (x > 0)
    return State::Up;
  return State::Down;
}
AG_FUNCTION int small(Tensor x) {
  char c = 'a';
  std::uint8_t u = 250;
  std::size_t z = 0;
  long long l = 1;
  short h = 1;
  while (x > 0) {
    c++;
    u += 3;
    ++z;
    l *= 3;
    h = h * 2;
    x = x - 1;
  }
  return c + u + static_cast<int>(z) + static_cast<int>(l) + h;
}
AG_FUNCTION int autos(Tensor x) {
  auto k = 0;
  const auto step = 2;
  int &r = k;
  while (x > 0) {
    const auto old = k;
    decltype(k) copy = old;
    r += step;
    k = copy + k - old;
    x = x - 1;
  }
  return k;
}
AG_FUNCTION int gcd(Tensor t) {
  int a = t[0].item<int>(), b = t[1].item<int>();
  while (b != 0) {
    a %= b;
    std::swap(a, b);
  }
  return a;
}
AG_FUNCTION int exch(Tensor t) {
  int a = 0, b = 1;
  for (auto v : t) {
    if (v > 0)
      a = std::exchange(b, a + b);
  }
  return a;
}
AG_FUNCTION double clampd(Tensor t) {
  double m = 0;
  int c = 0;
  for (auto v : t) {
    double x = v.item<double>();
    m = std::max(m, std::abs(x));
    x = std::clamp(x, -1.0, 1.0);
    if (x == 1.0)
      c++;
    m = std::min(m, 10.0);
  }
  return m + c;
}
AG_FUNCTION int chain(Tensor x) {
  int a, b, c;
  a = b = c = 0;
  while (x > 0)
    a = b = c = c + 1, x = x - 1;
  return a + b + c;
}
AG_FUNCTION double mixed(Tensor x) {
  int i = 3;
  double d = 0.5;
  return x > 0 ? i : d;
}
int main() {
  same(machine(Tensor{1, -1, 1, 1, -1}), 32);
  same(machine(Tensor{-1, -1}), 2);
  same(colours(Tensor{1, 2, 1}), 1);
  same(static_cast<int>(kind(1.0)), 1);
  same(static_cast<int>(kind(-1.0)), 2);
  {
    char c = 'a';
    std::uint8_t u = 250;
    std::size_t z = 0;
    long long l = 1;
    short h = 1;
    for (int i = 0; i < 5; ++i) {
      c++;
      u += 3;
      ++z;
      l *= 3;
      h = h * 2;
    }
    same(small(5.0), c + u + int(z) + int(l) + h);
  }
  same(autos(3.0), 6);
  same(gcd(Tensor{48, 36}), 12);
  same(exch(Tensor{1, 0, 1, 1}), 2);
  same(clampd(Tensor{1.0, -3.0, 0.5, 20.0}), 12);
  same(chain(4.0), 12);
  same(mixed(1.0), 3);
  same(mixed(-1.0), 0.5);
  return result();
}
