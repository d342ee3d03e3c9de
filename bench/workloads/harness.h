// Data, timing and rows of the workloads: the same definitions as every other system's programs
// use, so that results can be compared and checked. No workload stands here.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <autograft/autograft.h>

namespace bench {

using ag::Tensor;

/// In [0, 1): splitmix64 of seed * 2^32 + i, the upper 24 bits.
double u(std::uint64_t seed, std::uint64_t i);

/// Row-major lo + (hi - lo) * u(seed, i), computed in f64 and rounded once.
template <class T = float>
Tensor uniform(std::uint64_t seed, const ag::Shape &shape, double lo, double hi) {
  std::int64_t n = 1;
  for (std::int64_t extent : shape)
    n *= extent;
  std::vector<T> values(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<T>(lo + (hi - lo) * u(seed, i));
  return ag::from_span(values, shape);
}

/// f32 [a, b] in ±1/sqrt(a).
inline Tensor weights(std::uint64_t seed, std::int64_t a, std::int64_t b) {
  const double bound = 1 / std::sqrt(static_cast<double>(a));
  return uniform(seed, {a, b}, -bound, bound);
}

/// The sum of all elements, in f64.
double total(const Tensor &t);

struct Measurement {
  double first_s = 0, median_s = 0, min_s = 0;
  long calls = 0;
};

struct Result {
  Measurement measured;
  std::vector<double> check;
};

/// First call, warm-up, then calls until 1.5 s or 30 calls.
Measurement measure(const std::function<void()> &call);
/// For calls of nanoseconds: `many` makes tiny_inner of them.
Measurement measure_tiny(const std::function<void()> &first, const std::function<void()> &many);
inline constexpr int tiny_inner = 1000;

/// Which ways of running a case are worth their time.
enum class Ways : std::uint8_t {
  all,
  compiled, ///< the interpreter and eager mode would need minutes
};

/// Registers a case. `run` makes the inputs, measures and returns the values to check.
void add(const char *workload, const std::string &name, Ways ways, std::function<Result()> run);

// One a file.
void add_scalar_loops();
void add_calls();
void add_elementwise();
void add_recurrent();
void add_beam_search();
void add_tree_lstm();
void add_mandelbrot();
void add_channel_flow();

} // namespace bench
