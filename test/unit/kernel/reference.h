// What the kernel tests share: arrays of any dtype with tricky contents, the tables this CPU can
// run, and scalar definitions of every elementwise op written without a look at the kernels'
// templates.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "kernel/kernel.h"

namespace ag::kernel::test {

/// n elements of one dtype in memory of exactly that size, so that sanitizers see every overrun.
class Array {
public:
  Array(DType dtype, std::int64_t n) : dtype_(dtype), size_(n), bytes_(new char[byte_count()]()) {}
  Array(const Array &o) : Array(o.dtype_, o.size_) { std::memcpy(data(), o.data(), byte_count()); }
  Array &operator=(const Array &) = delete;
  ~Array() { delete[] bytes_; }

  DType dtype() const { return dtype_; }
  std::int64_t size() const { return size_; }
  std::size_t byte_count() const { return static_cast<std::size_t>(size_) * item_size(dtype_); }
  void *data() { return bytes_; }
  const void *data() const { return bytes_; }

  std::uint64_t raw(std::int64_t i) const;
  void set_raw(std::int64_t i, std::uint64_t bits);
  /// The exact value; integers and bools as well.
  long double value(std::int64_t i) const;
  template <class T> T at(std::int64_t i) const {
    T x;
    std::memcpy(&x, bytes_ + static_cast<std::size_t>(i) * sizeof(T), sizeof(T));
    return x;
  }
  template <class T> void set(std::int64_t i, T x) {
    std::memcpy(bytes_ + static_cast<std::size_t>(i) * sizeof(T), &x, sizeof(T));
  }

private:
  DType dtype_;
  std::int64_t size_;
  char *bytes_;
};

/// xorshift64*, the same sequence everywhere.
class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed * 2685821657736338717u + 1) {}
  std::uint64_t next();
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(n));
  }

private:
  std::uint64_t state_;
};

/// Small numbers, extremes, NaN, infinities, denormals, halves, both zeros, random bits.
Array tricky(DType dtype, std::int64_t n, std::uint64_t seed);
/// Numbers of moderate size only.
Array moderate(DType dtype, std::int64_t n, std::uint64_t seed);

inline constexpr DType all_dtypes[] = {
    DType::boolean, DType::u8,  DType::u16, DType::u32,  DType::u64, DType::i8, DType::i16,
    DType::i32,     DType::i64, DType::f16, DType::bf16, DType::f32, DType::f64};

/// Every table that this CPU can run; the baseline first.
std::vector<const KernelTable *> tables();

/// Two elements of a dtype with the same bits, or both NaN.
bool same(DType dtype, std::uint64_t a, std::uint64_t b);
/// Describes the first difference of two arrays, empty if there is none.
std::string difference(const Array &a, const Array &b);

/// Distance of `got` from the exact value in units of the last place of `dtype` at that value; 0
/// for two NaN or equal infinities; zeros must agree in sign.
double ulps(DType dtype, std::uint64_t got, long double exact);
/// The raw bits of the dtype nearest to x (ties to even).
std::uint64_t rounded(DType dtype, long double x);

/// What an op gives for one element, as raw bits, or the exact real for ops held to a number of
/// ulps.
struct Expected {
  bool exact_bits;
  std::uint64_t bits;
  long double real;
  double ulps;
};
Expected expected(Elementwise op, DType dtype, const std::uint64_t *operands);
/// Would the op fail on these operands?
Failure expected_failure(Elementwise op, DType dtype, const std::uint64_t *operands);

/// The integer an element stands for.
__extension__ typedef __int128 Wide128;
Wide128 integer(DType dtype, std::uint64_t raw);
std::uint64_t wrapped(DType dtype, Wide128 x);

} // namespace ag::kernel::test
