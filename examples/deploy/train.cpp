// Deploying a graph, part one: finds the centres of handwritten digits with k-means, saves the
// function "which centre is nearest?" with the centres inside, and 100 digits to try it on.
//
//   deploy_train DIGITS.csv MODEL.agraph POINTS.npy
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>

#include "../kmeans/plain.h"

using ag::Tensor;

/// Index of the nearest centre for each point. points [n, d], centres [k, d] -> i64 [n].
AG_FUNCTION Tensor nearest(const Tensor& points, const Tensor& centres) {
  Tensor distance = sum(square(centres), 1) - 2.f * matmul(points, centres.T());
  return argmin(distance, 1);
}

/// Moves the centres until none moves by more than `tolerance`; an empty one stays.
AG_FUNCTION Tensor kmeans(const Tensor& points, Tensor centres, float tolerance) {
  const std::int64_t k = centres.shape(0);
  Tensor moved = tolerance + 1.f;
  while (moved > tolerance) {
    Tensor labels = nearest(points, centres);
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
  }
  return centres;
}

int main(int argc, char** argv) {
  Digits digits;
  if (argc != 4 || !read_digits(argv[1], digits)) {
    std::fprintf(stderr, "usage: deploy_train DIGITS.csv MODEL.agraph POINTS.npy\n");
    return 2;
  }
  const Tensor points = ag::from_span(digits.pixels, {digits.answers.size(), std::size_t{64}});
  const Tensor centres = kmeans(points, points[ag::slice(0, 10)], 1e-3f);

  // A captured tensor becomes a constant of the graph. -1: any number of points.
  const ag::Graph g = ag::trace([centres](const Tensor& x) { return nearest(x, centres); },
                                ag::spec<float>({-1, 64}));
  ag::save(g, argv[2]);
  ag::npy::save(points[ag::slice(0, 100)], argv[3]);
  std::printf("saved %s and %s\n", argv[2], argv[3]);
  return 0;
}
