// RUN: %run-three %s
// Conway's game of life on a torus, until nothing changes or the turns are over: rolls, comparisons
// and a loop with two exits.
#include <autograft/autograft.h>

#include <cstdio>
#include <vector>

using ag::Tensor;

AG_FUNCTION Tensor neighbours(const Tensor& cells) {
  Tensor count = zeros_like(cells);
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx)
      if (dy != 0 || dx != 0) count = count + roll(roll(cells, dy, 0), dx, 1);
  return count;
}

AG_FUNCTION Tensor live(Tensor cells, int turns) {
  int done = 0;
  while (done < turns) {
    Tensor n = neighbours(cells);
    Tensor next = where((n == 3) | ((cells == 1) & (n == 2)), 1, 0);
    if (all(next == cells)) break;
    cells = next;
    ++done;
  }
  return cells;
}

static std::vector<int> plain(std::vector<int> cells, int size, int turns) {
  for (int t = 0; t < turns; ++t) {
    std::vector<int> next(cells.size());
    for (int y = 0; y < size; ++y)
      for (int x = 0; x < size; ++x) {
        int n = 0;
        for (int dy = -1; dy <= 1; ++dy)
          for (int dx = -1; dx <= 1; ++dx)
            if (dy || dx) n += cells[static_cast<std::size_t>((y + dy + size) % size * size + (x + dx + size) % size)];
        const int at = cells[static_cast<std::size_t>(y * size + x)];
        next[static_cast<std::size_t>(y * size + x)] = n == 3 || (at && n == 2);
      }
    cells = next;
  }
  return cells;
}

int main() {
  const int size = 8;
  std::vector<int> glider(64, 0);
  for (const int at : {1, 10, 16, 17, 18}) glider[static_cast<std::size_t>(at)] = 1;
  std::vector<int> block(64, 0);
  for (const int at : {9, 10, 17, 18}) block[static_cast<std::size_t>(at)] = 1;
  for (const auto& start : {glider, block})
    for (const int turns : {0, 1, 5, 20}) {
      const auto got = live(ag::from_span(start, {size, size}), turns).to_vector<int>();
      if (got != plain(start, size, turns)) return 1;
      for (const int c : got) std::putchar(c ? '#' : '.');
      std::puts("");
    }
}
