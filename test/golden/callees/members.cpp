// TITLE: Members, hidden friends, templates
// DOC: Members and hidden friends of a class of this file get their copies in the class: private names stay in reach. Templates get one copy, whatever they are called with.
// RUN: %run-three %s
#include "../golden.h"
#include "autograft/autograft.h"

using ag::Tensor;
// [source
class Relu {
 public:
  explicit Relu(double s) : slope(s) {}
  Tensor operator()(const Tensor& x) const {
    if (sum(x) > 0) return x;
    return x * slope;
  }
  Tensor apply(Tensor x, int times) const;
  static double square(double v) {
    if (v > 10) return 10;
    return v * v;
  }
  friend Tensor operator|(const Tensor& x, const Relu& r) {
    if (sum(x) > 100) return x / 100;
    return r.secret(x);
  }

 private:
  Tensor secret(const Tensor& x) const { return operator()(x) + slope; }
  double slope;
};

Tensor Relu::apply(Tensor x, int times) const {
  for (int i = 0; i < times; ++i) x = secret(x) - 1;
  return x;
}

template <class T>
T pick(T a, T b) {
  if (a < b) return a;
  return b;
}
template <int N, class T>
T times(const T& v) {
  return v * N;
}
double either(const auto& a, double b) { return a > b ? a : b; }

AG_FUNCTION Tensor f(Tensor x) {
  Relu relu(0.5);
  double k = 1;
  int n = pick(7, 3);
  for (int turn = 0; turn < 4; ++turn) {
    x = relu(x) + 1;
    x = relu.apply(x, 2);
    x = x | relu;
    x = pick(x * 0.1, x) + 2;
    k = Relu::square(pick(k + 1, 3.5));
    n = times<3>(n) % 11;
    k = either(n, k);
  }
  return x + k + n;
}
// source]
int main() {
  std::vector<float> r = f(ag::tensor<float>({-30}, {1})).to_vector<float>();
  same(r, r);
  return result();
}
