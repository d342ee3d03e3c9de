// RUN: %run-three %s
// What a write to an element costs does not depend on the tensor's size, and what a loop needs does
// not depend on its turns: with a copy a write, or a value kept a turn, this would run for hours or
// out of memory.
#include <autograft/autograft.h>

#include <sys/resource.h>

#include <cstdio>

using ag::Tensor;

AG_FUNCTION Tensor count_up(Tensor t) {
  for (std::int64_t i = 1; i < t.size(); ++i)
    t[i] = t[i - 1] + 1;
  return t;
}

AG_FUNCTION Tensor fill_rows(Tensor t, Tensor row) {
  for (std::int64_t i = 0; i < t.shape(0); ++i) {
    row += 1;
    t[i] = row;
    t[i][2] += 5;
  }
  return t;
}

AG_FUNCTION Tensor walk(Tensor x, int turns) {
  for (int i = 0; i < turns; ++i) {
    Tensor y = x * 3 + 1;
    if (y[0] > 100)
      x = y % 101;
    else
      x = y;
  }
  return x;
}

static long most_memory() {  // KiB
  rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_maxrss;
}

int main() {
  for (std::int64_t n : {10'000, 1'000'000}) {
    Tensor t = count_up(ag::zeros({n}, ag::i32));
    std::printf("%d\n", t[n - 1].item<int>());
    if (t[n - 1].item<int>() != n - 1) return 1;
  }
  Tensor rows = fill_rows(ag::zeros({20'000, 64}), ag::zeros({64}));
  std::printf("%g %g\n", rows[19'999][2].item<float>(), sum(rows).item<float>());
  if (rows[19'999][2].item<float>() != 20'005) return 1;

  Tensor x = ag::arange(8);
  std::printf("%d\n", sum(walk(x, 1'000)).item<int>());
  const long before = most_memory();
  std::printf("%d\n", sum(walk(x, 200'000)).item<int>());
  if (most_memory() - before > 8 * 1024) {
    std::fprintf(stderr, "the loop took %ld KiB\n", most_memory() - before);
    return 1;
  }
}
