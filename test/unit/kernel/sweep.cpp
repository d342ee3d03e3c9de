// Sweeps over own math functions (sweep.h).
#include "sweep.h"

#include <cmath>

namespace ag::kernel::test {

Array sweep_inputs(const Function &f, DType t, std::int64_t n) {
  Array a(t, n);
  Random random(static_cast<std::uint64_t>(f.op) + 17);
  for (std::int64_t i = 0; i < n; ++i) {
    double x = f.low + (f.high - f.low) * random.uniform();
    if (i % 3 == 1) {
      const double centre =
          static_cast<double>(random.below(5) - 2) * (random.below(2) ? 1.0 : M_PI_2);
      x = centre + (random.uniform() - 0.5) * std::ldexp(1.0, -static_cast<int>(random.below(40)));
    } else if (i % 3 == 2) {
      x = std::ldexp(random.uniform() + 0.5, static_cast<int>(random.below(2040)) - 1020);
      if (random.below(2))
        x = -x;
    }
    a.set_raw(i, rounded(t, x));
  }
  return a;
}

Worst sweep(const KernelTable &table, const Function &f, DType t, std::int64_t n) {
  const Array x = sweep_inputs(f, t, n);
  Array y(t, n);
  const Operand in[1] = {{x.data()}};
  if (!run_flat(table, f.op, t, n, in, y.data()).ok())
    return {INFINITY, 0};
  Worst worst;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::uint64_t raw[3] = {x.raw(i), 0, 0};
    const double distance = ulps(t, y.raw(i), expected(f.op, t, raw).real);
    if (!(distance <= worst.ulps))
      worst = {distance, static_cast<double>(x.value(i))};
  }
  return worst;
}

} // namespace ag::kernel::test
