// TITLE: Variables: effects without results, and their order
// TF: 1 19 20 249 261 262 263 277
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

ag::Variable v{Tensor(0)};
ag::Variable w{Tensor(0)};

// 1, 277: nothing but an effect, only where the branch is taken.
AG_FUNCTION void in_branch(Tensor c) {
  if (c > 0) {
    v += 1;
    ag::print("taken, v = {}", v);
  }
}

// 2 with Variables: another effect in each branch.
AG_FUNCTION void in_both(Tensor c) {
  if (c > 0)
    v += 1;
  else
    v += 2;
}

// 19: the condition reads what the body changes.
AG_FUNCTION void in_while(Tensor n) {
  while (v < n)
    v += 1;
}

// 20
AG_FUNCTION void in_for(Tensor xs) {
  for (Tensor x : xs) {
    v = v * 10;
    v += x;
  }
}

// 249, 261: every read sees the writes before it.
AG_FUNCTION Tensor ordered(Tensor x) {
  v = x;
  Tensor first = v;
  v = v + 1;
  Tensor second = v;
  if (x > 1)
    v = v * 2;
  return first * 10000 + second * 100 + v;
}
AG_FUNCTION Tensor outer(Tensor x) {
  Tensor before = v;
  Tensor inner = ordered(x);
  v += 1;
  return inner * 100 + before * 10 + v;
}

// 262, 263: two Variables, one of them only read.
AG_FUNCTION Tensor two(Tensor n) {
  Tensor s = 0;
  for (auto i : ag::range(n.item<int>())) {
    w += i;
    s += v + w;
  }
  return s;
}

int main() {
  const auto value = [](const ag::Variable& x) { return x.value().item<int>(); };
  for (int n : {0, 1, 2}) {
    v = Tensor(0);
    w = Tensor(0);
    in_branch(n);
    same(value(v), n > 0);
    in_both(n);
    same(value(v), n > 0 ? 2 : 2);
    in_while(n + 2);
    same(value(v), n + 2);
    in_for(ag::arange(n));
    same(value(v), n == 0 ? 2 : n == 1 ? 30 : 401);
    for (int repeat = 0; repeat < 3; ++repeat) {
      const int before = value(v), second = n + 1, last = n > 1 ? second * 2 : second;
      same(outer(n).item<int>(),
           (n * 10000 + second * 100 + last) * 100 + before * 10 + last + 1);
      same(value(v), last + 1);
    }
    int s = 0, total = 0;
    for (int i = 0; i < n; ++i) {
      total += i;
      s += value(v) + total;
    }
    same(two(n).item<int>(), s);
    same(value(w), total);
  }
  return result();
}
