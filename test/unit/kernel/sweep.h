// Dense sweeps over the arguments of our own math functions: the inputs, and the worst distance
// from the exact value. Used by the test of the bounds and by the program that prints
// docs/accuracy.md's table.
#pragma once

#include "reference.h"

namespace ag::kernel::test {

struct Function {
  Elementwise op;
  double low, high; // arguments spread evenly over this, and logarithmically over all magnitudes
  double bound;     // in ulps
};

inline constexpr Function own_functions[] = {
    {Elementwise::exp, -750, 715, 2},     {Elementwise::exp2, -1080, 1030, 2},
    {Elementwise::expm1, -45, 715, 2},    {Elementwise::log, 0, 10, 2},
    {Elementwise::log2, 0, 10, 2},        {Elementwise::log10, 0, 10, 2},
    {Elementwise::log1p, -1, 10, 2},      {Elementwise::sin, -100, 100, 2},
    {Elementwise::cos, -100, 100, 2},     {Elementwise::tanh, -22, 22, 2},
    {Elementwise::sigmoid, -750, 50, 2},  {Elementwise::silu, -750, 50, 3},
    {Elementwise::softplus, -750, 50, 3}, {Elementwise::erf, -6.5, 6.5, 2},
    {Elementwise::erfc, -6, 28, 4}, // f64: libm
};

/// A third evenly in [low, high], a third around 0 and ±1 and multiples of pi/2, a third of any
/// magnitude.
Array sweep_inputs(const Function &f, DType t, std::int64_t n);

struct Worst {
  double ulps = 0;
  double at = 0;
};
Worst sweep(const KernelTable &table, const Function &f, DType t, std::int64_t n);

} // namespace ag::kernel::test
