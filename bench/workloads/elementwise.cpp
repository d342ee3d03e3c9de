// Formulas over whole arrays: poly, sincos, blackscholes.
#include <numbers>

#include "harness.h"

namespace {

using ag::Tensor;
using bench::Result;
using bench::Ways;

AG_FUNCTION Tensor poly(const Tensor &x) { return ((0.25 * x + 0.75) * x - 1.5) * x - 2; }

AG_FUNCTION Tensor sincos(const Tensor &x, const Tensor &y) {
  return square(sin(x)) + square(cos(y));
}

AG_FUNCTION Tensor normal_cdf(const Tensor &x) {
  return 0.5 * (1 + erf(x * (std::numbers::sqrt2 / 2)));
}

/// The price of a call.
AG_FUNCTION Tensor blackscholes(const Tensor &price, const Tensor &strike, const Tensor &time) {
  const double rate = .02, volatility = .3;
  Tensor deviation = volatility * sqrt(time);
  Tensor d1 = (log(price / strike) + (rate + volatility * volatility / 2) * time) / deviation;
  Tensor d2 = d1 - deviation;
  return price * normal_cdf(d1) - strike * exp(-rate * time) * normal_cdf(d2);
}

template <class T> void add(std::int64_t n, const char *type) {
  const std::string name = "n=" + std::to_string(n) + " " + type;
  const auto data = [n](int seed, double lo, double hi) {
    return bench::uniform<T>(static_cast<std::uint64_t>(seed), {n}, lo, hi);
  };
  bench::add("poly", name, Ways::all, [=] {
    const Tensor x = data(70, -1, 1);
    Tensor out;
    const auto m = bench::measure([&] { out = poly(x); });
    return Result{m, {bench::total(out)}};
  });
  bench::add("sincos", name, Ways::all, [=] {
    const Tensor x = data(70, -1, 1), y = data(71, -1, 1);
    Tensor out;
    const auto m = bench::measure([&] { out = sincos(x, y); });
    return Result{m, {bench::total(out)}};
  });
  bench::add("blackscholes", name, Ways::all, [=] {
    const Tensor price = data(72, 10, 50), strike = data(73, 10, 50), time = data(74, .2, 2);
    Tensor out;
    const auto m = bench::measure([&] { out = blackscholes(price, strike, time); });
    return Result{m, {bench::total(out)}};
  });
}

} // namespace

void bench::add_elementwise() {
  for (std::int64_t n : {4096, 1048576}) {
    ::add<float>(n, "f32");
    ::add<double>(n, "f64");
  }
}
