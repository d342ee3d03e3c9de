// erf, and erfc for f32. Near zero erf is x + x Q(x^2). Farther out 1 - e^-u with a polynomial for
// u = -log erfc(|x|), of which only the part near 1 needs all bits; erfc, which needs them
// everywhere, is e^(-a^2) times a smooth factor.
#pragma once

#include "kernel/math/exp.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

template <bool Single, class V>
constexpr V erf_near(V x) {
  if constexpr (Single)
    return x + x * horner(erf_quotient_f32, x * x);
  else
    return x + x * horner(erf_quotient_f64, x * x);
}

template <bool Single, class V>
inline V erf_body(V x) {
  const V a = magnitude(x);
  const V b = select(a > V(6), V(6), a) - V(1);  // keeps NaN; erf(6) rounds to 1
  V u;
  if constexpr (Single)
    u = horner(erfc_log_f32, b);
  else
    u = horner(erfc_log_f64, b);
  const ExpParts<V> p = exp_parts<Single>(-u);
  const V far = V(1) - (V(1) + (p.high + p.tail)) * power_of_two(p.k + V(round_magic));
  return select(a < V(1), erf_near<Single>(x), with_sign(far, x));
}

/// To f32's accuracy; beyond 10.2, where the factor does not fit any more, it is 0 in f32, and so is
/// its product with any f32.
template <class V>
inline V erfc_single(V x) {
  const V a = magnitude(x);
  const V b = select(a > V(26), V(26), a);
  const V far = exp_body<true>(-(b * b)) * horner(erfc_scaled_f32, (b - V(3)) / (b + V(3)));
  return select(a < V(1), V(1) - erf_near<true>(x), select(x < V(0), V(2) - far, far));
}

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
