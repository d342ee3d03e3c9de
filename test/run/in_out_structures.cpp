// RUN: %run-three %s
// Tensors, structs, pairs and vectors of tensors by mutable reference, the same object twice.
#include <autograft/autograft.h>

#include <utility>
#include <vector>

#include "../golden/golden.h"

using ag::Tensor;
AG_FUNCTION void axpy(double a, const Tensor &x, Tensor &y) { y = a * x + y; }
AG_FUNCTION void clip(std::vector<Tensor> &gs, double m) {
  for (auto &g : gs) {
    if (ag::max(g) > m)
      g = g / ag::max(g) * m;
  }
}
AG_FUNCTION void sw(std::pair<Tensor, Tensor> &p) {
  if (ag::sum(p.first) > ag::sum(p.second))
    std::swap(p.first, p.second);
}
struct Params {
  Tensor w, b;
};
AG_FUNCTION void sgd(Params &p, const Params &g, double lr) {
  p.w -= lr * g.w;
  p.b -= lr * g.b;
}
AG_FUNCTION Tensor train(Tensor x) {
  Params p{x, x * 2};
  Tensor n = 3;
  while (n > 0) {
    sgd(p, Params{p.b, p.w}, 0.1);
    n = n - 1;
  }
  return p.w + p.b;
}
AG_FUNCTION void fill(std::vector<Tensor> &v, Tensor x) {
  for (int i = 0; i < 3; ++i) {
    v.push_back(x * i);
  }
}
AG_FUNCTION void minmax(const Tensor &t, Tensor &lo, Tensor &hi) {
  lo = t[0];
  hi = t[0];
  for (auto v : t) {
    if (v < lo)
      lo = v;
    if (v > hi)
      hi = v;
  }
}
AG_FUNCTION Tensor range_of(Tensor t) {
  Tensor lo, hi;
  minmax(t, lo, hi);
  return hi - lo;
}
AG_FUNCTION void count(const Tensor &t, int &pos, std::size_t &neg, std::vector<Tensor> &seen) {
  for (auto v : t) {
    if (v > 0)
      ++pos;
    else
      neg += 2;
  }
  seen.push_back(t);
}
AG_FUNCTION void both(Tensor &a, Tensor &b) {
  a += 1;
  b *= 2;
}
int main() {
  Tensor v{1.0, 2.0};
  axpy(2.0, v, v);
  same(v.to_vector<double>(), {3, 6});
  std::vector<Tensor> gs{Tensor{1.0, 4.0}, Tensor{0.5, 0.25}};
  clip(gs, 2.0);
  same(gs[0].to_vector<double>(), {0.5, 2});
  same(gs[1].to_vector<double>(), {0.5, .25});
  std::pair<Tensor, Tensor> p{Tensor{3.0}, Tensor{1.0}};
  sw(p);
  same(p.first[0].item<double>(), 1);
  sw(p);
  same(p.first[0].item<double>(), 1);
  {
    double w = 1, b = 2;
    for (int i = 0; i < 3; ++i) {
      double gw = b, gb = w;
      w -= 0.1 * gw;
      b -= 0.1 * gb;
    }
    same(train(Tensor{1.0, 2.0})[0].item<double>(), w + b);
  }
  std::vector<Tensor> f;
  fill(f, 2.0);
  same(double(f.size()), 3);
  same(f[2].item<double>(), 4);
  same(range_of(Tensor{3.0, -1.0, 7.0}).item<double>(), 8);
  int pos = 1;
  std::size_t neg = 0;
  std::vector<Tensor> seen;
  count(Tensor{1.0, -1.0, 2.0}, pos, neg, seen);
  same(pos, 3);
  same(double(neg), 2);
  same(double(seen.size()), 1);
  Tensor a = 3.0;
  both(a, a);
  same(a.item<double>(), 8);
  return result();
}
