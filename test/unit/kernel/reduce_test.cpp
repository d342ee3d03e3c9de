// Reductions: floating sums and products bit for bit against a literal implementation of the
// documented order, everything against exact sums, in every arrangement of kept and reduced
// dimensions.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "reference.h"

namespace ag::kernel::test {
namespace {

/// The documented order, written as its definition reads.
template <class T> T literal_fold(const std::vector<T> &x, bool product) {
  const std::size_t lanes = sizeof(T) == 4 ? 64 : 32;
  const T identity = product ? T(1) : T(0);
  const auto combine = [product](T a, T b) { return product ? a * b : a + b; };
  T total = identity;
  for (std::size_t block = 0; block < x.size(); block += 8192) {
    std::vector<T> lane(lanes, identity);
    for (std::size_t i = block; i < std::min(x.size(), block + 8192); ++i)
      lane[(i - block) % lanes] = combine(lane[(i - block) % lanes], x[i]);
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
      for (std::size_t i = 0; i < half; ++i)
        lane[i] = combine(lane[i], lane[i + half]);
    total = block == 0 ? lane[0] : combine(total, lane[0]);
  }
  return total;
}

std::uint64_t sum_or_product(DType t, const std::vector<std::uint64_t> &raw, bool product) {
  Array a(t, static_cast<std::int64_t>(raw.size()));
  for (std::size_t i = 0; i < raw.size(); ++i)
    a.set_raw(static_cast<std::int64_t>(i), raw[i]);
  if (t == DType::f64) {
    std::vector<double> x;
    for (std::int64_t i = 0; i < a.size(); ++i)
      x.push_back(a.at<double>(i));
    return std::bit_cast<std::uint64_t>(literal_fold(x, product));
  }
  if (is_floating(t)) {
    std::vector<float> x;
    for (std::int64_t i = 0; i < a.size(); ++i)
      x.push_back(static_cast<float>(a.value(i)));
    return rounded(t, literal_fold(x, product));
  }
  std::uint64_t total = product ? 1 : 0;
  for (std::uint64_t r : raw) {
    const auto x = static_cast<std::uint64_t>(integer(t, r));
    total = product ? total * x : total + x;
  }
  return wrapped(t, static_cast<Wide128>(total));
}

std::uint64_t expected_fold(Reduce op, DType t, const std::vector<std::uint64_t> &raw) {
  if (op == Reduce::sum || op == Reduce::prod)
    return sum_or_product(t, raw, op == Reduce::prod);
  Array a(t, static_cast<std::int64_t>(raw.size()));
  for (std::size_t i = 0; i < raw.size(); ++i)
    a.set_raw(static_cast<std::int64_t>(i), raw[i]);
  std::int64_t best = 0;
  bool any = false, all = true;
  const bool max = op == Reduce::max || op == Reduce::argmax;
  const bool arg = op == Reduce::argmin || op == Reduce::argmax;
  for (std::int64_t i = 0; i < a.size(); ++i) {
    const long double x = a.value(i), b = a.value(best);
    const bool truth = x != 0 || std::isnan(x);
    any = any || truth;
    all = all && truth;
    if (std::isnan(b))
      continue;
    bool wins = std::isnan(x) || (max ? x > b : x < b);
    if (!arg && x == 0 && b == 0)
      wins = max ? std::signbit(b) : std::signbit(x);
    if (wins)
      best = i;
  }
  if (op == Reduce::any)
    return any;
  if (op == Reduce::all)
    return all;
  return arg ? static_cast<std::uint64_t>(best) : a.raw(best);
}

struct Case {
  std::vector<std::int64_t> kept_extents, kept_strides, extents, strides;
};

void check_reduce(Reduce op, DType t, const Case &c, const Array &in) {
  if (!accepts(op, t))
    return;
  const DType result = reduce_result(op, t);
  const auto count = [](const std::vector<std::int64_t> &e) {
    return std::accumulate(e.begin(), e.end(), std::int64_t(1), std::multiplies<>());
  };
  const auto offset = [](std::int64_t i, const auto &extents, const auto &strides) {
    std::int64_t at = 0;
    for (std::size_t d = extents.size(); d-- > 0; i /= extents[d])
      at += i % extents[d] * strides[d];
    return at;
  };
  Array want(result, count(c.kept_extents));
  for (std::int64_t k = 0; k < want.size(); ++k) {
    std::vector<std::uint64_t> raw;
    for (std::int64_t i = 0; i < count(c.extents); ++i)
      raw.push_back(
          in.raw(offset(k, c.kept_extents, c.kept_strides) + offset(i, c.extents, c.strides)));
    want.set_raw(k, expected_fold(op, t, raw));
  }
  for (const KernelTable *table : tables()) {
    Array out(result, want.size());
    const ReduceShape shape{c.kept_extents, c.kept_strides, c.extents, c.strides};
    CAPTURE(static_cast<int>(op), static_cast<int>(t), isa_name(*table), c.kept_extents, c.extents);
    REQUIRE(reduce(*table, op, t, shape, in.data(), out.data()).ok());
    REQUIRE(difference(out, want) == "");
  }
}

constexpr Reduce all_reductions[] = {Reduce::sum, Reduce::prod, Reduce::min,    Reduce::max,
                                     Reduce::any, Reduce::all,  Reduce::argmin, Reduce::argmax};

} // namespace

TEST_CASE("reductions follow the documented order at every length", "[kernel][reduce]") {
  for (DType t : all_dtypes)
    for (Reduce op : all_reductions)
      for (std::int64_t n :
           {1, 2, 3, 31, 32, 33, 63, 64, 65, 127, 200, 300, 8191, 8192, 8193, 20000}) {
        check_reduce(op, t, {{}, {}, {n}, {1}}, moderate(t, n, 11));
        check_reduce(op, t, {{}, {}, {n}, {1}}, tricky(t, n, 12));
      }
}

TEST_CASE("reductions over inner, outer, middle and several dimensions", "[kernel][reduce]") {
  const std::vector<Case> cases = {
      {{7}, {200}, {200}, {1}},                 // rows
      {{200}, {1}, {70}, {200}},                // columns
      {{37}, {1}, {9000}, {37}},                // columns, several blocks
      {{3, 20}, {1000, 1}, {50}, {20}},         // the middle of three
      {{3}, {1}, {100}, {3}},                   // narrow columns
      {{11}, {13}, {5, 13}, {143, 1}},          // the outer and the inner of three
      {{13}, {-1}, {7}, {13}},                  // backwards
      {{4}, {0}, {30}, {2}},                    // repeated
      {{5, 6}, {1, 5}, {1}, {1}},               // one element each
      {{}, {}, {9, 8, 7, 6}, {1, 9, 72, 504}}}; // everything, transposed
  for (const Case &c : cases) {
    std::int64_t low = 0, size = 1;
    for (std::size_t d = 0; d < c.kept_extents.size(); ++d) {
      const std::int64_t reach = (c.kept_extents[d] - 1) * c.kept_strides[d];
      (reach < 0 ? low : size) += reach;
    }
    for (std::size_t d = 0; d < c.extents.size(); ++d)
      size += (c.extents[d] - 1) * c.strides[d];
    for (DType t : all_dtypes)
      for (Reduce op : all_reductions) {
        if (low == 0)
          check_reduce(op, t, c, tricky(t, size, 21));
        check_reduce(
            op, t, c.kept_strides == std::vector<std::int64_t>{-1} ? Case{{13}, {1}, {7}, {13}} : c,
            moderate(t, size - low + 13, 22));
      }
  }
}

TEST_CASE("a reduction over a reversed view reads it backwards", "[kernel][reduce]") {
  const Array x = moderate(DType::f32, 500, 3);
  Array reversed(DType::f32, 500);
  for (std::int64_t i = 0; i < 500; ++i)
    reversed.set_raw(i, x.raw(499 - i));
  const std::int64_t n = 500, back = -1, one = 1;
  float a, b;
  REQUIRE(reduce(kernels(), Reduce::sum, DType::f32, {{}, {}, {&n, 1}, {&back, 1}},
                 static_cast<const float *>(x.data()) + 499, &a)
              .ok());
  REQUIRE(
      reduce(kernels(), Reduce::sum, DType::f32, {{}, {}, {&n, 1}, {&one, 1}}, reversed.data(), &b)
          .ok());
  REQUIRE(a == b);
}

TEST_CASE("sums are close to exact sums", "[kernel][reduce]") {
  Array x(DType::f32, 1000000);
  Random random(5);
  double exact = 0;
  for (std::int64_t i = 0; i < x.size(); ++i) {
    x.set(i, static_cast<float>(random.uniform()));
    exact += x.at<float>(i);
  }
  float sum;
  const std::int64_t n = x.size(), one = 1;
  REQUIRE(reduce(kernels(), Reduce::sum, DType::f32, {{}, {}, {&n, 1}, {&one, 1}}, x.data(), &sum)
              .ok());
  REQUIRE(std::fabs(sum - exact) < 2e-6 * exact);
}

TEST_CASE("reductions of nothing", "[kernel][reduce]") {
  const std::int64_t kept[] = {3}, kept_strides[] = {0}, none[] = {0}, strides[] = {1};
  const ReduceShape shape{kept, kept_strides, none, strides};
  for (DType t : all_dtypes)
    for (Reduce op : all_reductions) {
      if (!accepts(op, t))
        continue;
      const DType result = reduce_result(op, t);
      Array out(result, 3);
      const Status s = reduce(kernels(), op, t, shape, nullptr, out.data());
      const bool has_value =
          op == Reduce::sum || op == Reduce::prod || op == Reduce::any || op == Reduce::all;
      REQUIRE(s.ok() == has_value);
      if (!has_value)
        continue;
      const long double want = op == Reduce::prod || op == Reduce::all ? 1 : 0;
      for (std::int64_t i = 0; i < 3; ++i)
        REQUIRE(out.value(i) == want);
    }
  REQUIRE(reduce(kernels(), Reduce::sum, DType::boolean, shape, nullptr, nullptr).failure ==
          Failure::unsupported);
}

TEST_CASE("running sums and products go left to right", "[kernel][reduce]") {
  for (DType t : all_dtypes) {
    if (t == DType::boolean)
      continue;
    for (std::int64_t inner : {1, 5, 130}) {
      const std::int64_t outer = 3, n = 17;
      const Array in = moderate(t, outer * n * inner, 4);
      for (Cumulative op : {Cumulative::sum, Cumulative::prod}) {
        Array out(t, in.size());
        REQUIRE(cumulate(op, t, outer, n, inner, in.data(), out.data()).ok());
        for (std::int64_t o = 0; o < outer; ++o)
          for (std::int64_t c = 0; c < inner; ++c) {
            const bool product = op == Cumulative::prod;
            double wide = product;
            float single = product;
            std::uint64_t whole = product;
            for (std::int64_t r = 0; r < n; ++r) {
              const std::int64_t at = (o * n + r) * inner + c;
              const auto x = static_cast<double>(in.value(at));
              const auto f = static_cast<float>(x);
              wide = product ? wide * x : wide + x;
              single = product ? single * f : single + f;
              if (!is_floating(t)) {
                const auto i = static_cast<std::uint64_t>(integer(t, in.raw(at)));
                whole = product ? whole * i : whole + i;
              }
              const std::uint64_t want = t == DType::f64  ? std::bit_cast<std::uint64_t>(wide)
                                         : is_floating(t) ? rounded(t, single)
                                                          : wrapped(t, static_cast<Wide128>(whole));
              if (!same(t, out.raw(at), want))
                REQUIRE(out.raw(at) == want);
            }
          }
      }
    }
  }
  REQUIRE(cumulate(Cumulative::sum, DType::boolean, 1, 1, 1, nullptr, nullptr).failure ==
          Failure::unsupported);
}

} // namespace ag::kernel::test
