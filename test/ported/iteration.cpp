// TITLE: Ranges, enumerate, zip and what they are built from
// TF: 69 168 189 190 191 217
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <functional>

#include "../golden/golden.h"

using ag::Tensor;

// 168, 191: limits and steps of every sign, also empty ranges.
AG_FUNCTION Tensor ranged(Tensor start, Tensor limit, Tensor step) {
  Tensor digits = 0;
  for (int i : ag::range(start.item<int>(), limit.item<int>(), step.item<int>()))
    digits = digits * 10 + i;
  return digits;
}
AG_FUNCTION Tensor downwards(Tensor n) {
  Tensor digits = 0;
  for (int i : ag::range(n.item<int>(), 0, -2)) digits = digits * 10 + i;
  return digits;
}

// 191: enumerate and zip.
AG_FUNCTION Tensor weighted(Tensor xs) {
  Tensor s = 0;
  for (auto [i, x] : ag::enumerate(xs)) s += x * i;
  return s;
}
AG_FUNCTION Tensor pairs(Tensor xs, Tensor ys) {
  Tensor s = 0;
  for (auto [x, y] : ag::zip(xs, ys)) {
    if (x > y) s += x;
    else s += y * 10;
  }
  return s;
}

// 189, 190: abs, the length, min and max of a vector; std's and ag's names.
AG_FUNCTION Tensor builtins(Tensor xs) {
  int n = 0;
  int low = 100;
  for (Tensor x : xs) {
    int v = x.item<int>();
    low = std::min(low, std::abs(v));
    ++n;
  }
  return ag::stack({Tensor(low), max(xs), min(xs), abs(xs[0]), Tensor(n)});
}

// 191: any, all and sorted.
AG_FUNCTION Tensor chosen(Tensor xs) {
  Tensor r = 0;
  if (ag::any(xs > 3)) r += 1;
  if (ag::all(xs > 0)) r += 10;
  if (ag::sort(xs)[0] == xs[0]) r += 100;
  return r;
}

// 69: lambdas made in a loop of the host see the value that they captured.
AG_FUNCTION Tensor captured(Tensor x) {
  std::vector<std::function<Tensor()>> later;
  for (int i = 0; i < 3; ++i) later.push_back([x, i] { return x * i; });
  Tensor s = 0;
  for (const auto& f : later) s += f();
  return s;
}

// 217: a container filled from a tensor's rows, on the host's side.
AG_FUNCTION Tensor gathered(Tensor xs) {
  std::vector<Tensor> rows;
  for (int i = 0; i < 3; ++i) rows.push_back(xs[i] * 2);
  return ag::stack(rows);
}

int main() {
  const int cases[][3] = {{0, 4, 1}, {1, 6, 2}, {5, 0, -1}, {3, 3, 1}, {4, 1, 1}, {1, 4, -1}};
  for (const auto& c : cases) {
    int want = 0;
    for (int i = c[0]; c[2] > 0 ? i < c[1] : i > c[1]; i += c[2]) want = want * 10 + i;
    same(ranged(c[0], c[1], c[2]).item<int>(), want);
  }
  for (int n = 0; n < 6; ++n) {
    int want = 0;
    for (int i = n; i > 0; i -= 2) want = want * 10 + i;
    same(downwards(n).item<int>(), want);
  }
  same(weighted({5, 6, 7}).item<int>(), 20);
  same(pairs({5, 1}, {3, 2}).item<int>(), 25);
  same(builtins({-4, 2, 9}).to_vector<int>(), {2, 9, -4, 4, 3});
  same(chosen({1, 5, 2}).item<int>(), 111);
  same(chosen({2, 0, 3}).item<int>(), 0);
  same(captured(2).item<int>(), 6);
  same(gathered({1, 2, 3}).to_vector<int>(), {2, 4, 6});
  return result();
}
