// k-means on 1,797 handwritten digits (examples/data). The algorithm is ordinary C++ with a
// `while`, a `for` and an `if`; autograft makes one graph of it.
//
//   kmeans DIGITS.csv [--dot GRAPH.dot]
#include <autograft/autograft.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "plain.h"

using ag::Tensor;

/// Index of the nearest centre for each point. points [n, d], centres [k, d] -> i64 [n].
AG_FUNCTION Tensor nearest(const Tensor& points, const Tensor& centres) {
  // |p - c|² = |p|² - 2 p·c + |c|²; the first term is the same for all centres.
  Tensor distance = sum(square(centres), 1) - 2.f * matmul(points, centres.T());
  return argmin(distance, 1);
}

/// Moves k centres until none moves by more than `tolerance` in any direction. A centre that no
/// point is nearest to stays where it is.
AG_FUNCTION Tensor kmeans(const Tensor& points, Tensor centres, float tolerance, Tensor& labels,
                          Tensor& turns) {
  const std::int64_t k = centres.shape(0);
  Tensor moved = tolerance + 1.f;
  int count = 0;
  while (moved > tolerance) {
    labels = nearest(points, centres);
    Tensor next = centres;
    for (std::int64_t c = 0; c < k; ++c) {
      Tensor mine = labels == c;
      Tensor members = sum(mine);
      if (members > 0) {
        next[c] = matmul(mine.to(ag::f32), points) / members;
      }
    }
    moved = max(abs(next - centres));
    centres = next;
    ++count;
  }
  turns = count;
  return centres;
}

/// Sum of squared distances of the points to their centres.
static float inertia(const Tensor& points, const Tensor& centres, const Tensor& labels) {
  return sum(square(points - gather(centres, labels, 0))).item<float>();
}

struct Run {
  Tensor centres, labels, turns;
  double milliseconds = 1e9;  ///< of the quickest round
};

static Run run(ag::Mode mode, const Tensor& points, const Tensor& start) {
  ag::set_mode(mode);
  Run r;
  for (int round = 0; round < 6; ++round) {  // the first call of a graph builds it
    r.labels = ag::zeros({points.shape(0)}, ag::i64);
    r.turns = 0;
    const auto begin = std::chrono::steady_clock::now();
    r.centres = kmeans(points, start, 1e-3f, r.labels, r.turns);
    const std::chrono::duration<double, std::milli> t = std::chrono::steady_clock::now() - begin;
    r.milliseconds = std::min(r.milliseconds, t.count());
  }
  return r;
}

static bool write_dot(const char* path, const Tensor& points) {
  const std::int64_t n = points.shape(0), d = points.shape(1);
  const ag::Graph g =
      ag::trace(kmeans, ag::spec<float>({n, d}), ag::spec<float>({10, d}), ag::spec<float>({}),
                ag::spec<std::int64_t>({n}), ag::spec<int>({}));
  std::ofstream out(path);
  out << g.dot();
  return static_cast<bool>(out.flush());
}

int main(int argc, char** argv) {
  const bool with_dot = argc == 4 && std::strcmp(argv[2], "--dot") == 0;
  if (argc != 2 && !with_dot) {
    std::fprintf(stderr, "usage: kmeans DIGITS.csv [--dot GRAPH.dot]\n");
    return 2;
  }
  Digits digits;
  if (!read_digits(argv[1], digits)) {
    std::fprintf(stderr, "kmeans: %s is not the digits file (65 numbers a line)\n", argv[1]);
    return 2;
  }
  const std::int64_t n = static_cast<std::int64_t>(digits.answers.size());
  const Tensor points = ag::from_span(digits.pixels, {n, std::int64_t{64}});
  const Tensor start = points[ag::slice(0, 10)];

  const Run eager = run(ag::Mode::Eager, points, start);
  const Run graph = run(ag::Mode::Graph, points, start);
  const bool agree = array_equal(eager.centres, graph.centres) &&
                     array_equal(eager.labels, graph.labels) &&
                     array_equal(eager.turns, graph.turns);
  double plain_ms = 1e9;
  int plain_turns = 0;
  for (int round = 0; round < 6; ++round) plain_turns = plain_kmeans(digits, 10, 1e-3f, plain_ms);

  std::printf("turns %d, inertia %.1f, purity %.4f\n", graph.turns.item<int>(),
              static_cast<double>(inertia(points, graph.centres, graph.labels)),
              purity(graph.labels.to_vector<std::int64_t>(), digits.answers, 10));
  std::printf("eager and graph %s\n", agree ? "agree bit for bit" : "DIFFER");
  std::fprintf(stderr,
               "eager %.1f ms, graph (interpreted) %.1f ms, C++ by hand %.1f ms (%d turns)\n",
               eager.milliseconds, graph.milliseconds, plain_ms, plain_turns);
  if (with_dot && !write_dot(argv[3], points)) {
    std::fprintf(stderr, "kmeans: %s could not be written\n", argv[3]);
    return 2;
  }
  return agree ? 0 : 1;
}
