// What one call costs: a compiled function of eight floats, and one eager op.
#include "harness.h"

namespace {

using ag::Tensor;

AG_FUNCTION Tensor twice_plus_one(const Tensor &a) { return a * 2 + 1; }

} // namespace

void bench::add_calls() {
  add("call", "one call", Ways::all, [] {
    const Tensor a = uniform(1, {8}, 0.5, 1.5);
    Tensor out;
    const auto m = measure_tiny([&] { out = twice_plus_one(a); },
                                [&] {
                                  for (int i = 0; i < tiny_inner; ++i)
                                    out = twice_plus_one(a);
                                });
    return Result{m, {}};
  });
  add("call", "eager_add", Ways::all, [] {
    const Tensor a = uniform(1, {8}, 0.5, 1.5), b = uniform(2, {8}, 0.5, 1.5);
    Tensor out;
    const auto m = measure_tiny([&] { out = a + b; },
                                [&] {
                                  for (int i = 0; i < tiny_inner; ++i)
                                    out = a + b;
                                });
    return Result{m, {}};
  });
}
