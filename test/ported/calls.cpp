// TITLE: Trees of calls
// TF: 211 222 225
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

static Tensor clip(Tensor x) {
  if (x > 50)
    return x - 50;
  return x;
}
AG_FUNCTION Tensor add(Tensor a, Tensor b) {
  if (a < b)
    return a + b;
  return a - b;
}
static int twice(int k) { return 2 * k; }

// 222: calls as arguments, in chains, with packs.
template <class... T> Tensor total(Tensor first, T... rest) {
  if constexpr (sizeof...(rest) == 0)
    return first;
  else
    return add(first, total(rest...));
}
struct Chain {
  Tensor x;
  Chain then(Tensor by) const { return Chain{clip(x * by)}; }
};
AG_FUNCTION Tensor tree(Tensor x) {
  int k = twice(twice(x.item<int>()));
  x = add(clip(add(x, 3)), clip(clip(x) * 2));
  x = x + total(x, clip(x), Tensor(7));
  return x + k;
}
AG_FUNCTION Tensor chained(Tensor x) {
  const Chain c{x};
  return c.then(2).then(x).then(3).x;
}

// 211, 225: functions in functions, that change what stands outside of them and keep their returns.
AG_FUNCTION Tensor inner(Tensor x) {
  Tensor count = 0;
  const auto make = [&](int by) {
    return [&count, by](Tensor t) {
      if (t > 10) {
        count += by;
        return t - 10;
      }
      return t;
    };
  };
  const auto one = make(1);
  x = one(x);
  x = one(x + 5);
  x = make(100)(x + 9);
  return x * 1000 + count;
}

int main() {
  const auto c = [](int x) { return x > 50 ? x - 50 : x; };
  const auto a = [](int x, int y) { return x < y ? x + y : x - y; };
  for (int n : {-20, 1, 4, 30, 200}) {
    int x = a(c(a(n, 3)), c(c(n) * 2));
    x = x + a(x, a(c(x), 7));
    same(tree(n).item<int>(), x + 4 * n);
    same(chained(n).item<int>(), c(c(c(n * 2) * n) * 3));
    int y = n, count = 0;
    const auto f = [&](int t, int by) {
      if (t > 10) {
        count += by;
        return t - 10;
      }
      return t;
    };
    y = f(y, 1);
    y = f(y + 5, 1);
    y = f(y + 9, 100);
    same(inner(n).item<int>(), y * 1000 + count);
  }
  return result();
}
