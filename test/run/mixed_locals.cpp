// RUN: %run-three %s
// A loop that carries a bool, an int, a size_t and a double beside a tensor; each keeps its C++
// arithmetic (wrap, truncation, conversions) once it is staged.
#include <autograft/autograft.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>

AG_FUNCTION ag::Tensor walk(ag::Tensor x, ag::Tensor& report) {
  bool up = false;
  int turns = 0;
  std::size_t hash = 1469598103934665603u;
  unsigned char small = 250;
  double total = 0.5;
  while (x > 1) {
    const bool odd = x % 2 == 1;
    if (odd && !up) {
      x = x * 3 + 1;
      up = true;
    } else {
      x = x / 2;
      up = false;
    }
    ++turns;
    ++small;
    hash = (hash ^ static_cast<std::size_t>(turns)) * 1099511628211u;
    total = total / 3 + turns / 2;
  }
  report[0] = static_cast<std::int64_t>(turns);
  report[1] = static_cast<std::int64_t>(hash);
  report[2] = static_cast<std::int64_t>(small);
  report[3] = static_cast<std::int64_t>(total * 1000);
  report[4] = up ? std::int64_t{1} : std::int64_t{0};
  return x;
}

static void plain(std::int64_t x, std::int64_t* report) {
  bool up = false;
  int turns = 0;
  std::size_t hash = 1469598103934665603u;
  unsigned char small = 250;
  double total = 0.5;
  while (x > 1) {
    if (x % 2 == 1 && !up) x = x * 3 + 1, up = true;
    else x = x / 2, up = false;
    ++turns;
    ++small;
    hash = (hash ^ static_cast<std::size_t>(turns)) * 1099511628211u;
    total = total / 3 + turns / 2;
  }
  report[0] = turns;
  report[1] = static_cast<std::int64_t>(hash);
  report[2] = small;
  report[3] = static_cast<std::int64_t>(total * 1000);
  report[4] = up;
}

int main() {
  for (std::int64_t start : {1, 2, 7, 27, 1000}) {
    ag::Tensor report = ag::zeros({5}, ag::i64);
    walk(ag::Tensor(start), report);
    std::int64_t want[5];
    plain(start, want);
    const auto got = report.to_vector<std::int64_t>();
    for (std::size_t i = 0; i < 5; ++i) {
      std::printf("%lld ", static_cast<long long>(got[i]));
      if (got[i] != want[i]) return 1;
    }
    std::puts("");
  }
}
