// RUN: %run-three %s
// Members of what a template leaves open, where it is a structure of staged numbers.
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;
struct V2 {
  double x, y;
};
struct P2 {
  V2 at;
  int n;
};
template <class T> AG_FUNCTION double norm2(T v) {
  v.x = v.x + 1;
  return v.x * v.x + v.y;
}
template <class T> AG_FUNCTION double norm3(const T &v) { return v.x * v.x + v.y; }
template <class T> AG_FUNCTION void push(T &v, double by) {
  if (v.x < 3)
    v.x += by;
  v.y *= 2;
}
template <class T> AG_FUNCTION T moved(T p) {
  while (p.n > 0) {
    p.at.x += p.at.y;
    --p.n;
  }
  return p;
}
AG_FUNCTION double run(Tensor t, int n) {
  V2 v{1, 2};
  P2 p{{1, 2}, 0};
  for (int i = 0; i < n; ++i) {
    v.x += v.y / 4;
    push(v, 0.5);
    p.n = i;
    p = moved(p);
  }
  return norm2(v) + norm3(v) + p.at.x + t.item<double>();
}
int main() {
  for (int n = 0; n < 5; ++n)
    std::printf("%g\n", run(1.0, n));
  same(norm2(V2{1, 2}), 6);
  same(norm2(V2{2, 2}), 11);
  same(norm3(V2{2, 2}), 6);
  V2 v{1, 2};
  push(v, 3);
  same(v.x, 4);
  same(v.y, 4);
  return result();
}
