// Loops over numbers: fizzbuzz, collatz, logistic, while_mul.
#include <tuple>

#include "harness.h"

namespace {

using ag::Tensor;
using bench::Result;
using bench::Ways;

AG_FUNCTION std::tuple<int, int, int> fizzbuzz(int n) {
  int fizzbuzz = 0, buzz = 0, fizz = 0;
  for (int i = 0; i < n; ++i) {
    if (i % 6 == 0)
      ++fizzbuzz;
    else if (i % 3 == 0)
      ++buzz;
    else if (i % 2 == 0)
      ++fizz;
  }
  return {fizzbuzz, buzz, fizz};
}

AG_FUNCTION std::int64_t collatz(std::int64_t n) {
  std::int64_t steps = 0;
  for (std::int64_t i = 1; i <= n; ++i) {
    for (std::int64_t x = i; x != 1; ++steps) {
      if (x % 2 == 0)
        x = x / 2;
      else
        x = 3 * x + 1;
    }
  }
  return steps;
}

AG_FUNCTION float logistic(float r, float x, int n) {
  for (int i = 0; i < n; ++i)
    x = r * x * (1 - x);
  return x;
}

/// All values, and the last one.
AG_FUNCTION Tensor logistic_keep(float r, float x, Tensor all) {
  for (std::int64_t i = 0; i < all.size(); ++i) {
    x = r * x * (1 - x);
    all[i] = x;
  }
  return all;
}

AG_FUNCTION Tensor while_mul(Tensor a, const Tensor &b, int n) {
  int i = 0;
  while (i < n) {
    a = a * b;
    ++i;
  }
  return a;
}

void add_fizzbuzz(int n, Ways ways) {
  bench::add("fizzbuzz", "n=" + std::to_string(n), ways, [n] {
    std::tuple<int, int, int> counts;
    const auto m = bench::measure([&] { counts = fizzbuzz(n); });
    const auto [both, buzz, fizz] = counts;
    return Result{m, {double(both), double(buzz), double(fizz)}};
  });
}

void add_collatz(std::int64_t n, Ways ways) {
  bench::add("collatz", "n=" + std::to_string(n), ways, [n] {
    std::int64_t steps = 0;
    const auto m = bench::measure([&] { steps = collatz(n); });
    return Result{m, {double(steps)}};
  });
}

void add_logistic(int n, Ways ways) {
  bench::add("logistic", "n=" + std::to_string(n), ways, [n] {
    float x = 0;
    const auto m = bench::measure([&] { x = logistic(2.9f, 0.1f, n); });
    return Result{m, {x}};
  });
}

void add_logistic_keep(std::int64_t n) {
  bench::add("logistic", "keep n=" + std::to_string(n), Ways::all, [n] {
    const Tensor start = ag::zeros({n});
    Tensor all;
    const auto m = bench::measure([&] { all = logistic_keep(2.9f, 0.1f, start); });
    return Result{m, {all[n - 1].item<float>()}};
  });
}

template <class T> void add_while_mul(const char *type, std::int64_t size, int n) {
  const std::string name =
      std::string(type) + "[" + std::to_string(size) + "] N=" + std::to_string(n);
  bench::add("while_mul", name, Ways::all, [=] {
    const Tensor a = bench::uniform<T>(1, {size}, 0.5, 1.5);
    const Tensor b = bench::uniform<T>(2, {size}, 0.9999, 1.0001);
    Tensor out;
    const auto m = bench::measure([&] { out = while_mul(a, b, n); });
    return Result{m, {bench::total(out)}};
  });
}

} // namespace

void bench::add_scalar_loops() {
  add_fizzbuzz(100'000, Ways::all);
  add_fizzbuzz(10'000'000, Ways::compiled);
  add_collatz(1'000, Ways::all);
  add_collatz(100'000, Ways::compiled);
  add_logistic(100'000, Ways::all);
  add_logistic(10'000'000, Ways::compiled);
  add_logistic_keep(1'000'000);
  add_while_mul<float>("f32", 1, 10'000);
  add_while_mul<double>("f64", 100, 10'000);
  add_while_mul<float>("f32", 1'000'000, 100);
}
