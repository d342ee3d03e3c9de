// Ops that may fail report the first failing element, in every layout and at every position, and
// its operands.
#include <catch2/catch.hpp>

#include "reference.h"

namespace ag::kernel::test {
namespace {

constexpr Elementwise failing[] = {Elementwise::div, Elementwise::mod, Elementwise::fmod,
                                   Elementwise::pow, Elementwise::shl, Elementwise::shr};

/// Index and reason of the first failure by the definition; -1 if none.
std::int64_t first_failure(Elementwise op, const Array &a, const Array &b, Failure &why) {
  for (std::int64_t i = 0; i < a.size(); ++i) {
    const std::uint64_t x[3] = {a.raw(i), b.raw(i), 0};
    why = expected_failure(op, a.dtype(), x);
    if (why != Failure::none)
      return i;
  }
  return -1;
}

Array safe_operands(DType t, std::int64_t n) {
  Array b = moderate(t, n, 3);
  for (std::int64_t i = 0; i < n; ++i)
    b.set_raw(i, 1 + b.raw(i) % 5);
  return b;
}

/// Each way to fail, as raw operands.
std::vector<std::pair<std::uint64_t, std::uint64_t>> bad_operands(Elementwise op, DType t) {
  const std::uint64_t minus_one = wrapped(t, -1);
  const std::uint64_t lowest = std::uint64_t(1) << (8 * item_size(t) - 1);
  const bool is_shift = op == Elementwise::shl || op == Elementwise::shr;
  if (is_shift && is_unsigned(t))
    return {{1, 8 * item_size(t)}};
  if (is_shift)
    return {{1, 8 * item_size(t)}, {1, minus_one}};
  if (op == Elementwise::pow) {
    if (is_unsigned(t))
      return {};
    return {{2, minus_one}};
  }
  if (is_unsigned(t))
    return {{7, 0}};
  return {{7, 0}, {lowest, minus_one}};
}

} // namespace

TEST_CASE("the first failure is found wherever it stands", "[kernel]") {
  const std::int64_t n = 1300;
  for (Elementwise op : failing)
    for (DType t : all_dtypes) {
      if (!is_integer(t))
        continue;
      CAPTURE(info(op).name, static_cast<int>(t));
      const Array a0 = moderate(t, n, 2);
      const Array b0 = safe_operands(t, n);
      Array out(t, n);
      for (const auto &[x, y] : bad_operands(op, t))
        for (std::int64_t where : {0, 1, 255, 256, 511, 512, 777, 1299})
          for (const KernelTable *table : tables()) {
            Array a = a0;
            Array b = b0;
            a.set_raw(where, x), b.set_raw(where, y);
            if (where < 1299)
              a.set_raw(1299, x), b.set_raw(1299, y); // a later one must not win
            const Operand in[2] = {{a.data()}, {b.data()}};
            const Status s = run_flat(*table, op, t, n, in, out.data());
            const std::uint64_t raw[3] = {x, y, 0};
            REQUIRE(s.failure == expected_failure(op, t, raw));
            REQUIRE(s.index == where);
            REQUIRE(s.operands[0] == x);
            REQUIRE(s.operands[1] == y);
          }
    }
}

TEST_CASE("failures in tricky data match the definition in every layout", "[kernel]") {
  for (Elementwise op : failing)
    for (DType t : all_dtypes) {
      if (!is_integer(t))
        continue;
      for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Array a = tricky(t, 60, seed);
        const Array b = moderate(t, 60, seed + 99);
        Array at(t, 60), bt(t, 60); // the same elements, stored transposed
        for (std::int64_t i = 0; i < 60; ++i) {
          at.set_raw(i % 10 * 6 + i / 10, a.raw(i));
          bt.set_raw(i % 10 * 6 + i / 10, b.raw(i));
        }
        Failure why;
        const std::int64_t expected_index = first_failure(op, a, b, why);
        Array out(t, 60);
        const std::int64_t extents[] = {6, 10}, strides[] = {1, 6};
        const Operand dense[2] = {{a.data()}, {b.data()}};
        const Operand strided[2] = {{at.data(), Layout::strided, strides},
                                    {bt.data(), Layout::strided, strides}};
        for (const Status &s : {run(kernels(), op, t, extents, dense, out.data()),
                                run(kernels(), op, t, extents, strided, out.data())}) {
          CAPTURE(info(op).name, static_cast<int>(t), seed);
          REQUIRE(s.index == expected_index);
          REQUIRE(s.failure == why);
        }
      }
    }
}

TEST_CASE("a scalar divisor of zero fails at the first element", "[kernel]") {
  const Array a = moderate(DType::i32, 100, 1);
  const Array zero(DType::i32, 1);
  Array out(DType::i32, 100);
  const Operand in[2] = {{a.data()}, {zero.data(), Layout::scalar}};
  const Status s = run_flat(kernels(), Elementwise::div, DType::i32, 100, in, out.data());
  REQUIRE(s.failure == Failure::division_by_zero);
  REQUIRE(s.index == 0);
}

TEST_CASE("operands are intact when an op fails in place", "[kernel]") {
  Array a = moderate(DType::i32, 2000, 4);
  const Array before = a;
  Array b(DType::i32, 2000);
  for (std::int64_t i = 0; i < 2000; ++i)
    b.set_raw(i, 1);
  b.set_raw(1500, 0);
  const Operand in[2] = {{a.data()}, {b.data()}};
  const Status s = run_flat(kernels(), Elementwise::div, DType::i32, 2000, in, a.data());
  REQUIRE(s.index == 1500);
  REQUIRE(s.operands[0] == before.raw(1500));
}

TEST_CASE("only integers may fail, and unsigned powers never do", "[kernel]") {
  REQUIRE(may_fail(Elementwise::div, DType::i32));
  REQUIRE_FALSE(may_fail(Elementwise::div, DType::f32));
  REQUIRE(may_fail(Elementwise::pow, DType::i8));
  REQUIRE_FALSE(may_fail(Elementwise::pow, DType::u8));
  REQUIRE_FALSE(may_fail(Elementwise::add, DType::i32));
}

} // namespace ag::kernel::test
