// TITLE: Member functions: fields that are read and written
// DOC: Fields are read at every call; what the body assigns is state, inside loops and branches too.
// DOC: Numbers among them are constants of the graph until they vary.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
class Layer {
 public:
  Layer(Tensor w, double rate) : w_(w), rate_(rate) {}
  AG_FUNCTION Tensor forward(const Tensor& x) const {
    Tensor y = x * w_ * rate_;
    if (sum(y) > 10.0) y = y + bias_;
    return y;
  }
  AG_FUNCTION void train(const Tensor& g);
  AG_FUNCTION Tensor operator()(const Tensor& x) {
    ++calls;
    return this->forward(x) + calls;
  }

  int calls = 0;
  double rate() const { return rate_; }
  Tensor weight() const { return w_; }

 private:
  Tensor w_;
  Tensor bias_ = 1.0;
  double rate_;
};

void Layer::train(const Tensor& g) {
  while (sum(w_ * w_) > 4.0) {
    w_ -= g * 0.5;
    rate_ *= 0.5;
  }
}
// source]

int main() {
  Layer layer(Tensor{1.0, 2.0}, 2.0);
  same(layer.forward(Tensor{1.0, 1.0}).to_vector<double>(), {2.0, 4.0});
  same(layer.forward(Tensor{2.0, 2.0}).to_vector<double>(), {5.0, 9.0});
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {6.0, 10.0});
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {7.0, 11.0});
  same(layer.calls, 2);
  layer.calls = 10;
  same(layer(Tensor{2.0, 2.0}).to_vector<double>(), {16.0, 20.0});
  same(layer.calls, 11);
  layer.train(Tensor{0.5, 1.0});
  same(layer.weight().to_vector<double>(), {0.75, 1.5});
  same(layer.rate(), 1.0);
  same(layer.forward(Tensor{1.0, 1.0}).to_vector<double>(), {0.75, 1.5});
  Layer other(Tensor{3.0, 3.0}, 1.0);
  same(other.forward(Tensor{1.0, 1.0}).to_vector<double>(), {3.0, 3.0});
  other.train(Tensor{1.0, 1.0});
  same(other.weight().to_vector<double>(), {1.0, 1.0});
  same(other.rate(), 0.0625);
  if (ag::trace_count(&Layer::forward) > 2) return 1;
  return result();
}
