// TITLE: ag::Variable
// DOC: A tensor that lives across calls: as a global, a field, a parameter, a static local; read and
// DOC: assigned in loops and branches.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
ag::Variable total{0.0};
struct Model {
  ag::Variable w{ag::zeros({2}, ag::f64)};
  AG_FUNCTION void fit(const Tensor& x, const Tensor& rate) {
    while (sum(w) < 3.0) w += x * rate;
  }
};
AG_FUNCTION Tensor add(Tensor x) {
  if (x > 0.0)
    total = total + x;
  else
    total -= x;
  return total * 2.0;
}
AG_FUNCTION void scale(ag::Variable& v, const Tensor& by) {
  for (int i = 0; i < 3; ++i) v *= by;
}
AG_FUNCTION Tensor count(Tensor x) {
  static ag::Variable calls{0.0};
  calls += 1.0;
  return x + calls.value();
}
AG_FUNCTION Tensor twice(Tensor x) {
  const Tensor first = add(x);
  const Tensor second = add(x);
  return first + second + total;
}
// source]

int main() {
  same(add(Tensor(2.0)).item<double>(), 4.0);
  same(add(Tensor(-3.0)).item<double>(), 10.0);
  same(total.item<double>(), 5.0);
  total = 1.0;
  same(add(Tensor(1.0)).item<double>(), 4.0);
  Model m, n;
  m.fit(Tensor{1.0, 0.5}, Tensor(0.5));
  same(m.w.value().to_vector<double>(), {2.0, 1.0});
  n.fit(Tensor{4.0, 0.0}, Tensor(0.5));
  same(n.w.to_vector<double>(), {4.0, 0.0});
  same(m.w.to_vector<double>(), {2.0, 1.0});
  scale(m.w, Tensor(2.0));
  same(m.w.to_vector<double>(), {16.0, 8.0});
  ag::Variable other{1.0};
  scale(other, Tensor(3.0));
  same(other.item<double>(), 27.0);
  for (int i = 1; i < 4; ++i) same(count(Tensor(10.0)).item<double>(), 10.0 + i);
  total = 0.0;
  same(twice(Tensor(1.0)).item<double>(), 8.0);
  same(total.item<double>(), 2.0);
  auto g = ag::trace([&](Tensor x) { return x * other; }, ag::spec<double>({}));
  same(g(2.0).item<double>(), 54.0);
  other = 2.0;
  same(g(2.0).item<double>(), 4.0);
  return result();
}
