// RUN: %run-three %s
// A recurrent net over sequences of different lengths: rows past their end keep their state. The
// number of steps depends on the data.
#include <autograft/autograft.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

using ag::Tensor;

AG_FUNCTION Tensor rnn(const Tensor& x, const Tensor& lengths, const Tensor& w, const Tensor& u,
                       Tensor& outputs) {
  Tensor h = ag::zeros({x.shape(0), u.shape(0)});
  Tensor last = max(lengths);
  int t = 0;
  while (t < last) {
    Tensor next = tanh(matmul(x.at(ag::all_, t), w) + matmul(h, u));
    Tensor active = unsqueeze(lengths > t, {1});
    h = where(active, next, h);
    outputs.at(ag::all_, t) = where(active, next, 0.f);
    ++t;
  }
  return h;
}

int main() {
  const int batch = 3, steps = 5, in = 2, hidden = 4;
  auto fill = [](int n, float scale) {
    std::vector<float> v;
    for (int i = 0; i < n; ++i) v.push_back(scale * static_cast<float>((i * 7) % 11 - 5));
    return v;
  };
  const auto x = fill(batch * steps * in, 0.1f), w = fill(in * hidden, 0.2f);
  const auto u = fill(hidden * hidden, 0.05f);
  const std::vector<int> lengths = {5, 2, 3};
  Tensor outputs = ag::zeros({batch, steps, hidden});
  const Tensor h = rnn(ag::from_span(x, {batch, steps, in}), ag::from_span(lengths, {batch}),
                       ag::from_span(w, {in, hidden}), ag::from_span(u, {hidden, hidden}), outputs);
  std::vector<float> want(static_cast<std::size_t>(batch * hidden), 0.f);
  for (int b = 0; b < batch; ++b)
    for (int t = 0; t < lengths[static_cast<std::size_t>(b)]; ++t) {
      std::vector<float> next(static_cast<std::size_t>(hidden));
      for (int j = 0; j < hidden; ++j) {
        double s = 0;
        for (int i = 0; i < in; ++i) s += x[static_cast<std::size_t>((b * steps + t) * in + i)] * w[static_cast<std::size_t>(i * hidden + j)];
        for (int i = 0; i < hidden; ++i) s += want[static_cast<std::size_t>(b * hidden + i)] * u[static_cast<std::size_t>(i * hidden + j)];
        next[static_cast<std::size_t>(j)] = static_cast<float>(std::tanh(s));
      }
      for (int j = 0; j < hidden; ++j) want[static_cast<std::size_t>(b * hidden + j)] = next[static_cast<std::size_t>(j)];
    }
  const auto got = h.to_vector<float>();
  for (std::size_t i = 0; i < got.size(); ++i) {
    std::printf("%.4f ", static_cast<double>(got[i]));
    if (std::fabs(got[i] - want[i]) > 1e-5f) return 1;
  }
  std::printf("\n%.4f\n", static_cast<double>(sum(outputs).item<float>()));
  return outputs.to_vector<float>()[static_cast<std::size_t>((1 * steps + 3) * hidden)] == 0.f ? 0 : 2;
}
