// All 169 casts against __int128 and long double, the halves over all their bit patterns, single
// rounding.
#include <catch2/catch.hpp>
#include <cmath>

#include "reference.h"

namespace ag::kernel::test {
namespace {

Failure reference_cast(DType from, DType to, std::uint64_t raw, std::uint64_t &result) {
  Array one(from, 1);
  one.set_raw(0, raw);
  const long double x = one.value(0);
  result = 0;
  if (to == DType::boolean) {
    result = x != 0 || std::isnan(x);
  } else if (is_floating(to)) {
    result = rounded(to, x);
  } else if (is_floating(from)) {
    const int width = 8 * static_cast<int>(item_size(to));
    const long double high = std::ldexp(1.0L, is_unsigned(to) ? width : width - 1);
    const long double whole = std::trunc(x);
    if (!(whole < high && whole >= (is_unsigned(to) ? 0 : -high)))
      return Failure::does_not_fit;
    result = wrapped(to, static_cast<Wide128>(whole));
  } else {
    result = wrapped(to, integer(from, raw));
  }
  return Failure::none;
}

void check_cast(const KernelTable &table, DType from, DType to, const Array &in) {
  Array out(to, in.size());
  Failure why = Failure::none;
  std::int64_t bad = -1;
  std::vector<std::uint64_t> want(static_cast<std::size_t>(in.size()));
  for (std::int64_t i = 0; i < in.size() && bad < 0; ++i) {
    why = reference_cast(from, to, in.raw(i), want[static_cast<std::size_t>(i)]);
    if (why != Failure::none)
      bad = i;
  }
  const std::int64_t n = in.size();
  const Status s = cast(table, from, to, {&n, 1}, {in.data()}, out.data());
  REQUIRE(s.failure == why);
  REQUIRE(s.index == bad);
  if (bad >= 0) {
    REQUIRE(s.operands[0] == in.raw(bad));
    return;
  }
  for (std::int64_t i = 0; i < n; ++i) {
    CAPTURE(i, static_cast<double>(in.value(i)));
    const std::uint64_t expected_raw = want[static_cast<std::size_t>(i)];
    if (!same(to, out.raw(i), expected_raw))
      REQUIRE(out.raw(i) == expected_raw);
  }
}

} // namespace

TEST_CASE("casts agree with exact arithmetic", "[kernel]") {
  for (const KernelTable *table : tables())
    for (DType from : all_dtypes)
      for (DType to : all_dtypes) {
        CAPTURE(isa_name(*table), static_cast<int>(from), static_cast<int>(to));
        for (std::int64_t n : {0, 1, 5, 256, 700})
          check_cast(*table, from, to, moderate(from, n, 1));
        for (std::uint64_t seed = 0; seed < 30; ++seed)
          check_cast(*table, from, to, tricky(from, 9, seed));
      }
}

TEST_CASE("a float fits an integer up to the last value before the limits", "[kernel]") {
  for (DType to : all_dtypes) {
    if (!is_integer(to))
      continue;
    const int width = 8 * static_cast<int>(item_size(to));
    const double high = std::ldexp(1.0, is_unsigned(to) ? width : width - 1);
    const double low = is_unsigned(to) ? 0 : -high;
    for (double x : {high, std::nextafter(high, 0), high - 0.5, low, low - 0.5, low - 1, -0.0,
                     -0.99, std::nextafter(low - 1, 0.0), std::nextafter(low, -INFINITY), HUGE_VAL})
      for (const KernelTable *table : tables()) {
        Array in(DType::f64, 1);
        in.set(0, x);
        check_cast(*table, DType::f64, to, in);
      }
  }
}

TEST_CASE("every half converts exactly, every float rounds as ag::half_t does", "[kernel]") {
  for (const KernelTable *table : tables())
    for (DType half : {DType::f16, DType::bf16}) {
      Array all(half, 65536);
      for (std::int64_t i = 0; i < 65536; ++i)
        all.set_raw(i, static_cast<std::uint64_t>(i));
      check_cast(*table, half, DType::f32, all);
      Array floats(DType::f32, 200000);
      Random random(half == DType::f16 ? 1 : 2);
      for (std::int64_t i = 0; i < floats.size(); ++i) {
        // Around the halves and half-way between them, where rounding decides.
        const std::uint64_t bits =
            half == DType::f16 ? 0x33000000u + random.next() % 0x15000000u : random.next();
        const std::uint64_t mask = random.below(2) ? 0xffffffffu : 0xfffff000u;
        floats.set_raw(i, (bits ^ (random.next() & 0x80000000u)) & mask);
      }
      Array out(half, floats.size());
      const std::int64_t n = floats.size();
      REQUIRE(cast(*table, DType::f32, half, {&n, 1}, {floats.data()}, out.data()).ok());
      for (std::int64_t i = 0; i < n; ++i) {
        const float x = floats.at<float>(i);
        const std::uint64_t want = half == DType::f16 ? half_t(x).bits : bfloat16_t(x).bits;
        if (out.raw(i) != want)
          REQUIRE(out.raw(i) == want);
      }
    }
}

TEST_CASE("f64 and integers round to halves once", "[kernel]") {
  Array in(DType::f64, 3);
  in.set(0, 1 + 0x1p-11 + 0x1p-40); // just above the middle of two halves
  in.set(1, 1 + 0x1p-11 - 0x1p-40);
  in.set(2, 65520.0 - 0x1p-30); // rounds to the largest half, not to infinity
  check_cast(kernels(), DType::f64, DType::f16, in);
  Array integers(DType::i64, 2);
  integers.set<std::int64_t>(0, (std::int64_t(1) << 62) + (std::int64_t(1) << 54) + 1);
  integers.set<std::int64_t>(1, -(std::int64_t(1) << 62) - (std::int64_t(1) << 54) - 1);
  check_cast(kernels(), DType::i64, DType::bf16, integers);
}

TEST_CASE("strided and repeated inputs cast element by element", "[kernel]") {
  const Array a = moderate(DType::i16, 1200, 8);
  const std::int64_t extents[] = {30, 40}, strides[] = {1, 30};
  Array out(DType::f32, 1200);
  REQUIRE(cast(kernels(), DType::i16, DType::f32, extents, {a.data(), Layout::strided, strides},
               out.data())
              .ok());
  for (std::int64_t i = 0; i < 1200; ++i)
    REQUIRE(out.at<float>(i) == static_cast<float>(a.at<std::int16_t>(i / 40 + i % 40 * 30)));
  REQUIRE(cast(kernels(), DType::i16, DType::f32, extents, {a.data(), Layout::scalar}, out.data())
              .ok());
  REQUIRE(out.at<float>(1199) == static_cast<float>(a.at<std::int16_t>(0)));
}

} // namespace ag::kernel::test
