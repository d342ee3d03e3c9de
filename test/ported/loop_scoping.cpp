// TITLE: Loops: scopes
// TF: 62 63 67 68 196 213 214 215 216
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 62: a temporary of the body is no state.
AG_FUNCTION Tensor temporary(Tensor n) {
  Tensor s = 0;
  int i = 0;
  while (i < n) {
    Tensor tmp = s + 2 * i;
    s = tmp;
    ++i;
  }
  return s;
}

// 63: the first turn sets, the others add.
AG_FUNCTION Tensor first_sets(Tensor n) {
  bool first = true;
  Tensor x = 0;
  for (int i = 0; i < n; ++i) {
    if (first)
      x = 10;
    else
      x += i;
    first = false;
  }
  return x;
}

// 67, 68: writes to the loop's own variable end with the turn; a variable outside keeps its value.
AG_FUNCTION Tensor reassigned_element(Tensor xs) {
  Tensor i = 7;
  for (Tensor x : xs) {
    x = 3 * x + 1;
    i = x;
  }
  return i;
}
AG_FUNCTION int reassigned_index(Tensor n) {
  int s = 0;
  for (auto i : ag::range(n.item<int>())) {
    i = 3 * i + 1;
    s += i;
  }
  return s;
}

// 196: the inner loop's `u` is not the outer one's.
AG_FUNCTION Tensor inner_local(Tensor a) {
  Tensor s = 0;
  int i = 0;
  while (i < a) {
    int j = 0;
    while (j < i) {
      Tensor u = Tensor(i) * 10 + j;
      s += u;
      ++j;
    }
    ++i;
  }
  return s;
}

// 213: set in both branches in each turn.
AG_FUNCTION Tensor created_in_branches(Tensor n) {
  Tensor s = 0;
  int i = 0;
  while (i < n) {
    Tensor t;
    if (i % 2 == 0) {
      t = s * 2;
    } else {
      t = s + 1;
    }
    s = t + 1;
    ++i;
  }
  return s;
}

// 214: a value of the turn before.
AG_FUNCTION Tensor previous(Tensor xs) {
  Tensor before = 0;
  Tensor rises = 0;
  for (Tensor x : xs) {
    if (x > before)
      rises += 1;
    before = x;
  }
  return rises;
}

// 215: the range expression is evaluated once.
int evaluated = 0;
AG_NO_CONVERT Tensor counted(const Tensor &xs) {
  ++evaluated;
  return xs;
}
AG_FUNCTION Tensor range_once(Tensor xs) {
  Tensor s = 0;
  for (Tensor x : xs + 1)
    s += x;
  return s;
}

// 216: with the index.
AG_FUNCTION Tensor with_index(Tensor xs) {
  Tensor s = 0;
  for (auto [i, x] : ag::enumerate(xs))
    s += x * i;
  return s;
}

int main() {
  for (int n : {0, 1, 2, 5}) {
    const Tensor xs = ag::arange(n) * 7 % 4;
    int s = 0, x = 0, last = 7, index = 0, inner = 0, b = 0, rises = 0, before = 0, sum = 0,
        dot = 0;
    for (int i = 0; i < n; ++i) {
      s += 2 * i;
      x = i == 0 ? 10 : x + i;
      const int v = i * 7 % 4;
      last = 3 * v + 1;
      index += 3 * i + 1;
      for (int j = 0; j < i; ++j)
        inner += 10 * i + j;
      b = (i % 2 == 0 ? b * 2 : b + 1) + 1;
      rises += v > before;
      before = v;
      sum += v + 1;
      dot += v * i;
    }
    same(temporary(n).item<int>(), s);
    same(first_sets(n).item<int>(), x);
    same(reassigned_element(xs).item<int>(), last);
    same(reassigned_index(n), index);
    same(inner_local(n).item<int>(), inner);
    same(created_in_branches(n).item<int>(), b);
    same(previous(xs).item<int>(), rises);
    same(range_once(xs).item<int>(), sum);
    same(with_index(xs).item<std::int64_t>(), dot);
  }
  same(range_once(counted(ag::arange(3))).item<int>(), 6);
  same(evaluated, 1);
  return result();
}
