// The temperature of a plate whose edge is held fixed, until it no longer changes: a five-point
// stencil swept in a `while` that ends when the largest change is small. Writes a grey picture.
//
//   heat [SIZE [PICTURE.pgm]]
#include <autograft/autograft.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

using ag::slice;
using ag::Tensor;

/// Sweeps u (f32, [h, w]) until no inner point changes by more than `tolerance`; the edge stays.
AG_FUNCTION Tensor settle(Tensor u, double tolerance, Tensor& sweeps) {
  const std::int64_t h = u.shape(0), w = u.shape(1);
  Tensor change = 1e30f;
  int count = 0;
  while (change > tolerance) {
    Tensor around = u.at(slice(0, h - 2), slice(1, w - 1)) + u.at(slice(2, h), slice(1, w - 1)) +
                    u.at(slice(1, h - 1), slice(0, w - 2)) + u.at(slice(1, h - 1), slice(2, w));
    Tensor inside = around * 0.25f;
    change = max(abs(inside - u.at(slice(1, h - 1), slice(1, w - 1))));
    u.at(slice(1, h - 1), slice(1, w - 1)) = inside;
    ++count;
  }
  sweeps = count;
  return u;
}

/// Left edge hot (1), a cold spot on the right, the rest in between.
static Tensor plate(int size) {
  std::vector<float> cells(static_cast<std::size_t>(size) * size, 0.f);
  for (int y = 0; y < size; ++y) cells[static_cast<std::size_t>(y) * size] = 1.f;
  for (int x = 0; x < size; ++x) cells[x] = 1.f - static_cast<float>(x) / (size - 1);
  return ag::from_span(cells, {size, size});
}

static void write_pgm(const std::string& path, const Tensor& u) {
  const auto cells = u.to_vector<float>();
  std::ofstream out(path, std::ios::binary);
  out << "P5\n" << u.shape(1) << ' ' << u.shape(0) << "\n255\n";
  for (const float c : cells) out.put(static_cast<char>(static_cast<int>(c * 255.f + 0.5f)));
  if (!out) std::fprintf(stderr, "heat: %s could not be written\n", path.c_str());
}

int main(int argc, char** argv) {
  const int size = argc > 1 ? std::atoi(argv[1]) : 48;
  if (size < 3 || size > 4096) {
    std::fprintf(stderr, "heat: SIZE must be 3 to 4096\n");
    return 2;
  }
  Tensor sweeps = 0;
  const Tensor u = settle(plate(size), 1e-4, sweeps);
  std::printf("%dx%d plate settled after %d sweeps, mean temperature %.5f\n", size, size,
              sweeps.item<int>(), static_cast<double>(mean(u).item<float>()));
  if (argc > 2) write_pgm(argv[2], u);
}
