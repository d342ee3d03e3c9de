// Helpers that a user's own header brings along.
#pragma once
#include "autograft/autograft.h"

#define HALF(x) ((x) / 2)

namespace lib {
namespace detail {
inline bool near(double a, double b, double tol = 1e-3) { return a - b < tol && b - a < tol; }
}  // namespace detail

inline double settle(double v) {
  int turns = 0;
  while (!detail::near(v, 1.0)) {
    v = HALF(v + 1);
    if (++turns > 20) break;
  }
  return v;
}

template <class T>
constexpr T clamp_to(T v, T lo, T hi) noexcept {
  return v < lo ? lo : hi < v ? hi : v;
}

inline void shrink(ag::Tensor& x) {
  while (max(x) > 1.0f) x = x / 2;
}
}  // namespace lib
