// TITLE: Member functions, objects, functions of functions
// TF: 169 176 228 229 240 241 242 248 250
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 169: fields are the loop's state.
class Counter {
public:
  explicit Counter(int step) : step_(step) {}
  AG_FUNCTION Tensor count_to(Tensor n) {
    Tensor turns = 0;
    while (total_ < n) {
      total_ += step_;
      turns += 1;
    }
    ++calls_;
    return turns;
  }
  AG_FUNCTION Tensor total() const { return total_ * 1; }
  int calls() const { return calls_; }
  void set_step(int step) { step_ = step; }

private:
  Tensor total_ = 0;
  int step_;
  int calls_ = 0;
};

// 229: a function object, a member called through another one, a static one.
struct Layer {
  Tensor w, b;
  AG_FUNCTION Tensor operator()(Tensor x) const {
    Tensor y = ag::matmul(x, w) + b;
    if (ag::sum(y) > 10.f)
      y = y - 10.f;
    return y;
  }
};
struct Net {
  Layer first, second;
  bool twice = false;
  AG_FUNCTION Tensor forward(Tensor x) const {
    x = first(x);
    x = second(x);
    if (twice)
      x = second(x);
    return x;
  }
  AG_FUNCTION static Tensor scale(Tensor x, double by) {
    if (by > 1)
      x = x * by;
    return x;
  }
};

// 176: how often a condition is evaluated.
AG_FUNCTION Tensor condition_count(Tensor n) {
  Tensor evaluated = 0;
  int i = 0;
  const auto again = [&] {
    evaluated += 1;
    return i < n;
  };
  while (again())
    ++i;
  return evaluated * 100 + i;
}

// 250: recursion that a tensor ends, and two functions that call each other.
AG_FUNCTION Tensor factorial(Tensor n) {
  if (n <= 1)
    return 1;
  return n * factorial(n - 1);
}
AG_FUNCTION bool odd(Tensor n);
AG_FUNCTION bool even(Tensor n) {
  if (n == 0)
    return true;
  return odd(n - 1);
}
AG_FUNCTION bool odd(Tensor n) {
  if (n == 0)
    return false;
  return even(n - 1);
}

int main() {
  Counter one(1), three(3);
  same(one.count_to(5).item<int>(), 5);
  same(three.count_to(5).item<int>(), 2);
  same(one.count_to(7).item<int>(), 2);
  same(three.count_to(7).item<int>(), 1);
  same(one.total().item<int>(), 7);
  same(three.total().item<int>(), 9);
  one.set_step(2);
  same(one.count_to(20).item<int>(), 7);
  same(one.calls(), 3);

  Net net{{ag::ones({2, 2}), ag::zeros({2})}, {2.f * ag::ones({2, 2}), ag::ones({2})}};
  const Tensor x = ag::ones({1, 2});
  same(ag::sum(net.forward(x)).item<float>(), -2); // 2 2 | 9 9 -> -1 -1
  net.twice = true;
  same(ag::sum(net.forward(x)).item<float>(), -6);
  net.first.w = ag::zeros({2, 2});
  same(ag::sum(net.forward(x)).item<float>(), 10);
  same(ag::sum(Net::scale(x, 4.0)).item<float>(), 8);
  same(ag::sum(Net::scale(x, 0.5)).item<float>(), 2);
  for (int n : {0, 1, 5}) {
    same(condition_count(n).item<int>(), (n + 1) * 100 + n);
    int f = 1;
    for (int i = 2; i <= n; ++i)
      f *= i;
    same(factorial(n).item<int>(), f);
    same(even(n), n % 2 == 0);
  }
  return result();
}
