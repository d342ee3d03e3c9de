// Matrix products against triple loops: exact for integers, within k eps sum|a||b| for floats.
#include <catch2/catch.hpp>
#include <cmath>

#include "reference.h"

namespace ag::kernel::test {
namespace {

double epsilon(DType t) {
  return t == DType::f64 ? 0x1p-52 : 0x1p-23; // halves accumulate in f32
}

void check_matmul(const KernelTable &table, DType t, MatmulShape s) {
  const Array a = moderate(t, (s.a_step ? s.batch : 1) * s.m * s.k, 1);
  const Array b = moderate(t, (s.b_step ? s.batch : 1) * s.k * s.n, 2);
  Array out(t, s.batch * s.m * s.n);
  REQUIRE(matmul(table, t, s, a.data(), b.data(), out.data()).ok());
  for (std::int64_t o = 0; o < out.size(); ++o) {
    const std::int64_t batch = o / (s.m * s.n), i = o / s.n % s.m, j = o % s.n;
    long double sum = 0, size = 0;
    std::uint64_t whole = 0;
    for (std::int64_t p = 0; p < s.k; ++p) {
      const std::int64_t ai = batch * s.a_step + (s.transpose_a ? p * s.m + i : i * s.k + p);
      const std::int64_t bi = batch * s.b_step + (s.transpose_b ? j * s.k + p : p * s.n + j);
      sum += a.value(ai) * b.value(bi);
      size += std::fabs(a.value(ai) * b.value(bi));
      if (!is_floating(t))
        whole += static_cast<std::uint64_t>(integer(t, a.raw(ai))) *
                 static_cast<std::uint64_t>(integer(t, b.raw(bi)));
    }
    if (!is_floating(t)) {
      REQUIRE(out.raw(o) == wrapped(t, static_cast<Wide128>(whole)));
    } else {
      const long double rounding =
          is_half(t) ? std::fabs(sum) * (t == DType::f16 ? 0x1p-11 : 0x1p-8) : 0;
      const long double bound = static_cast<long double>(s.k) * epsilon(t) * size + rounding;
      REQUIRE(std::fabs(out.value(o) - sum) <= bound);
    }
  }
}

} // namespace

TEST_CASE("matrix products agree with a triple loop", "[kernel][matmul]") {
  for (const KernelTable *table : tables())
    for (DType t : all_dtypes) {
      if (t == DType::boolean)
        continue;
      CAPTURE(isa_name(*table), static_cast<int>(t));
      for (bool ta : {false, true})
        for (bool tb : {false, true}) {
          check_matmul(*table, t, {1, 1, 1, 1, 0, 0, ta, tb});
          check_matmul(*table, t, {1, 1, 37, 1, 0, 0, ta, tb});
          check_matmul(*table, t, {1, 5, 3, 7, 0, 0, ta, tb});
          check_matmul(*table, t, {1, 33, 65, 70, 0, 0, ta, tb});
          check_matmul(*table, t, {3, 4, 6, 5, 24, 30, ta, tb});
          check_matmul(*table, t, {3, 4, 6, 5, 0, 30, ta, tb});
          check_matmul(*table, t, {2, 1, 6, 9, 6, 0, ta, tb});
          check_matmul(*table, t, {1, 3, 0, 4, 0, 0, ta, tb});
          check_matmul(*table, t, {1, 0, 3, 4, 0, 0, ta, tb});
          check_matmul(*table, t, {0, 3, 3, 4, 9, 12, ta, tb});
        }
    }
}

TEST_CASE("a product over no elements is zero, whatever the memory held", "[kernel][matmul]") {
  for (const KernelTable *table : tables())
    for (DType t : {DType::f32, DType::f64, DType::f16, DType::i32}) {
      Array out = tricky(t, 12, 1);
      REQUIRE(
          matmul(*table, t, {1, 3, 0, 4, 0, 0, false, false}, nullptr, nullptr, out.data()).ok());
      for (std::int64_t i = 0; i < 12; ++i)
        REQUIRE(out.value(i) == 0);
    }
}

TEST_CASE("a float product is one chain of multiply-adds an element", "[kernel][matmul]") {
  std::string error;
  const KernelTable *table = find_kernels("x86-64-v3", error);
  if (table == nullptr)
    return;
  for (MatmulShape s :
       {MatmulShape{1, 1, 300, 70}, {1, 70, 300, 1}, {1, 30, 513, 33}, {1, 2, 600, 600}})
    for (int transposed = 0; transposed < 4; ++transposed) {
      s.transpose_a = transposed & 1, s.transpose_b = transposed & 2;
      const Array a = moderate(DType::f64, s.m * s.k, 1), b = moderate(DType::f64, s.k * s.n, 2);
      Array out(DType::f64, s.m * s.n);
      REQUIRE(matmul(*table, DType::f64, s, a.data(), b.data(), out.data()).ok());
      for (std::int64_t o = 0; o < out.size(); ++o) {
        const std::int64_t i = o / s.n, j = o % s.n;
        double sum = 0;
        for (std::int64_t p = 0; p < s.k; ++p)
          sum = std::fma(double(a.value(s.transpose_a ? p * s.m + i : i * s.k + p)),
                         double(b.value(s.transpose_b ? j * s.k + p : p * s.n + j)), sum);
        REQUIRE(double(out.value(o)) == sum);
      }
    }
}

TEST_CASE("there is no product of bools", "[kernel][matmul]") {
  REQUIRE(matmul(kernels(), DType::boolean, {}, nullptr, nullptr, nullptr).failure ==
          Failure::unsupported);
}

} // namespace ag::kernel::test
