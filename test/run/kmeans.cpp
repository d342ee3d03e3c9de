// RUN: %run-three %s
// Two clusters of points on a plane, with a third centre that never gets a point.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>
#include <vector>

using ag::Tensor;

AG_FUNCTION Tensor cluster(const Tensor& points, Tensor centres, Tensor& turns) {
  Tensor moved = 1.f;
  int count = 0;
  while (moved > 1e-6f) {
    Tensor distance = sum(square(unsqueeze(points, {1}) - unsqueeze(centres, {0})), 2);
    Tensor labels = argmin(distance, 1);
    Tensor next = centres;
    for (std::int64_t c = 0; c < centres.shape(0); ++c) {
      Tensor mine = labels == c;
      Tensor members = sum(mine);
      if (members > 0) next[c] = sum(where(unsqueeze(mine, {1}), points, 0.f), 0) / members;
    }
    moved = max(abs(next - centres));
    centres = next;
    ++count;
  }
  turns = count;
  return centres;
}

int main() {
  std::vector<float> xy;
  for (int i = 0; i < 12; ++i) {
    const float near = static_cast<float>(i % 4), far = static_cast<float>(i % 3);
    xy.insert(xy.end(), {near, far, near + 20.f, far + 10.f});
  }
  Tensor turns = 0;
  const Tensor start = {{0.f, 0.f}, {1.f, 1.f}, {500.f, 500.f}};
  const Tensor c = cluster(ag::from_span(xy, {24, 2}), start, turns);
  for (const float v : c.to_vector<float>()) std::printf("%g ", static_cast<double>(v));
  std::printf("after %d turns\n", turns.item<int>());
  const auto v = c.to_vector<float>();
  const bool split = (v[0] == 1.5f && v[2] == 21.5f) || (v[0] == 21.5f && v[2] == 1.5f);
  return split && v[4] == 500.f && v[5] == 500.f ? 0 : 1;
}
