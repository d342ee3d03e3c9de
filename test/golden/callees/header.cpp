// TITLE: Functions of a header
// DOC: Copies of functions from headers stand at file scope before their first user, with the lines of the header.
// RUN: %autograft %s -o - %flags -I%S/.. | %check
// RUN: %run-three %s
#include "Inputs/steps.h"
#include "../golden.h"

using ag::Tensor;
// [source
namespace app {
// CHECK: #line {{[0-9]+}} "{{.*}}steps.h"
// CHECK-NEXT: namespace lib { namespace detail { inline bool ag_near_
// CHECK: namespace lib { inline double ag_settle_
// CHECK: namespace lib { template <class T>
// CHECK-NEXT: T ag_clamp_to_
// CHECK: namespace lib { inline void ag_shrink_
// CHECK: namespace app {
AG_FUNCTION Tensor f(Tensor x, int n) {
  double v = 5;
  for (int i = 0; i < n; ++i) {
    if (sum(x) > 3.0) v = v + 1;
    v = lib::settle(v * 3);
    v = lib::clamp_to(v, 0.5, 7.5);
  }
  lib::shrink(x);
  return x + v;
}
}  // namespace app
// source]
int main() {
  std::vector<float> r = app::f(ag::tensor<float>({3, 4, 5}, {3}), 4).to_vector<float>();
  same(r, r);
  return result();
}
