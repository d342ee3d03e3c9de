// Arrays with tricky contents, exact values and rounding of every dtype.
#include "reference.h"

#include <cfloat>
#include <cmath>
#include <limits>

namespace ag::kernel::test {
namespace {

template <class To, class From> To bits_as(From x) { return std::bit_cast<To>(x); }

float as_f32(DType t, std::uint64_t raw) {
  if (t == DType::f16)
    return static_cast<float>(half_t{bits_as<half_t>(std::uint16_t(raw))});
  if (t == DType::bf16)
    return static_cast<float>(bits_as<bfloat16_t>(std::uint16_t(raw)));
  return bits_as<float>(static_cast<std::uint32_t>(raw));
}

std::uint64_t raw_of(DType t, float x) {
  if (t == DType::f16)
    return half_t(x).bits;
  if (t == DType::bf16)
    return bfloat16_t(x).bits;
  return bits_as<std::uint32_t>(x);
}

struct Format {
  int precision;    // bits of the significand
  int min_exponent; // of the smallest normal number
};
Format format(DType t) {
  if (t == DType::f16)
    return {11, -14};
  if (t == DType::bf16)
    return {8, -126};
  return t == DType::f32 ? Format{24, -126} : Format{53, -1022};
}

long double unit(DType t, long double at) {
  const Format f = format(t);
  int exponent = at == 0 ? f.min_exponent : std::ilogb(at);
  if (exponent < f.min_exponent)
    exponent = f.min_exponent;
  return std::ldexp(1.0L, exponent - f.precision + 1);
}

long double largest(DType t) {
  if (t == DType::f16)
    return 65504.0L;
  if (t == DType::bf16)
    return 0x1.fep127L;
  return t == DType::f32 ? static_cast<long double>(FLT_MAX) : static_cast<long double>(DBL_MAX);
}

} // namespace

std::uint64_t Array::raw(std::int64_t i) const {
  std::uint64_t bits = 0;
  const std::size_t item = item_size(dtype_);
  std::memcpy(&bits, bytes_ + static_cast<std::size_t>(i) * item, item);
  return bits;
}

void Array::set_raw(std::int64_t i, std::uint64_t bits) {
  const std::size_t item = item_size(dtype_);
  std::memcpy(bytes_ + static_cast<std::size_t>(i) * item, &bits, item);
}

long double Array::value(std::int64_t i) const {
  if (dtype_ == DType::f64)
    return bits_as<double>(raw(i));
  if (is_floating(dtype_))
    return as_f32(dtype_, raw(i));
  return static_cast<long double>(integer(dtype_, raw(i)));
}

std::uint64_t Random::next() {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return state_ * 2685821657736338717u;
}

Array moderate(DType t, std::int64_t n, std::uint64_t seed) {
  Array a(t, n);
  Random random(seed);
  for (std::int64_t i = 0; i < n; ++i) {
    if (is_floating(t))
      a.set_raw(i, rounded(t, static_cast<long double>(random.uniform() * 16 - 8)));
    else if (t == DType::boolean)
      a.set_raw(i, random.next() >> 63);
    else
      a.set_raw(i, wrapped(t, is_unsigned(t) ? random.below(12) : random.below(12) - 6));
  }
  return a;
}

Array tricky(DType t, std::int64_t n, std::uint64_t seed) {
  Array a = moderate(t, n, seed + 1);
  Random random(seed);
  const long double specials[] = {
      0.0L,  -0.0L, 1,    -1,    INFINITY,   -INFINITY,   NAN,        0.5L,
      -0.5L, 1.5L,  2.5L, -2.5L, largest(t), -largest(t), unit(t, 0), -3 * unit(t, 0)};
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t kind = random.below(3);
    if (kind == 0 || t == DType::boolean)
      continue;
    if (kind == 1 && is_floating(t))
      a.set_raw(i, rounded(t, specials[random.below(16)]));
    else if (kind == 1 && is_signed_integer(t) && random.below(2) == 0)
      a.set_raw(i, std::uint64_t(1) << (8 * item_size(t) - 1));
    else
      a.set_raw(i, random.next());
  }
  return a;
}

std::vector<const KernelTable *> tables() {
  std::vector<const KernelTable *> found;
  for (const char *name : {"x86-64", "x86-64-v3", "x86-64-v4"}) {
    std::string error;
    if (const KernelTable *table = find_kernels(name, error))
      found.push_back(table);
  }
  return found;
}

bool same(DType t, std::uint64_t a, std::uint64_t b) {
  if (a == b)
    return true;
  if (!is_floating(t))
    return false;
  if (t == DType::f64)
    return std::isnan(bits_as<double>(a)) && std::isnan(bits_as<double>(b));
  return std::isnan(as_f32(t, a)) && std::isnan(as_f32(t, b));
}

std::string difference(const Array &a, const Array &b) {
  if (a.size() != b.size())
    return "sizes differ";
  for (std::int64_t i = 0; i < a.size(); ++i)
    if (!same(a.dtype(), a.raw(i), b.raw(i)))
      return "[" + std::to_string(i) + "]: " + std::to_string(a.value(i)) + " and " +
             std::to_string(b.value(i));
  return "";
}

std::uint64_t rounded(DType t, long double x) {
  if (t == DType::f64)
    return bits_as<std::uint64_t>(static_cast<double>(x));
  if (t == DType::f32)
    return bits_as<std::uint32_t>(static_cast<float>(x));
  if (!std::isfinite(x) || x == 0)
    return raw_of(t, static_cast<float>(x));
  const long double step = unit(t, x);
  const long double to = std::nearbyint(x / step) * step; // default mode: ties to even
  if (std::fabs(to) > largest(t))
    return raw_of(t, std::copysign(INFINITY, static_cast<float>(x)));
  return raw_of(t, to == 0 ? std::copysign(0.0f, static_cast<float>(x)) : static_cast<float>(to));
}

double ulps(DType t, std::uint64_t got, long double exact) {
  const long double x = t == DType::f64 ? bits_as<double>(got) : as_f32(t, got);
  if (std::isnan(x) || std::isnan(exact))
    return std::isnan(x) && std::isnan(exact) ? 0 : INFINITY;
  if (std::isinf(exact))
    return x == exact ? 0 : INFINITY;
  // An infinity stands for the first number beyond the finite ones, and so does all that lies
  // beyond.
  const long double beyond = largest(t) + unit(t, largest(t));
  const long double at = std::fabs(x) > beyond ? std::copysign(beyond, x) : x;
  if (std::fabs(exact) > beyond)
    exact = std::copysign(beyond, exact);
  const long double step = unit(t, exact);
  if (exact == 0 && x == 0 && std::signbit(x) != std::signbit(exact))
    return INFINITY;
  return static_cast<double>(std::fabs(at - exact) / step);
}

Wide128 integer(DType t, std::uint64_t raw) {
  const int width = 8 * static_cast<int>(item_size(t));
  const Wide128 modulus = static_cast<Wide128>(1) << width;
  const Wide128 x = static_cast<Wide128>(raw) % modulus;
  return is_signed_integer(t) && x >= modulus / 2 ? x - modulus : x;
}

std::uint64_t wrapped(DType t, Wide128 x) {
  const int width = 8 * static_cast<int>(item_size(t));
  const auto bits = static_cast<std::uint64_t>(x);
  return width == 64 ? bits : bits & ((std::uint64_t(1) << width) - 1);
}

} // namespace ag::kernel::test
