// RUN: %run-three %s
// Parameters without a name, of annotated functions and of callees.
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;
struct Fast {};
struct Slow {
  int effort;
};
AG_FUNCTION Tensor plain(Tensor x, int) { return x + 1; }
AG_FUNCTION Tensor tagged(Tensor x, Fast) {
  while (x < 10)
    x = x * 2;
  return x;
}
AG_FUNCTION Tensor tagged(Tensor x, const Slow &, int = 3) {
  while (x < 10)
    x = x + 1;
  return x;
}
AG_FUNCTION int count(Tensor, int n, bool, double = 2.5) {
  int k = 0;
  for (int i = 0; i < n; ++i)
    k += i;
  return k;
}
template <class T, class Tag> AG_FUNCTION T generic(T x, Tag) { return x * 2; }
AG_FUNCTION void changes(Tensor &x, int &) {
  if (x > 0)
    x = x - 1;
}
static int callee(int k, int, float) {
  if (k > 3)
    return k * 2;
  return k;
}
struct Counter {
  int n = 0;
  AG_FUNCTION int operator++(int) { return n++; }
  AG_FUNCTION int add(int k, const Tensor &, Fast) {
    n += k;
    return n;
  }
};
AG_FUNCTION int uses(Tensor t) {
  int k = 1;
  while (t > 0) {
    k += callee(k, k, 2.f);
    t = plain(t, k) - 2;
    k += generic(k, k) + generic(k, Fast{});
    k += count(t, 3, t > 0);
    k += count(t, k % 5, true, t.item<double>());
    t = tagged(t + 8, Fast{}) - 12;
  }
  return k;
}
int main() {
  same(plain(1.0, 2).item<double>(), 2);
  same(plain(1.0, 3).item<double>(), 2);
  same(tagged(3.0, Fast{}).item<double>(), 12);
  same(tagged(3.0, Slow{2}).item<double>(), 10);
  same(tagged(3.0, Slow{3}, 4).item<double>(), 10);
  same(count(1.0, 4, true), 6);
  same(count(2.0, 4, false, 1.5), 6);
  same(generic(3, Fast{}), 6);
  same(generic(Tensor(4), Slow{1}).item<int>(), 8);
  Tensor t = 2;
  int k = 5;
  changes(t, k);
  same(t.item<int>(), 1);
  same(k, 5);
  Counter c;
  same(c.add(3, t, Fast{}), 3);
  same(c.add(4, t, Fast{}), 7);
  same(c++, 7);
  same(c++, 8);
  std::printf("%d\n", uses(3.0));
  std::printf("%d\n", uses(0.5));
  return result();
}
