// Every elementwise op on every dtype it accepts, in every layout, on every instruction set,
// against the scalar definitions of reference.cpp.
#include <catch2/catch.hpp>

#include "reference.h"

namespace ag::kernel::test {
namespace {

struct Input {
  Array storage;
  Layout layout;
  std::vector<std::int64_t> strides;
  std::int64_t origin = 0;

  Operand operand() const {
    const char *p = static_cast<const char *>(storage.data());
    return {p + origin * static_cast<std::int64_t>(item_size(storage.dtype())), layout,
            strides.empty() ? nullptr : strides.data()};
  }
  std::uint64_t element(const std::vector<std::int64_t> &at, std::int64_t linear) const {
    if (layout == Layout::scalar)
      return storage.raw(0);
    if (layout == Layout::contiguous)
      return storage.raw(linear);
    std::int64_t offset = origin;
    for (std::size_t d = 0; d < at.size(); ++d)
      offset += at[d] * strides[d];
    return storage.raw(offset);
  }
};

/// Kinds of layout that an operand of the given extents may have.
enum class Kind { contiguous, scalar, transposed, reversed, row, column, gapped };

Input make_input(DType t, const std::vector<std::int64_t> &extents, Kind kind, std::uint64_t seed) {
  std::int64_t n = 1;
  for (std::int64_t e : extents)
    n *= e;
  const std::int64_t last = extents.empty() ? 1 : extents.back();
  const std::int64_t first = extents.size() == 2 ? extents[0] : 1;
  std::vector<std::int64_t> dense(extents.size());
  std::int64_t step = 1;
  for (std::size_t d = extents.size(); d-- > 0; step *= extents[d])
    dense[d] = step;
  if (extents.size() != 2 && kind != Kind::scalar)
    kind = Kind::contiguous;
  switch (kind) {
  case Kind::scalar:
    return {tricky(t, 1, seed), Layout::scalar, {}};
  case Kind::transposed:
    return {tricky(t, n, seed), Layout::strided, {1, first}};
  case Kind::reversed:
    return {tricky(t, n, seed), Layout::strided, {-last, -1}, n > 0 ? n - 1 : 0};
  case Kind::row:
    return {tricky(t, last, seed), Layout::strided, {0, 1}};
  case Kind::column:
    return {tricky(t, first, seed), Layout::strided, {1, 0}};
  case Kind::gapped:
    return {tricky(t, 2 * n, seed), Layout::strided, {2 * last, 2}};
  default:
    return {tricky(t, n, seed), Layout::contiguous, {}};
  }
}

/// Replaces operands on which the op would fail, so that the values can be compared.
void make_safe(Elementwise op, DType t, std::vector<Input> &in) {
  if (!may_fail(op, t))
    return;
  Array &b = in[1].storage;
  const bool shift = op == Elementwise::shl || op == Elementwise::shr;
  const auto width = static_cast<std::int64_t>(8 * item_size(t));
  for (std::int64_t i = 0; i < b.size(); ++i) {
    const Wide128 x = integer(t, b.raw(i));
    if (shift)
      b.set_raw(i, static_cast<std::uint64_t>(static_cast<std::uint64_t>(x) % width));
    else if (x == 0 || x == -1 || (x < 0 && op == Elementwise::pow))
      b.set_raw(i, 3);
  }
}

std::string compare(Elementwise op, DType t, const std::vector<std::int64_t> &extents,
                    const std::vector<Input> &in, const Array &out) {
  std::vector<std::int64_t> at(extents.size(), 0);
  for (std::int64_t i = 0; i < out.size(); ++i) {
    std::uint64_t x[3] = {0, 0, 0};
    for (std::size_t k = 0; k < in.size(); ++k)
      x[k] = in[k].element(at, i);
    const Expected e = expected(op, t, x);
    const bool ok = e.exact_bits ? same(out.dtype(), out.raw(i), e.bits)
                                 : ulps(out.dtype(), out.raw(i), e.real) <= e.ulps;
    if (!ok)
      return "element " + std::to_string(i) + " of raw operands " + std::to_string(x[0]) + ", " +
             std::to_string(x[1]) + ", " + std::to_string(x[2]) + ": got raw " +
             std::to_string(out.raw(i)) + ", expected " +
             (e.exact_bits ? "raw " + std::to_string(e.bits)
                           : std::to_string(static_cast<double>(e.real)));
    for (std::size_t d = extents.size(); d-- > 0;) {
      if (++at[d] < extents[d])
        break;
      at[d] = 0;
    }
  }
  return "";
}

/// Runs one case on every table: the first against the definition, the rest against the first.
void check_case(Elementwise op, DType t, const std::vector<std::int64_t> &extents,
                const std::vector<Kind> &kinds) {
  std::vector<Input> in;
  for (int k = 0; k < info(op).arity; ++k) {
    const DType type = op == Elementwise::where && k == 0 ? DType::boolean : t;
    in.push_back(make_input(type, extents, kinds[static_cast<std::size_t>(k) % kinds.size()],
                            static_cast<std::uint64_t>(k) * 7919 + extents.size()));
  }
  make_safe(op, t, in);
  std::vector<Operand> operands;
  for (const Input &i : in)
    operands.push_back(i.operand());
  std::int64_t n = 1;
  for (std::int64_t e : extents)
    n *= e;
  const DType result = info(op).result == Result::boolean ? DType::boolean : t;
  Array first(result, n);
  bool is_first = true;
  for (const KernelTable *table : tables()) {
    Array out(result, n);
    CAPTURE(info(op).name, static_cast<int>(t), isa_name(*table), n, extents.size());
    REQUIRE(run(*table, op, t, extents, operands, out.data()).ok());
    if (is_first) {
      REQUIRE(compare(op, t, extents, in, out) == "");
      std::memcpy(first.data(), out.data(), out.byte_count());
    }
    REQUIRE(difference(first, out) == "");
    is_first = false;
  }
}

const std::vector<std::vector<Kind>> layouts = {{Kind::contiguous},
                                                {Kind::contiguous, Kind::scalar},
                                                {Kind::scalar, Kind::contiguous},
                                                {Kind::scalar},
                                                {Kind::transposed, Kind::contiguous},
                                                {Kind::contiguous, Kind::row, Kind::scalar},
                                                {Kind::column, Kind::contiguous, Kind::row},
                                                {Kind::row, Kind::column, Kind::gapped},
                                                {Kind::reversed, Kind::gapped, Kind::transposed}};

} // namespace

TEST_CASE("elementwise ops agree with their scalar definitions", "[kernel]") {
  for (int i = 0; i < elementwise_count; ++i) {
    const auto op = static_cast<Elementwise>(i);
    for (DType t : all_dtypes) {
      if (!accepts(op, t))
        continue;
      for (std::int64_t n : {0, 1, 2, 7, 64, 255, 513})
        for (std::size_t k = 0; k < 4; ++k)
          check_case(op, t, {n}, layouts[k]);
      check_case(op, t, {}, layouts[0]);
      for (const auto &kinds : layouts) {
        check_case(op, t, {5, 7}, kinds);
        check_case(op, t, {19, 41}, kinds);
        check_case(op, t, {3, 0}, kinds);
        check_case(op, t, {1, 300}, kinds);
      }
    }
  }
}

TEST_CASE("an op without a kernel for a dtype says so", "[kernel]") {
  const KernelTable &table = kernels();
  float x = 1;
  const Operand in[2] = {{&x}, {&x}};
  REQUIRE(run_flat(table, Elementwise::bit_and, DType::f32, 1, in, &x).failure ==
          Failure::unsupported);
  REQUIRE(run_flat(table, Elementwise::add, DType::boolean, 1, in, &x).failure ==
          Failure::unsupported);
  REQUIRE(run_flat(table, Elementwise::exp, DType::i32, 1, in, &x).failure == Failure::unsupported);
}

TEST_CASE("the result may take the place of an input", "[kernel]") {
  for (const KernelTable *table : tables())
    for (DType t : {DType::i8, DType::i32, DType::f16, DType::f32, DType::f64}) {
      Array a = moderate(t, 1000, 5);
      const Array b = moderate(t, 1000, 6);
      Array out(t, 1000);
      const Operand apart[2] = {{a.data()}, {b.data()}};
      REQUIRE(run_flat(*table, Elementwise::sub, t, 1000, apart, out.data()).ok());
      REQUIRE(run_flat(*table, Elementwise::sub, t, 1000, apart, a.data()).ok());
      REQUIRE(difference(a, out) == "");
    }
}

TEST_CASE("rank eight with every second dimension transposed", "[kernel]") {
  const std::vector<std::int64_t> extents = {2, 3, 2, 2, 3, 2, 2, 3};
  const std::vector<std::int64_t> strides = {3, 2, 24, 12, 288, 144, 48, 1};
  // Strides of some permutation; correctness is judged by an explicit walk, overlaps are harmless.
  const Array a = moderate(DType::i32, 2000, 9);
  Array out(DType::i32, 864);
  const Operand in[1] = {{a.data(), Layout::strided, strides.data()}};
  REQUIRE(run(kernels(), Elementwise::neg, DType::i32, extents, in, out.data()).ok());
  std::int64_t at[8] = {};
  for (std::int64_t i = 0; i < out.size(); ++i) {
    std::int64_t offset = 0;
    for (int d = 0; d < 8; ++d)
      offset += at[d] * strides[static_cast<std::size_t>(d)];
    REQUIRE(out.at<std::int32_t>(i) == -a.at<std::int32_t>(offset));
    for (int d = 7; d >= 0; --d) {
      if (++at[d] < extents[static_cast<std::size_t>(d)])
        break;
      at[d] = 0;
    }
  }
}

} // namespace ag::kernel::test
