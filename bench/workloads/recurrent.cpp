// Recurrent networks with their loops inside: dynamic_rnn, seq2seq, stacked_lstm.
#include <tuple>

#include "harness.h"

namespace {

using ag::Tensor;
using bench::Result;
using bench::Ways;
using bench::weights;

/// x [batch, inputs] and h [batch, hidden] to the next h.
AG_FUNCTION Tensor rnn_cell(const Tensor &x, const Tensor &h, const Tensor &wx, const Tensor &wh,
                            const Tensor &b) {
  return tanh(matmul(x, wx) + matmul(h, wh) + b);
}

/// Rows of x [batch, steps, inputs] past their length keep h and give 0. Returns the outputs.
AG_FUNCTION Tensor dynamic_rnn(const Tensor &x, const Tensor &lengths, const Tensor &wx,
                               const Tensor &wh, const Tensor &b, Tensor &h) {
  Tensor outputs = ag::zeros({x.shape(0), x.shape(1), wh.shape(0)});
  int longest = max(lengths).item<int>();
  int t = 0;
  while (t < longest) {
    Tensor next = rnn_cell(x.at(ag::all_, t), h, wx, wh, b);
    Tensor live = unsqueeze(t < lengths, 1);
    h = where(live, next, h);
    outputs.at(ag::all_, t) = where(live, next, 0);
    ++t;
  }
  return outputs;
}

struct Seq2Seq {
  Tensor embedding, encoder_x, encoder_h, decoder_x, decoder_h, out, bias;
};

/// Encodes `source` [batch, steps], then decodes greedily until every row has emitted token 0.
/// Returns the tokens, the encoder's last h and the number of steps.
AG_FUNCTION std::tuple<Tensor, Tensor, int> seq2seq(const Seq2Seq &model, const Tensor &source,
                                                    int most_steps, Tensor tokens) {
  const std::int64_t batch = source.shape(0);
  Tensor h = ag::zeros({batch, model.encoder_h.shape(0)});
  for (std::int64_t t = 0; t < source.shape(1); ++t) {
    Tensor x = gather(model.embedding, source.at(ag::all_, t));
    h = rnn_cell(x, h, model.encoder_x, model.encoder_h, model.bias);
  }
  Tensor h_encoder = h;
  Tensor last = ag::ones({batch}, ag::i64), ended = ag::zeros({batch}, ag::boolean);
  int step = 0;
  while (step < most_steps) {
    Tensor x = gather(model.embedding, last);
    h = rnn_cell(x, h, model.decoder_x, model.decoder_h, model.bias);
    last = argmax(matmul(h, model.out), 1);
    tokens.at(ag::all_, step) = last;
    ++step;
    ended = ended | (last == 0);
    if (all(ended))
      break;
  }
  return {tokens, h_encoder, step};
}

/// Layers of wx, wh [layers, hidden, 4 hidden] over x [steps, batch, hidden]; gates i, f, g, o.
/// Returns the last layer's last h.
AG_FUNCTION Tensor stacked_lstm(const Tensor &x, const Tensor &wx, const Tensor &wh,
                                const Tensor &b) {
  const std::int64_t layers = wx.shape(0), batch = x.shape(1), hidden = x.shape(2);
  Tensor h = ag::zeros({layers, batch, hidden}), c = h;
  for (std::int64_t t = 0; t < x.shape(0); ++t) {
    Tensor input = x[t];
    for (std::int64_t l = 0; l < layers; ++l) {
      Tensor gates = matmul(input, wx[l]) + matmul(h[l], wh[l]) + b[l];
      Tensor i = sigmoid(gates.at(ag::all_, ag::slice(0, hidden)));
      Tensor f = sigmoid(gates.at(ag::all_, ag::slice(hidden, 2 * hidden)));
      Tensor g = tanh(gates.at(ag::all_, ag::slice(2 * hidden, 3 * hidden)));
      Tensor o = sigmoid(gates.at(ag::all_, ag::slice(3 * hidden, 4 * hidden)));
      Tensor next = f * c[l] + i * g;
      c[l] = next;
      input = o * tanh(next);
      h[l] = input;
    }
  }
  return h[layers - 1];
}

void add_dynamic_rnn(std::int64_t batch, std::int64_t steps) {
  const std::string name = "B=" + std::to_string(batch) + " T=" + std::to_string(steps);
  bench::add("dynamic_rnn", name, Ways::all, [=] {
    std::vector<std::int64_t> lengths(static_cast<std::size_t>(batch), steps);
    for (std::size_t b = 1; b < lengths.size(); ++b)
      lengths[b] =
          steps / 2 + static_cast<std::int64_t>(bench::u(4, b) * static_cast<double>(steps / 2));
    const Tensor x = bench::uniform(3, {batch, steps, 50}, -1, 1), wx = weights(5, 50, 256),
                 wh = weights(6, 256, 256), b = ag::zeros({256}),
                 ends = ag::from_span(lengths, {batch});
    Tensor outputs, h;
    const auto m = bench::measure([&] {
      h = ag::zeros({batch, 256});
      outputs = dynamic_rnn(x, ends, wx, wh, b, h);
    });
    return Result{m, {bench::total(outputs), bench::total(h)}};
  });
}

void add_seq2seq(std::int64_t batch, std::int64_t steps) {
  const std::string name = "B=" + std::to_string(batch) + " T=" + std::to_string(steps);
  bench::add("seq2seq", name, Ways::all, [=] {
    const Seq2Seq model{weights(15, 1000, 50), weights(17, 50, 256),  weights(18, 256, 256),
                        weights(19, 50, 256),  weights(20, 256, 256), weights(21, 256, 1000),
                        ag::zeros({256})};
    const Tensor source = bench::uniform(16, {batch, steps}, 0, 1000).to(ag::i64);
    const int most_steps = 100;
    const Tensor empty = ag::zeros({batch, most_steps}, ag::i64);
    std::tuple<Tensor, Tensor, int> decoded;
    const auto m = bench::measure([&] { decoded = seq2seq(model, source, most_steps, empty); });
    return Result{m, {bench::total(std::get<1>(decoded)), double(std::get<2>(decoded))}};
  });
}

void add_stacked_lstm(std::int64_t batch) {
  bench::add("stacked_lstm", "batch=" + std::to_string(batch), Ways::all, [=] {
    std::vector<Tensor> wx, wh;
    for (std::uint64_t l = 0; l < 10; ++l) {
      wx.push_back(weights(30 + 2 * l, 256, 1024));
      wh.push_back(weights(31 + 2 * l, 256, 1024));
    }
    const Tensor all_wx = stack(wx), all_wh = stack(wh), b = ag::zeros({10, 1024}),
                 x = bench::uniform(22, {100, batch, 256}, -1, 1);
    Tensor h;
    const auto m = bench::measure([&] { h = stacked_lstm(x, all_wx, all_wh, b); });
    return Result{m, {bench::total(h)}};
  });
}

} // namespace

void bench::add_recurrent() {
  add_dynamic_rnn(32, 64);
  add_dynamic_rnn(128, 128);
  add_seq2seq(32, 64);
  add_stacked_lstm(1);
  add_stacked_lstm(64);
}
