// RUN: %run-three %s
// Early returns: from a loop, from a loop in a loop, from one branch only, from a loop over rows.
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>

using ag::Tensor;

AG_FUNCTION int first_above(const Tensor& t, float limit) {
  for (int i = 0; i < t.shape(0); ++i) {
    if (t[i] > limit) return i;
  }
  return -1;
}

AG_FUNCTION Tensor first_negative_row(const Tensor& m) {
  for (auto row : m) {
    if (any(row < 0.f)) return row;
  }
  return ag::full({m.shape(1)}, 99.f);
}

AG_FUNCTION Tensor find_pair(const Tensor& t, const Tensor& target) {
  for (int i = 0; i < t.shape(0); ++i) {
    for (int k = i + 1; k < t.shape(0); ++k) {
      if (t[i] + t[k] == target) return ag::stack({Tensor(i), Tensor(k)});
    }
  }
  return ag::stack({Tensor(-1), Tensor(-1)});
}

AG_FUNCTION Tensor clamp_or_double(const Tensor& x) {
  Tensor y = x * 2.f;
  if (y > 10.f) return Tensor(10.f);
  y = y + 1.f;
  return y;
}

int main() {
  const Tensor t = {1.f, 4.f, 2.f, 8.f, 5.f};
  const float limits[] = {0.f, 3.f, 4.f, 7.5f, 8.f};
  const int want[] = {0, 1, 3, 3, -1};
  for (int i = 0; i < 5; ++i) {
    const int at = first_above(t, limits[i]);
    std::printf("%d ", at);
    if (at != want[i]) return 1;
  }
  const Tensor m = {{1.f, 2.f}, {3.f, -4.f}, {-5.f, 6.f}};
  if (first_negative_row(m).to_vector<float>()[1] != -4.f) return 2;
  if (first_negative_row(abs(m)).to_vector<float>()[0] != 99.f) return 3;
  const auto pair = find_pair(t, Tensor(10.f)).to_vector<int>();
  std::printf("(%d %d) ", pair[0], pair[1]);
  if (pair[0] != 2 || pair[1] != 3) return 4;
  if (find_pair(t, Tensor(100.f)).to_vector<int>()[0] != -1) return 5;
  for (const float x : {1.f, 4.75f, 5.5f})
    std::printf("%g ", static_cast<double>(clamp_or_double(Tensor(x)).item<float>()));
  std::puts("");
  return clamp_or_double(Tensor(1.f)).item<float>() == 3.f ? 0 : 6;
}
