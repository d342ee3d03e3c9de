// sort, topk, searchsorted against a sort whose order is written down by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "reference.h"

namespace ag::kernel::test {
namespace {

/// Stable permutation: NaN last in both directions, -0 == +0.
std::vector<std::int64_t> stable_order(const Array &a, std::int64_t first, std::int64_t n,
                                       bool descending) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  const auto precedes = [&](std::int64_t i, std::int64_t j) {
    const long double x = a.value(first + i), y = a.value(first + j);
    if (std::isnan(x) || std::isnan(y))
      return !std::isnan(x) && std::isnan(y);
    return descending ? x > y : x < y;
  };
  std::sort(order.begin(), order.end(), [&](std::int64_t i, std::int64_t j) {
    return precedes(i, j) || (!precedes(j, i) && i < j);
  });
  return order;
}

/// Few distinct values, so that ties abound.
Array with_ties(DType t, std::int64_t n, std::uint64_t seed) {
  Array a = tricky(t, n, seed);
  const Array pool = tricky(t, 5, seed + 1);
  Random random(seed);
  for (std::int64_t i = 0; i < n; ++i)
    if (random.below(2))
      a.set_raw(i, pool.raw(random.below(5)));
  return a;
}

} // namespace

TEST_CASE("sort is stable, NaN last, zeros equal", "[kernel][order]") {
  for (DType t : all_dtypes)
    for (bool descending : {false, true})
      for (std::int64_t n : {0, 1, 2, 17, 300}) {
        const std::int64_t rows = 3;
        const Array in = with_ties(t, rows * n, static_cast<std::uint64_t>(n));
        Array values(t, rows * n);
        std::vector<std::int64_t> indices(static_cast<std::size_t>(rows * n));
        sort(t, rows, n, descending, in.data(), values.data(), indices.data());
        Array in_place = in;
        sort(t, rows, n, descending, in_place.data(), in_place.data(), nullptr);
        for (std::int64_t r = 0; r < rows; ++r) {
          const auto order = stable_order(in, r * n, n, descending);
          for (std::int64_t i = 0; i < n; ++i) {
            const std::int64_t from = order[static_cast<std::size_t>(i)];
            REQUIRE(indices[static_cast<std::size_t>(r * n + i)] == from);
            REQUIRE(values.raw(r * n + i) == in.raw(r * n + from));
            REQUIRE(in_place.raw(r * n + i) == in.raw(r * n + from));
          }
        }
      }
}

TEST_CASE("topk is the head of the full sort", "[kernel][order]") {
  for (DType t : all_dtypes)
    for (bool largest : {false, true})
      for (std::int64_t n : {1, 2, 50, 1000})
        for (std::int64_t k : {0, 1, 2, 7, 50, 1000}) {
          if (k > n)
            continue;
          const std::int64_t rows = 2;
          const Array in = with_ties(t, rows * n, static_cast<std::uint64_t>(n + k));
          Array values(t, rows * k);
          std::vector<std::int64_t> indices(static_cast<std::size_t>(rows * k));
          topk(t, rows, n, k, largest, in.data(), values.data(), indices.data());
          for (std::int64_t r = 0; r < rows; ++r) {
            const auto order = stable_order(in, r * n, n, largest);
            for (std::int64_t i = 0; i < k; ++i) {
              REQUIRE(indices[static_cast<std::size_t>(r * k + i)] ==
                      order[static_cast<std::size_t>(i)]);
              REQUIRE(values.raw(r * k + i) == in.raw(r * n + order[static_cast<std::size_t>(i)]));
            }
          }
        }
}

TEST_CASE("searchsorted finds both ends of equal runs", "[kernel][order]") {
  for (DType t : all_dtypes) {
    const std::int64_t n = 60;
    const Array in = with_ties(t, n, 5);
    Array sorted(t, n);
    sort(t, 1, n, false, in.data(), sorted.data(), nullptr);
    const Array queries = with_ties(t, 100, 5);
    for (bool right : {false, true}) {
      std::vector<std::int64_t> found(100);
      searchsorted(t, sorted.data(), n, right, queries.data(), 100, found.data());
      for (std::int64_t q = 0; q < 100; ++q) {
        std::int64_t want = 0;
        const long double x = queries.value(q);
        for (std::int64_t i = 0; i < n; ++i) {
          const long double y = sorted.value(i);
          const bool less = std::isnan(x) ? !std::isnan(y) : y < x;
          const bool equal = std::isnan(x) ? std::isnan(y) : y == x;
          want += less || (right && equal);
        }
        REQUIRE(found[static_cast<std::size_t>(q)] == want);
      }
    }
  }
}

} // namespace ag::kernel::test
