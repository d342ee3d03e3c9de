// How many steps each point of the plane needs to leave the circle: a loop a pixel.
#include "harness.h"

namespace {

using ag::Tensor;

/// Points (re[column], im[row]); counts is [rows, columns].
AG_FUNCTION Tensor mandelbrot(const Tensor &re, const Tensor &im, int most, Tensor counts) {
  for (std::int64_t row = 0; row < im.shape(0); ++row) {
    for (std::int64_t column = 0; column < re.shape(0); ++column) {
      float a = re[column].item<float>(), b = im[row].item<float>(), x = 0, y = 0;
      int k = 0;
      while (k < most && x * x + y * y <= 4) {
        float next = x * x - y * y + a;
        y = 2 * x * y + b;
        x = next;
        ++k;
      }
      counts.at(row, column) = k;
    }
  }
  return counts;
}

void add(std::int64_t side, int most, bench::Ways ways) {
  const std::string name =
      std::to_string(side) + "x" + std::to_string(side) + " " + std::to_string(most) + " it";
  bench::add("mandelbrot", name, ways, [=] {
    const Tensor re = ag::linspace(-2.0, 0.5, side).to(ag::f32),
                 im = ag::linspace(-1.25, 1.25, side).to(ag::f32),
                 empty = ag::zeros({side, side}, ag::i32);
    Tensor counts;
    const auto m = bench::measure([&] { counts = mandelbrot(re, im, most, empty); });
    return bench::Result{m, {bench::total(counts)}};
  });
}

} // namespace

void bench::add_mandelbrot() {
  ::add(200, 50, Ways::all);
  ::add(1000, 200, Ways::compiled);
}
