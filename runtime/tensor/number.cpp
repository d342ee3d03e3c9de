// See number.h. AnyNumber keeps integers extended to 64 bits and every float as a double.
#include "tensor/number.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "autograft/scalar.h"

namespace ag::detail {

namespace {

double as_double(AnyNumber n) noexcept { return std::bit_cast<double>(n.bits); }

template <DType D>
AnyNumber load(const void* p) noexcept {
  storage_t<D> v;
  std::memcpy(&v, p, sizeof(v));
  AnyNumber n;
  if constexpr (is_half(D))
    n = static_cast<float>(v);
  else
    n = v;
  n.dtype = D;
  return n;
}

template <DType D>
void store(AnyNumber n, void* p) noexcept {
  storage_t<D> v;
  if constexpr (is_half(D))
    v = storage_t<D>(static_cast<float>(as_double(n)));
  else
    v = unpack<storage_t<D>>(n);
  std::memcpy(p, &v, sizeof(v));
}

/// static_cast<storage of D>(v), halves through float.
template <DType D, class V>
bool cast(V v, AnyNumber& out) noexcept {
  using T = storage_t<D>;
  if constexpr (is_half(D))
    out = static_cast<float>(T(static_cast<float>(v)));
  else {
    if (!fits_cast<T>(v)) return false;
    out = static_cast<T>(v);
  }
  out.dtype = D;
  return true;
}

/// Calls f.operator()<D>() for the dtype `d`.
template <class F>
auto with_dtype(DType d, F f) {
  switch (d) {
  case DType::boolean: return f.template operator()<DType::boolean>();
  case DType::u8: return f.template operator()<DType::u8>();
  case DType::u16: return f.template operator()<DType::u16>();
  case DType::u32: return f.template operator()<DType::u32>();
  case DType::u64: return f.template operator()<DType::u64>();
  case DType::i8: return f.template operator()<DType::i8>();
  case DType::i16: return f.template operator()<DType::i16>();
  case DType::i32: return f.template operator()<DType::i32>();
  case DType::i64: return f.template operator()<DType::i64>();
  case DType::f16: return f.template operator()<DType::f16>();
  case DType::bf16: return f.template operator()<DType::bf16>();
  case DType::f32: return f.template operator()<DType::f32>();
  case DType::f64: break;
  }
  return f.template operator()<DType::f64>();
}

/// Equal as mathematical values; NaN equals NaN. Both are integers or floats of any dtype.
bool same_value(AnyNumber a, AnyNumber b) noexcept {
  if (is_floating(a.dtype) && is_floating(b.dtype)) {
    const double x = as_double(a), y = as_double(b);
    return x == y || (std::isnan(x) && std::isnan(y));
  }
  if (is_floating(b.dtype)) return same_value(b, a);
  if (is_floating(a.dtype)) {
    // The double as an integer of b's signedness: exact when it fits and has no fraction.
    const double x = as_double(a);
    if (is_signed_integer(b.dtype))
      return fits_cast<std::int64_t>(x) && x == std::trunc(x) &&
             static_cast<std::int64_t>(x) == static_cast<std::int64_t>(b.bits);
    return fits_cast<std::uint64_t>(x) && x == std::trunc(x) &&
           static_cast<std::uint64_t>(x) == b.bits;
  }
  const bool negative_a = is_signed_integer(a.dtype) && static_cast<std::int64_t>(a.bits) < 0;
  const bool negative_b = is_signed_integer(b.dtype) && static_cast<std::int64_t>(b.bits) < 0;
  return a.bits == b.bits && negative_a == negative_b;
}

}  // namespace

AnyNumber load_number(DType dtype, const void* p) noexcept {
  return with_dtype(dtype, [&]<DType D>() { return load<D>(p); });
}

void store_number(AnyNumber n, void* p) noexcept {
  with_dtype(n.dtype, [&]<DType D>() { store<D>(n, p); });
}

bool cast_number(AnyNumber n, DType to, AnyNumber& out) noexcept {
  return with_dtype(to, [&]<DType D>() {
    if (is_floating(n.dtype)) return cast<D>(as_double(n), out);
    if (is_signed_integer(n.dtype)) return cast<D>(static_cast<std::int64_t>(n.bits), out);
    return cast<D>(n.bits, out);
  });
}

bool hold_number(AnyNumber n, DType to, AnyNumber& out) noexcept {
  return cast_number(n, to, out) && same_value(n, out);
}

DType common_dtype(DType a, DType b) noexcept {
  if (a == b) return a;
  if (is_floating(a) || is_floating(b)) {
    if (!is_floating(a)) return b;
    if (!is_floating(b)) return a;
    if (is_half(a) && is_half(b)) return DType::f32;
    return a > b ? a : b;  // the enumeration lists floats by width
  }
  const auto promoted = [](DType d) { return item_size(d) < 4 ? DType::i32 : d; };
  a = promoted(a), b = promoted(b);
  if (item_size(a) != item_size(b)) return item_size(a) > item_size(b) ? a : b;
  return is_unsigned(a) ? a : b;
}

}  // namespace ag::detail
