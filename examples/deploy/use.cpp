// Deploying a graph, part two: a program that knows neither k-means nor the source it came from. It
// links the runtime alone: no transpiler, no Clang, no LLVM.
//
//   deploy_use MODEL.agraph POINTS.npy LABELS.npy
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::fprintf(stderr, "usage: deploy_use MODEL.agraph POINTS.npy LABELS.npy\n");
    return 2;
  }
  const ag::Graph model = ag::load(argv[1]);
  const ag::Tensor points = ag::npy::load(argv[2]);
  const ag::Tensor labels = model(points);
  ag::npy::save(labels, argv[3]);
  std::printf("%lld points, labels in %s\n", static_cast<long long>(points.shape(0)), argv[3]);
  return 0;
} catch (const ag::Error& e) {
  std::fprintf(stderr, "deploy_use: %s\n", e.what());
  return 1;
}
