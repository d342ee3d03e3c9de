// RUN: %run-three %s
// bool and enum parameters: constants of the graph at the outermost call, staged inside of one.
#include <autograft/autograft.h>
#include <cstdio>

#include "../golden/golden.h"

using ag::Tensor;
enum class State { start, number, word, bad };
AG_FUNCTION int pick(bool up) { return up ? 1 : 2; }
AG_FUNCTION Tensor toward(Tensor x, bool up, Tensor by) {
  if (up)
    return x + by;
  return x - by;
}
AG_FUNCTION State step(State s, int c) {
  switch (s) {
  case State::start:
    return c < 10 ? State::number : State::word;
  case State::number:
    if (c >= 10)
      return State::bad;
    return s;
  case State::word:
    return s;
  default:
    return State::bad;
  }
}
AG_FUNCTION int scan(Tensor t) {
  State s = State::start;
  int bad = 0;
  for (Tensor c : t) {
    s = step(s, c.item<int>());
    if (s == State::bad)
      ++bad;
  }
  return bad * 10 + static_cast<int>(s);
}
AG_FUNCTION Tensor walk(Tensor x, int n) {
  for (int i = 0; i < n; ++i) {
    x = toward(x, i % 2 == 0, 2.0);
    x = toward(x, x > 3, 0.5);
    x = x + pick(x > 1);
  }
  return x;
}
// The printing would happen while the graph is built: the flag stays a constant.
AG_FUNCTION Tensor loud(Tensor x, bool verbose) {
  if (verbose)
    std::fprintf(stderr, "%s", "");
  return x + 1;
}
AG_FUNCTION Tensor sized(Tensor x, bool wide, bool up) {
  int n = 2;
  if (wide)
    n = 3;
  Tensor y = ag::ones({n}) * x;
  return up ? y + 1 : y - 1;
}
AG_FUNCTION Tensor both(Tensor x) {
  Tensor y = loud(x, true);
  return sized(y, true, y > 2);
}
enum Mode { add, mul };
template <class T> AG_FUNCTION T apply(T x, Mode m, const bool &again) {
  T y = m == add ? x + x : x * x;
  while (again && y < 20)
    y = y * 2;
  return y;
}
AG_FUNCTION int modes(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i)
    s += apply(i, i % 2 ? mul : add, i > 2);
  return s;
}
// Loops that are staged by choice run while the graph is built where a callee needs the flag.
AG_FUNCTION void bump(Tensor &x, bool up) {
  if (up)
    std::fprintf(stderr, "%s", "");
  x = x + (up ? 1 : 2);
}
AG_FUNCTION Tensor by_choice(Tensor x) {
  for (int i = 0; i < 4; ++i)
    bump(x, i > 1);
  for (int i = 0; i < 4; ++i)
    x = loud(x, i % 2 == 0);
  return x;
}
int main() {
  same(pick(true), 1);
  same(pick(false), 2);
  same(toward(1.0, true, 2.0).item<double>(), 3);
  same(toward(1.0, false, 2.0).item<double>(), -1);
  same(ag::trace_count(toward) <= 2, 1);
  same(static_cast<int>(step(State::start, 3)), 1);
  same(static_cast<int>(step(State::start, 13)), 2);
  same(static_cast<int>(step(State::number, 13)), 3);
  same(scan(Tensor{1, 2, 3}), 1);
  same(scan(Tensor{1, 12, 3}), 23);
  same(scan(Tensor{11, 12, 3}), 2);
  for (int n = 0; n < 4; ++n)
    std::printf("%g\n", walk(1.0, n).item<double>());
  same(loud(1.0, false).item<double>(), 2);
  same(loud(1.0, true).item<double>(), 2);
  for (int i = 0; i < 4; ++i)
    std::printf("%g\n", ag::sum(sized(2.f, i & 1, i & 2)).item<float>());
  std::printf("%g\n", ag::sum(both(2.f)).item<float>());
  std::printf("%g\n", ag::sum(both(0.f)).item<float>());
  for (int n = 0; n < 6; ++n)
    std::printf("%d\n", modes(n));
  same(by_choice(1.0).item<double>(), 11);
  same(apply(Tensor(3), mul, true).item<int>(), 36);
  same(apply(Tensor(3), add, false).item<int>(), 6);
  return result();
}
