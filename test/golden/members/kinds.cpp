// TITLE: Member functions of all kinds
// DOC: Static members, operators, friends, members of class templates, base classes, sub-objects,
// DOC: objects behind pointers, functors, virtual functions.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <memory>
#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
struct Base {
  virtual ~Base() = default;
  AG_FUNCTION virtual Tensor go(Tensor x) const { return x * scale; }
  Tensor scale = 2.0;
};
struct Derived : Base {
  AG_FUNCTION Tensor go(Tensor x) const override {
    if (x > shift) x = Base::go(x);
    return x + shift;
  }
  double shift = 1.0;
};
template <class T>
struct Box {
  T value;
  AG_FUNCTION Tensor add(Tensor x) const { return x + value; }
  template <class U>
  AG_FUNCTION Tensor times(Tensor x, U by) const {
    return x * value * by;
  }
};
struct Vec {
  Tensor v;
  AG_FUNCTION friend Tensor dot(const Tensor& a, const Tensor& b) { return sum(a * b); }
  AG_FUNCTION static Tensor twice(Tensor x) { return x > 1.0 ? x * 2.0 : x; }
  AG_FUNCTION Tensor operator+(const Tensor& o) const { return v + o; }
  AG_FUNCTION Tensor operator[](int i) const { return v[i]; }
};
struct Stack {
  Box<Tensor> in{Tensor(3.0)};
  Derived out;
  std::vector<std::unique_ptr<Base>> layers;
  AG_FUNCTION Tensor run(Tensor x) const {
    x = in.add(x);
    for (const auto& layer : layers) x = layer->go(x);
    return out.go(x);
  }
};
// source]

int main() {
  Derived d;
  const Base& base = d;
  same(base.go(Tensor(2.0)).item<double>(), 5.0);
  same(base.go(Tensor(0.5)).item<double>(), 1.5);
  d.shift = 3.0;
  same(base.go(Tensor(4.0)).item<double>(), 11.0);
  same(Box<Tensor>{Tensor(1.0)}.add(Tensor(2.0)).item<double>(), 3.0);
  same(Box<double>{4.0}.add(Tensor(2.0)).item<double>(), 6.0);
  same(Box<double>{4.0}.times(Tensor(2.0), 3).item<double>(), 24.0);
  same(dot(Tensor{1.0, 2.0}, Tensor{3.0, 4.0}).item<double>(), 11.0);
  same(Vec::twice(Tensor(3.0)).item<double>(), 6.0);
  const Vec v{Tensor{1.0, 2.0}};
  same((v + Tensor(1.0)).to_vector<double>(), {2.0, 3.0});
  same(v[1].item<double>(), 2.0);
  Stack s;
  same(s.run(Tensor(1.0)).item<double>(), 9.0);
  s.layers.push_back(std::make_unique<Base>());
  same(s.run(Tensor(1.0)).item<double>(), 17.0);
  s.layers[0]->scale = 3.0;
  same(s.run(Tensor(1.0)).item<double>(), 25.0);
  Stack t;
  t.layers.push_back(std::make_unique<Derived>());
  same(t.run(Tensor(1.0)).item<double>(), 19.0);
  same(s.run(Tensor(1.0)).item<double>(), 25.0);
  s.in.value = 0.0;
  same(s.run(Tensor(1.0)).item<double>(), 7.0);
  return result();
}
