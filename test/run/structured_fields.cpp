// RUN: %run-three %s
// Fields that are structures of tensors: a vector of layers, arrays, maps, nested aggregates. Their
// tensors are data of the graph, their other parts belong to its key.
#include <autograft/autograft.h>

#include <array>
#include <map>
#include <string>

#include "../golden/golden.h"

using ag::Tensor;
struct Scale {
  double by = 1;
  int times = 1;
};
struct Layer {
  Tensor w, b;
  bool relu = true;
  Scale scale{};
  Tensor operator()(const Tensor &x) const {
    Tensor y = x * w + b;
    for (int i = 0; i < scale.times; ++i)
      y = y * scale.by;
    if (relu)
      return ag::relu(y);
    return y;
  }
};
class Model {
public:
  explicit Model(int n) {
    for (int i = 0; i < n; ++i)
      layers_.push_back({1.0 + i, -2.0, i + 1 < n, {2.0, i % 2}});
    extra_["bias"] = 0.5;
  }
  AG_FUNCTION Tensor forward(Tensor x) const {
    for (const auto &layer : layers_)
      x = layer(x);
    return x + heads_[0] * extra_.at("bias");
  }
  AG_FUNCTION int until(Tensor x, double limit) const {
    int steps = 0;
    while (x < limit) {
      for (const auto &layer : layers_)
        x = layer(x);
      if (++steps >= 20)
        break;
    }
    return steps;
  }
  AG_FUNCTION Tensor first(const Tensor &x) const { return run(first_, x) + first_.b; }
  static Tensor run(const Layer &layer, const Tensor &x) { return layer(x); }

  std::vector<Layer> layers_;
  std::array<Tensor, 2> heads_{1.0, 2.0};
  std::map<std::string, Tensor> extra_;
  Layer first_{3.0, 1.0, false, {}};
};
static std::vector<Tensor> table{1.0, 2.0};
AG_FUNCTION Tensor from_global(const Tensor &x) {
  Tensor s = x;
  for (const Tensor &t : table)
    s = s * t;
  return s;
}

int main() {
  Model m(2), other(1);
  same(m.forward(3.0).item<double>(), (3.0 - 2) * 2 * 2 - 4 + 0.5);
  same(m.forward(5.0).item<double>(), 3 * 2 * 2 - 4 + 0.5);
  const int built = ag::trace_count(&Model::forward);
  m.layers_[1].w = 10.0; // data: no new graph
  m.extra_["bias"] = 1.5;
  m.heads_[0] = 2.0;
  same(m.forward(5.0).item<double>(), (3 * 10 - 2) * 2 + 3);
  same(ag::trace_count(&Model::forward) == built, true);
  m.layers_[1].relu = true; // part of the key
  m.layers_[1].scale.times = 2;
  same(m.forward(1.0).item<double>(), 3);
  m.layers_[1].b = 4.0;
  same(m.forward(1.0).item<double>(), 4 * 4 + 3);
  m.layers_.push_back({1.0, 1.0, false, {}});
  same(m.forward(1.0).item<double>(), 16 + 1 + 3);
  same(other.forward(5.0).item<double>(), 3 + 0.5);
  same(m.until(3.0, 1000.0), 2);
  same(m.first(2.0).item<double>(), 8);
  m.first_.b = 2.0;
  same(m.first(2.0).item<double>(), 10);
  same(from_global(3.0).item<double>(), 6);
  table[1] = 5.0;
  same(from_global(3.0).item<double>(), 15);
  table.push_back(2.0);
  same(from_global(3.0).item<double>(), 30);
  return result();
}
