// exp, exp2, expm1, and what follows from them: sigmoid, silu, tanh. Reduction x = k ln2 + r in the
// manner of Cody and Waite, polynomial for e^r, branch-free. Bodies take an f64-like V; with Single
// they need only f32's accuracy, since f32 computes in f64 and rounds once.
#pragma once

#include "kernel/math/polynomial.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace math {

template <bool Single, class V>
constexpr V exp_tail(V r) {
  if constexpr (Single)
    return horner(exp_tail_f32, r);
  else
    return horner(exp_tail_f64, r);
}

/// x = k ln2 + (high - low); tail is e^r - 1 - high.
template <class V>
struct ExpParts {
  V k, high, tail;
};

template <bool Single, class V>
constexpr ExpParts<V> exp_parts(V x) {
  const V k = (x * V(log2_e) + V(round_magic)) - V(round_magic);
  const V high = x - k * V(ln2_1);
  const V low = k * V(ln2_2);
  const V r = high - low;
  return {k, high, r * r * exp_tail<Single>(r) - low};
}

template <class V>
constexpr V clamp_to(V x, double low, double high) {  // keeps NaN
  const V above = select(x > V(high), V(high), x);
  return select(above < V(low), V(low), above);
}

template <bool Single, class V>
constexpr V exp_body(V x) {
  const ExpParts<V> p = exp_parts<Single>(clamp_to(x, -746.0, 710.0));
  const V y = V(1) + (p.high + p.tail);
  // f32's results lie well inside f64's range, but for those that round to 0 or infinity anyway.
  if constexpr (Single) {
    const V k = clamp_to(p.k, -1000.0, 1000.0);
    return y * power_of_two(k + V(round_magic));
  }
  return scale(y, p.k);
}

template <bool Single, class V>
constexpr V exp2_body(V x) {
  const V in = clamp_to(x, -1080.0, 1025.0);
  const V k = (in + V(round_magic)) - V(round_magic);
  const V r = (in - k) * V(ln2_full_1);
  const V y = V(1) + (r + r * r * exp_tail<Single>(r));
  if constexpr (Single) return y * power_of_two(clamp_to(k, -1000.0, 1000.0) + V(round_magic));
  return scale(y, k);
}

/// 2^k ((1 - 2^-k) + (e^r - 1)), the sum with the error of its first step added back.
template <bool Single, class V>
constexpr V expm1_body(V x) {
  const ExpParts<V> p = exp_parts<Single>(clamp_to(x, -40.0, 710.0));
  const V small_k = select(p.k > V(64), V(64), p.k);
  const V one_less = V(1) - power_of_two(V(round_magic) - small_k);
  const V sum = one_less + p.high;
  const V y = sum + ((p.high - (sum - one_less)) + p.tail);
  const V result =
      Single ? y * power_of_two(clamp_to(p.k, -1000.0, 1000.0) + V(round_magic)) : scale(y, p.k);
  return select(x == V(0), x, result);  // keeps -0
}

/// 1 / (1 + e^-x), or e^x / (1 + e^x) where that keeps the tail; what rounding 1 + e lost is put
/// back.
template <bool Single, class V>
constexpr V sigmoid_body(V x) {
  const V e = exp_body<Single>(-magnitude(x));
  const V sum = V(1) + e;
  const V q = select(x < V(0), e, V(1)) / sum;
  if constexpr (Single) return q;
  const V lost = e - (sum - V(1));
  const V inverse = select(x < V(0), V(1) - q, q);  // of sum
  return q - q * (lost * inverse);
}

/// From expm1(2|x|) above 1, from t = expm1(-2|x|) below, where it keeps relative accuracy; there
/// what rounding t + 2 lost is put back.
template <bool Single, class V>
inline V tanh_body(V x) {
  const V a = magnitude(x);
  const auto large = a >= V(1);
  const V t = expm1_body<Single>(select(large, V(2) * a, V(-2) * a));
  const V sum = t + V(2);
  const V q = select(large, V(2), -t) / sum;
  if constexpr (Single) return with_sign(select(large, V(1) - q, q), x);
  const V lost = t - (sum - V(2));
  const V inverse = V(0.5) + V(0.5) * q;  // of sum
  return with_sign(select(large, V(1) - q, q - q * (lost * inverse)), x);
}

/// x sigmoid(x); -0, its limit, at minus infinity. Far left, where the sigmoid has lost its low
/// bits to the denormals, it is taken 50 to the right and the factor e^-50 applied last.
template <bool Single, class V>
constexpr V silu_body(V x) {
  const auto far = x < V(-700);
  const V y = x * sigmoid_body<Single>(select(far, x + V(50), x));
  return select(x == V(-__builtin_inf()), V(-0.0), y * select(far, V(0x1.d257d547e083fp-73), V(1)));
}

}  // namespace math
}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
