// Data movement: strided copies against an explicit walk, indexing along an axis with its checks,
// sequences.
#include <catch2/catch.hpp>
#include <cmath>

#include "reference.h"

namespace ag::kernel::test {
namespace {

constexpr DType by_size[] = {DType::u8, DType::u16, DType::u32, DType::u64};

struct Move {
  std::vector<std::int64_t> extents, dst, src;
  std::int64_t dst_origin = 0, src_origin = 0;
};

void check_copy(DType t, const Move &m) {
  const std::size_t item = item_size(t);
  const Array src = tricky(t, 4000, 1);
  Array dst = tricky(t, 4000, 2);
  Array want = dst;
  std::int64_t n = 1;
  for (std::int64_t e : m.extents)
    n *= e;
  for (std::int64_t i = 0; i < n; ++i) {
    std::int64_t from = m.src_origin, to = m.dst_origin, rest = i;
    for (std::size_t d = m.extents.size(); d-- > 0; rest /= m.extents[d]) {
      from += rest % m.extents[d] * m.src[d];
      to += rest % m.extents[d] * m.dst[d];
    }
    want.set_raw(to, src.raw(from));
  }
  copy(item, m.extents,
       static_cast<char *>(dst.data()) + m.dst_origin * static_cast<std::int64_t>(item), m.dst,
       static_cast<const char *>(src.data()) + m.src_origin * static_cast<std::int64_t>(item),
       m.src);
  REQUIRE(std::memcmp(dst.data(), want.data(), want.byte_count()) == 0);
}

} // namespace

TEST_CASE("strided copies move every element to its place", "[kernel][move]") {
  const std::vector<Move> moves = {
      {{}, {}, {}},
      {{100}, {1}, {1}},
      {{100}, {1}, {-1}, 0, 99},
      {{100}, {3}, {2}},
      {{50, 70}, {70, 1}, {1, 50}}, // transposition
      {{70, 50}, {1, 70}, {50, 1}}, // transposition, seen from the source
      {{17, 3}, {3, 1}, {1, 17}},
      {{5, 6, 7}, {42, 7, 1}, {1, 35, 5}}, // rotation of three axes
      {{5, 6, 7}, {42, 7, 1}, {0, 0, 1}},  // broadcast
      {{4, 9}, {9, 1}, {1, 0}},
      {{20, 10}, {30, 1}, {10, 1}, 35, 0}, // into a window
      {{20, 10}, {10, 1}, {-30, -1}, 0, 600},
      {{3, 0, 2}, {0, 2, 1}, {0, 2, 1}},
      {{1, 1, 8}, {99, 99, 1}, {77, 77, 2}},
      {{2, 2, 2, 2, 2, 2, 2, 2}, {128, 64, 32, 16, 8, 4, 2, 1}, {1, 2, 4, 8, 16, 32, 64, 128}}};
  for (DType t : by_size)
    for (const Move &m : moves)
      check_copy(t, m);
}

TEST_CASE("fill repeats one element", "[kernel][move]") {
  for (DType t : by_size) {
    Array a(t, 300);
    const Array value = tricky(t, 1, 3);
    fill(item_size(t), 300, a.data(), value.data());
    for (std::int64_t i = 0; i < 300; ++i)
      REQUIRE(a.raw(i) == value.raw(0));
    fill(item_size(t), 0, nullptr, value.data());
  }
}

TEST_CASE("gather, take, scatter along an axis", "[kernel][move]") {
  const AxisShape s{3, 5, 4};
  const std::int64_t idx[] = {4, 0, 0, 2, 3, 1};
  const std::int64_t count = 6;
  for (DType t : by_size) {
    const std::size_t item = item_size(t);
    const Array in = tricky(t, 60, 1);
    Array out(t, 72);
    REQUIRE(gather(item, s, in.data(), idx, count, out.data()).ok());
    for (std::int64_t i = 0; i < 72; ++i)
      REQUIRE(out.raw(i) == in.raw((i / 24 * 5 + idx[i / 4 % 6]) * 4 + i % 4));

    std::int64_t each[72];
    Random random(3);
    for (std::int64_t &e : each)
      e = random.below(5);
    REQUIRE(take_along_axis(item, s, in.data(), each, count, out.data()).ok());
    for (std::int64_t i = 0; i < 72; ++i)
      REQUIRE(out.raw(i) == in.raw((i / 24 * 5 + each[i]) * 4 + i % 4));

    Array dst = in;
    const Array src = tricky(t, 72, 7);
    Array want = in;
    for (std::int64_t i = 0; i < 72; ++i)
      want.set_raw((i / 24 * 5 + idx[i / 4 % 6]) * 4 + i % 4, src.raw(i));
    REQUIRE(scatter(item, s, dst.data(), idx, count, src.data()).ok());
    REQUIRE(std::memcmp(dst.data(), want.data(), want.byte_count()) == 0);
  }
}

TEST_CASE("scatter_add sums repeated rows in order", "[kernel][move]") {
  const AxisShape s{2, 3, 2};
  const std::int64_t idx[] = {1, 1, 2, 1};
  for (DType t : {DType::i16, DType::f16, DType::f32, DType::f64}) {
    Array dst = moderate(t, 12, 1);
    const Array src = moderate(t, 16, 2);
    Array want = dst;
    for (std::int64_t o = 0; o < 2; ++o)
      for (std::int64_t j = 0; j < 4; ++j)
        for (std::int64_t i = 0; i < 2; ++i) {
          const std::int64_t at = (o * 3 + idx[j]) * 2 + i;
          const std::uint64_t x[3] = {want.raw(at), src.raw((o * 4 + j) * 2 + i), 0};
          want.set_raw(at, expected(Elementwise::add, t, x).bits);
        }
    REQUIRE(scatter_add(kernels(), t, s, dst.data(), idx, 4, src.data()).ok());
    REQUIRE(difference(dst, want) == "");
  }
}

TEST_CASE("an index out of range is reported before anything is written", "[kernel][move]") {
  const AxisShape s{2, 5, 1};
  const Array in = moderate(DType::i32, 10, 1);
  for (std::int64_t bad : {std::int64_t(5), std::int64_t(-1), INT64_MIN, INT64_MAX}) {
    const std::int64_t idx[] = {1, 4, bad, bad};
    Array out(DType::i32, 8);
    Array target = in;
    const std::int64_t each[] = {0, 0, bad, 0, 0, 0, bad, 0};
    for (const Status &status :
         {gather(4, s, in.data(), idx, 4, out.data()),
          take_along_axis(4, s, in.data(), each, 4, out.data()),
          scatter(4, s, target.data(), idx, 4, out.data()),
          scatter_add(kernels(), DType::i32, s, target.data(), idx, 4, out.data())}) {
      REQUIRE(status.failure == Failure::index_out_of_range);
      REQUIRE(status.index == 2);
      REQUIRE(status.operands[0] == static_cast<std::uint64_t>(bad));
      REQUIRE(status.operands[1] == 5);
    }
    REQUIRE(difference(target, in) == "");
  }
}

TEST_CASE("arange and linspace", "[kernel][move]") {
  for (DType t : all_dtypes) {
    if (t == DType::boolean)
      continue;
    Array a(t, 40);
    arange(t, 40, std::int64_t(-3), std::int64_t(7), a.data());
    for (std::int64_t i = 0; i < 40; ++i) {
      const std::int64_t x = -3 + 7 * i;
      REQUIRE(a.raw(i) ==
              (is_floating(t) ? rounded(t, static_cast<long double>(x)) : wrapped(t, x)));
    }
    if (!is_floating(t))
      continue;
    arange(t, 40, 0.1, 0.3, a.data());
    for (std::int64_t i = 0; i < 40; ++i)
      REQUIRE(a.raw(i) == rounded(t, 0.1 + static_cast<double>(i) * 0.3));
    linspace(t, 7, -1.0, 2.0, a.data());
    for (std::int64_t i = 0; i < 7; ++i)
      REQUIRE(a.raw(i) == rounded(t, -1.0L + static_cast<long double>(i) / 2));
    linspace(t, 11, 0.0, 0.7, a.data());
    REQUIRE(a.raw(10) == rounded(t, 0.7));
    linspace(t, 1, 3.0, 9.0, a.data());
    REQUIRE(a.value(0) == 3);
  }
  arange(DType::i32, 0, std::int64_t(0), std::int64_t(1), nullptr);
  linspace(DType::f32, 0, 0.0, 1.0, nullptr);
}

} // namespace ag::kernel::test
