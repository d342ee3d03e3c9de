// A network over binary trees, by recursion.
#include "harness.h"

namespace {

using ag::Tensor;

struct Forest {
  std::vector<std::int64_t> left, right, leaf, roots; ///< left is -1 at a leaf

  /// Leaves [begin, end) of tree k; returns its node.
  std::int64_t grow(std::int64_t k, std::int64_t begin, std::int64_t end) {
    std::int64_t a = -1, b = -1;
    if (end - begin > 1) {
      const double where = bench::u(63, static_cast<std::uint64_t>(1000 * k + 100 * begin + end));
      const auto split =
          begin + 1 + static_cast<std::int64_t>(where * static_cast<double>(end - begin - 1));
      a = grow(k, begin, split);
      b = grow(k, split, end);
    }
    left.push_back(a);
    right.push_back(b);
    leaf.push_back(begin % 100);
    return static_cast<std::int64_t>(left.size()) - 1;
  }
};

/// h and c of a node as [2, 1, hidden]; gates i, f of the left, f of the right, o, g.
AG_FUNCTION Tensor tree_lstm(const Tensor &embedding, const Tensor &wl, const Tensor &wr,
                             const Tensor &left, const Tensor &right, const Tensor &leaf,
                             std::int64_t node) {
  if (left[node] < 0) {
    Tensor h = unsqueeze(embedding[leaf[node]], 0);
    return ag::stack({h, ag::zeros_like(h)});
  }
  Tensor a = tree_lstm(embedding, wl, wr, left, right, leaf, left[node].item<std::int64_t>());
  Tensor b = tree_lstm(embedding, wl, wr, left, right, leaf, right[node].item<std::int64_t>());
  Tensor gates = matmul(a[0], wl) + matmul(b[0], wr);
  std::vector<Tensor> gate = split(gates, 5, 1);
  Tensor c = sigmoid(gate[0]) * tanh(gate[4]) + sigmoid(gate[1]) * a[1] + sigmoid(gate[2]) * b[1];
  return ag::stack({sigmoid(gate[3]) * tanh(c), c});
}

/// The h of all roots, [trees, hidden].
AG_FUNCTION Tensor roots_of(const Tensor &embedding, const Tensor &wl, const Tensor &wr,
                            const Tensor &left, const Tensor &right, const Tensor &leaf,
                            const Tensor &roots) {
  Tensor all = ag::zeros({roots.shape(0), embedding.shape(1)});
  for (std::int64_t k = 0; k < roots.shape(0); ++k)
    all[k] = tree_lstm(embedding, wl, wr, left, right, leaf, roots[k].item<std::int64_t>())[0][0];
  return all;
}

Tensor vector(const std::vector<std::int64_t> &values) {
  return ag::from_span(values, {static_cast<std::int64_t>(values.size())});
}

} // namespace

void bench::add_tree_lstm() {
  add("treelstm", "50 trees", Ways::all, [] {
    Forest forest;
    for (std::int64_t k = 0; k < 50; ++k)
      forest.roots.push_back(forest.grow(k, 0, 10 + k % 21));
    const Tensor embedding = weights(60, 100, 150), wl = weights(61, 150, 750),
                 wr = weights(62, 150, 750), left = vector(forest.left),
                 right = vector(forest.right), leaf = vector(forest.leaf),
                 roots = vector(forest.roots);
    Tensor all;
    const auto m = measure([&] { all = roots_of(embedding, wl, wr, left, right, leaf, roots); });
    return Result{m, {total(all)}};
  });
}
