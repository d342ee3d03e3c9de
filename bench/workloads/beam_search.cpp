// Beam search over a recurrent network (GRU) that is asked for the next token.
#include "harness.h"

namespace {

using ag::Tensor;

struct Model {
  Tensor embedding, wx, wh, out;
};

struct Beams {
  Tensor scores, sequences; ///< best first
};

/// x and h [beams, …] to the next h; gates r, z, n.
AG_FUNCTION Tensor gru_cell(const Tensor &x, const Tensor &h, const Tensor &wx, const Tensor &wh) {
  const std::int64_t hidden = h.shape(1);
  Tensor from_x = matmul(x, wx), from_h = matmul(h, wh);
  const auto r_ = ag::slice(0, hidden), z_ = ag::slice(hidden, 2 * hidden),
             n_ = ag::slice(2 * hidden, 3 * hidden);
  Tensor r = sigmoid(from_x.at(ag::all_, r_) + from_h.at(ag::all_, r_));
  Tensor z = sigmoid(from_x.at(ag::all_, z_) + from_h.at(ag::all_, z_));
  Tensor n = tanh(from_x.at(ag::all_, n_) + r * from_h.at(ag::all_, n_));
  return (1 - z) * n + z * h;
}

/// Extends the beams by one token up to sequences.shape(1) times, until all have ended (token 0).
AG_FUNCTION Beams beam_search(const Model &model, Tensor scores, Tensor sequences) {
  const std::int64_t beams = scores.shape(0), most_steps = sequences.shape(1),
                     vocabulary = model.embedding.shape(0);
  // An ended beam goes on with token 0, at no cost.
  Tensor ended_costs = where(ag::arange(vocabulary) == 0, 0.f, -1e9f);
  Tensor h = ag::zeros({beams, model.wh.shape(0)}), tokens = ag::ones({beams}, ag::i64);
  std::int64_t t = 0;
  while (t < most_steps) {
    h = gru_cell(gather(model.embedding, tokens), h, model.wx, model.wh);
    Tensor costs = log_softmax(matmul(h, model.out));
    costs = where(unsqueeze(tokens == 0, 1), ended_costs, costs);
    auto [best, at] = topk(flatten(unsqueeze(scores, 1) + costs), beams);
    scores = best;
    tokens = at % vocabulary;
    Tensor parents = at / vocabulary;
    h = gather(h, parents);
    sequences = gather(sequences, parents);
    sequences.at(ag::all_, t) = tokens;
    ++t;
    if (all(tokens == 0))
      break;
  }
  return {scores, sequences};
}

void add(std::int64_t vocabulary, std::int64_t steps) {
  const std::string name = "V=" + std::to_string(vocabulary) + " L=" + std::to_string(steps);
  bench::add("beam_search", name, bench::Ways::all, [=] {
    const Model model{bench::weights(11, vocabulary, 64) * 8, bench::weights(12, 64, 768),
                      bench::weights(13, 256, 768), bench::weights(14, 256, vocabulary)};
    const Tensor scores = {0.f, -1e9f, -1e9f, -1e9f, -1e9f};
    const Tensor sequences = ag::zeros({5, steps}, ag::i64);
    Beams found;
    const auto m = bench::measure([&] { found = beam_search(model, scores, sequences); });
    return bench::Result{m, {double(found.scores[0].item<float>())}};
  });
}

} // namespace

void bench::add_beam_search() {
  ::add(1000, 20);
  ::add(30000, 80);
}
