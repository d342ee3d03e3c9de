// arange and linspace. Floats compute in f64, one product and one sum per element, and round once.
#include "kernel/kernel.h"

namespace ag::kernel {
namespace {

template <class T>
void store_at(void* out, std::int64_t i, T value) {
  static_cast<T*>(out)[i] = value;
}

/// Rounds the f64 value to a floating dtype. The halves' constructors take f32, so f64 rounds to
/// odd first (below their precision), which leaves one rounding in effect.
float round_to_odd(double x) {
  const float near = static_cast<float>(x);
  const double back = near;
  const auto bits = std::bit_cast<std::uint32_t>(near);
  if (back == x || x != x || (bits & 1u)) return near;
  const bool below = (back < 0 ? -back : back) < (x < 0 ? -x : x);
  return std::bit_cast<float>(below ? bits + 1 : bits - 1);
}

void store_float(DType dtype, void* out, std::int64_t i, double value) {
  switch (dtype) {
  case DType::f16: return store_at(out, i, half_t(round_to_odd(value)));
  case DType::bf16: return store_at(out, i, bfloat16_t(round_to_odd(value)));
  case DType::f32: return store_at(out, i, static_cast<float>(value));
  default: return store_at(out, i, value);
  }
}

void store_integer(DType dtype, void* out, std::int64_t i, std::uint64_t value) {
  switch (item_size(dtype)) {
  case 1: return store_at(out, i, static_cast<std::uint8_t>(value));
  case 2: return store_at(out, i, static_cast<std::uint16_t>(value));
  case 4: return store_at(out, i, static_cast<std::uint32_t>(value));
  default: return store_at(out, i, value);
  }
}

}  // namespace

void arange(DType dtype, std::int64_t n, std::int64_t start, std::int64_t step,
            void* out) noexcept {
  if (is_floating(dtype))
    return arange(dtype, n, static_cast<double>(start), static_cast<double>(step), out);
  auto value = static_cast<std::uint64_t>(start);
  for (std::int64_t i = 0; i < n; ++i, value += static_cast<std::uint64_t>(step))
    store_integer(dtype, out, i, value);
}

void arange(DType dtype, std::int64_t n, double start, double step, void* out) noexcept {
  for (std::int64_t i = 0; i < n; ++i)
    store_float(dtype, out, i, start + static_cast<double>(i) * step);
}

void linspace(DType dtype, std::int64_t n, double start, double stop, void* out) noexcept {
  const double step = n > 1 ? (stop - start) / static_cast<double>(n - 1) : 0.0;
  for (std::int64_t i = 0; i < n; ++i)
    store_float(dtype, out, i, i > 0 && i == n - 1 ? stop : start + static_cast<double>(i) * step);
}

}  // namespace ag::kernel
