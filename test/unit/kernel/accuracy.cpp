// Prints the table of docs/accuracy.md: the largest error of every own function, in ulps, over a
// sweep of two million arguments per type, against libm's long double functions.
#include <cmath>
#include <cstdio>

#include "sweep.h"

int main() {
  using namespace ag::kernel;
  using namespace ag::kernel::test;
  std::printf("| function | f32 | at | f64 | at |\n| --- | --- | --- | --- | --- |\n");
  for (const Function &f : own_functions) {
    const Worst single = sweep(kernels(), f, ag::DType::f32, 2000000);
    const Worst wide = sweep(kernels(), f, ag::DType::f64, 2000000);
    std::printf("| %s | %.3f | %.9g | %.3f | %.17g |\n", info(f.op).name, single.ulps, single.at,
                wide.ulps, wide.at);
  }
}
