// Cast rows, for one instruction set: every dtype to and from the wide kinds (i64, u64, f64), and
// the pairs used most directly.
#include "kernel/isa/convert.h"
#include "kernel/isa/rows.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {

template <class To, class From>
constexpr To convert(From x) {
  if constexpr (std::is_same_v<From, Bool>) {
    return convert<To>(std::uint8_t(x.value));
  } else if constexpr (is_half_storage<From>) {
    return convert<To>(to_float(x));
  } else if constexpr (std::is_same_v<To, Bool>) {
    return {static_cast<std::uint8_t>(x != From(0))};
  } else if constexpr (is_half_storage<To>) {
    float rounded;
    if constexpr (std::is_same_v<From, float>)
      rounded = x;
    else if constexpr (std::is_same_v<From, double>)
      rounded = to_float_odd(x);
    else if constexpr (sizeof(From) == 8)
      rounded = to_float_odd(to_double_odd(x));
    else
      rounded = to_float_odd(static_cast<double>(x));
    if constexpr (std::is_same_v<To, F16>)
      return to_f16(rounded);
    else
      return to_bf16(rounded);
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    return static_cast<To>(fits<To>(x) ? x : From(0));  // never out of range, not even unused
  } else {
    return static_cast<To>(x);
  }
}

template <class From, class To>
struct CastLoop {
  static constexpr bool checked =
      (std::is_floating_point_v<From> || is_half_storage<From>) && std::is_integral_v<To>;

  static bool ok(From x) {
    if constexpr (is_half_storage<From>)
      return fits<To>(to_float(x));
    else
      return fits<To>(x);
  }
  static std::int64_t first_failure(const From* in, std::int64_t n) {
    int all = 1;
    for (std::int64_t i = 0; i < n; ++i) all &= ok(in[i]);
    if (all) return -1;
    std::int64_t i = 0;
    while (ok(in[i])) ++i;
    return i;
  }
  static std::int64_t run(std::int64_t n, const void* in, void* out) noexcept {
    const From* a = static_cast<const From*>(in);
    To* r = static_cast<To*>(out);
    if constexpr (checked) {
      const std::int64_t bad = first_failure(a, n);
      if (bad >= 0) return bad;
    }
    AG_KERNEL_LOOP
    for (std::int64_t i = 0; i < n; ++i) r[i] = convert<To>(a[i]);
    return -1;
  }
};

template <class F>
void for_storage_types(F f) {
  f.template operator()<Bool>(DType::boolean);
  f.template operator()<std::uint8_t>(DType::u8);
  f.template operator()<std::uint16_t>(DType::u16);
  f.template operator()<std::uint32_t>(DType::u32);
  f.template operator()<std::uint64_t>(DType::u64);
  f.template operator()<std::int8_t>(DType::i8);
  f.template operator()<std::int16_t>(DType::i16);
  f.template operator()<std::int32_t>(DType::i32);
  f.template operator()<std::int64_t>(DType::i64);
  f.template operator()<F16>(DType::f16);
  f.template operator()<BF16>(DType::bf16);
  f.template operator()<float>(DType::f32);
  f.template operator()<double>(DType::f64);
}

/// The wide kind that holds every value of a type exactly.
template <class T>
using WideOf = std::conditional_t<std::is_floating_point_v<T> || is_half_storage<T>, double,
                                  std::conditional_t<std::is_integral_v<T> && std::is_unsigned_v<T>,
                                                     std::uint64_t, std::int64_t>>;

void fill_wide(KernelTable& table) {
  for_storage_types([&table]<class T>(DType t) {
    table.to_wide[at(t)] = &CastLoop<T, WideOf<T>>::run;
    table.from_wide[static_cast<int>(Wide::i64)][at(t)] = &CastLoop<std::int64_t, T>::run;
    table.from_wide[static_cast<int>(Wide::u64)][at(t)] = &CastLoop<std::uint64_t, T>::run;
    table.from_wide[static_cast<int>(Wide::f64)][at(t)] = &CastLoop<double, T>::run;
  });
}

template <class From, class To>
void direct(KernelTable& table, DType from, DType to) {
  table.direct[at(from)][at(to)] = &CastLoop<From, To>::run;
}

void fill_direct(KernelTable& table) {
  using enum DType;
  direct<float, F16>(table, f32, f16);
  direct<F16, float>(table, f16, f32);
  direct<float, BF16>(table, f32, bf16);
  direct<BF16, float>(table, bf16, f32);
  direct<float, std::int32_t>(table, f32, i32);
  direct<std::int32_t, float>(table, i32, f32);
  direct<std::int64_t, float>(table, i64, f32);
  direct<std::int32_t, std::int64_t>(table, i32, i64);
  direct<std::int64_t, std::int32_t>(table, i64, i32);
  direct<std::int32_t, double>(table, i32, f64);
  direct<double, std::int32_t>(table, f64, i32);
  direct<std::uint8_t, float>(table, u8, f32);
  direct<std::uint8_t, std::int32_t>(table, u8, i32);
  direct<Bool, float>(table, boolean, f32);
  direct<Bool, double>(table, boolean, f64);
  direct<Bool, std::int32_t>(table, boolean, i32);
  direct<float, Bool>(table, f32, boolean);
  direct<std::int32_t, Bool>(table, i32, boolean);
}

}  // namespace

void fill_casts(KernelTable& table) {
  fill_wide(table);
  fill_direct(table);
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel
