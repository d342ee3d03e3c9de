// Shape, joining and order ops against loops.
#include "oracle.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace oracle;
using ag::DType;
using ag::Tensor;

namespace {

const Extents s234 = {2, 3, 4};

Array moved(const Array &a, const Extents &shape, const std::function<Extents(Extents)> &source) {
  return filled(shape, [&](const Extents &p) { return at(a, source(p)); });
}

} // namespace

TEST_CASE("ops that move elements work on every dtype") {
  for (DType d : all_dtypes) {
    const Array a = sample(d, s234, 1);
    const Tensor t = make(d, a);
    INFO(ag::name(d));
    CHECK(difference(ag::transpose(t), d, moved(a, {4, 3, 2}, [](Extents p) {
                       return Extents{p[2], p[1], p[0]};
                     })) == "");
    CHECK(difference(t.T(), d, moved(a, {4, 3, 2}, [](Extents p) {
                       return Extents{p[2], p[1], p[0]};
                     })) == "");
    CHECK(difference(ag::transpose(t, {1, -1, 0}), d, moved(a, {3, 4, 2}, [](Extents p) {
                       return Extents{p[2], p[0], p[1]};
                     })) == "");
    CHECK(difference(ag::reshape(t, {6, -1}), d, {{6, 4}, a.values}) == "");
    CHECK(difference(ag::flatten(t), d, {{24}, a.values}) == "");
    CHECK(difference(ag::unsqueeze(t, {0, -1}), d, {{1, 2, 3, 4, 1}, a.values}) == "");
    CHECK(difference(ag::squeeze(ag::unsqueeze(t, {0, -1})), d, a) == "");
    CHECK(difference(ag::squeeze(ag::unsqueeze(t, 1), 1), d, a) == "");
    CHECK(difference(ag::flip(t, {0, 2}), d, moved(a, s234, [](Extents p) {
                       return Extents{1 - p[0], p[1], 3 - p[2]};
                     })) == "");
    CHECK(difference(ag::flip(t), d, moved(a, s234, [](Extents p) {
                       return Extents{1 - p[0], 2 - p[1], 3 - p[2]};
                     })) == "");
    CHECK(difference(ag::tile(t, {3, 1, 2}), d, moved(a, {6, 3, 8}, [](Extents p) {
                       return Extents{p[0] % 2, p[1], p[2] % 4};
                     })) == "");
    CHECK(difference(ag::tile(t, {2, 1, 1, 1}), d, moved(a, {2, 2, 3, 4}, [](Extents p) {
                       return Extents{p[1], p[2], p[3]};
                     })) == "");
    CHECK(difference(ag::roll(t, 1, 2), d, moved(a, s234, [](Extents p) {
                       return Extents{p[0], p[1], (p[2] + 3) % 4};
                     })) == "");
    CHECK(difference(ag::roll(t, -5, 1), d, moved(a, s234, [](Extents p) {
                       return Extents{p[0], (p[1] + 5) % 3, p[2]};
                     })) == "");
    CHECK(difference(ag::narrow(t, 2, 1, 2), d, moved(a, {2, 3, 2}, [](Extents p) {
                       return Extents{p[0], p[1], p[2] + 1};
                     })) == "");
    CHECK(difference(ag::broadcast_to(make(d, {{3, 1}, {0, 1, 1}}), {2, 3, 2}), d,
                     filled({2, 3, 2}, [](const Extents &p) -> Real { return p[1] != 0; })) == "");
    CHECK(
        difference(ag::pad(t, {0, 1, 2}, {1, 0, 1}, 1), d, filled({3, 4, 7}, [&](const Extents &p) {
                     const bool inside = p[0] < 2 && p[1] >= 1 && p[2] >= 2 && p[2] < 6;
                     return inside ? at(a, {p[0], p[1] - 1, p[2] - 2}) : Real{1};
                   })) == "");
  }
}

TEST_CASE("concat and stack join along any axis, in a common dtype") {
  for (DType d : all_dtypes) {
    const Array a = sample(d, {2, 3}, 1), b = sample(d, {2, 1}, 2);
    const Tensor x = make(d, a), y = make(d, b);
    CHECK(difference(ag::concat({x, y, x}, 1), d, filled({2, 7}, [&](const Extents &p) {
                       return p[1] < 3    ? at(a, p)
                              : p[1] == 3 ? at(b, {p[0], 0})
                                          : at(a, {p[0], p[1] - 4});
                     })) == "");
    CHECK(difference(ag::stack({x, x}, -1), d, filled({2, 3, 2}, [&](const Extents &p) {
                       return at(a, {p[0], p[1]});
                     })) == "");
  }
  CHECK(difference(ag::concat({Tensor{1, 2}, Tensor{2.5f}}), ag::f32, {{3}, {1, 2, 2.5}}) == "");
  CHECK(difference(ag::stack({{Tensor(1), Tensor(2)}, {Tensor(3), Tensor(4)}}), ag::i32,
                   {{2, 2}, {1, 2, 3, 4}}) == "");
  CHECK(code([] { ag::concat({ag::ones({2, 3}), ag::ones({3, 3})}, 1); }) == "AG0214");
  CHECK(code([] { ag::concat({Tensor(1), Tensor(2)}); }) == "AG0214");
  CHECK(code([] { ag::stack({ag::ones({2}), ag::ones({3})}); }) == "AG0214");
  CHECK(code([] { ag::stack(std::vector<Tensor>{}); }) == "AG0214");
  CHECK(code([] { ag::stack({ag::ones({1}, ag::u64), ag::ones({1}, ag::i64)}); }) == "AG0210");
}

TEST_CASE("split and unstack are the inverses of concat and stack") {
  const Tensor t = ag::reshape(ag::arange(12), {3, 4});
  const auto halves = ag::split(t, 2, 1);
  REQUIRE(halves.size() == 2);
  CHECK(difference(halves[1], ag::i32, {{3, 2}, {2, 3, 6, 7, 10, 11}}) == "");
  CHECK(bool(ag::array_equal(ag::concat(ag::split(t, std::vector<std::int64_t>{1, 2}, 0)), t)));
  CHECK(bool(ag::array_equal(ag::stack(ag::unstack(t, -1), 1), t)));
  CHECK(code([&] { ag::split(t, 5, 1); }) == "AG0214");
  CHECK(code([&] { ag::split(t, std::vector<std::int64_t>{1, 1}, 0); }) == "AG0214");
}

TEST_CASE("triangles and diagonals") {
  for (int k = -3; k <= 4; ++k) {
    const Array a = sample(ag::f32, {2, 3, 4}, 5);
    const Tensor t = make(ag::f32, a);
    INFO("diagonal " << k);
    CHECK(difference(ag::tril(t, k), ag::f32, filled(s234, [&](const Extents &p) {
                       return p[2] - p[1] <= k ? at(a, p) : 0;
                     })) == "");
    CHECK(difference(ag::triu(t, k), ag::f32, filled(s234, [&](const Extents &p) {
                       return p[2] - p[1] >= k ? at(a, p) : 0;
                     })) == "");
    std::vector<Real> diagonal;
    for (std::int64_t i = 0; i < 3; ++i)
      if (i + k >= 0 && i + k < 4)
        diagonal.push_back(at(a, {1, i, i + k}));
    CHECK(difference(ag::diag(t[1], k), ag::f32,
                     {{static_cast<std::int64_t>(diagonal.size())}, diagonal}) == "");
    const std::int64_t n = 2 + std::abs(k);
    CHECK(difference(ag::diag(Tensor{7, 8}, k), ag::i32,
                     filled({n, n}, [&](const Extents &p) -> Real {
                       return p[1] - p[0] == k ? 7 + std::min(p[0], p[1]) : 0;
                     })) == "");
  }
  CHECK(difference(ag::eye(2), ag::f32, {{2, 2}, {1, 0, 0, 1}}) == "");
}

TEST_CASE("creation") {
  CHECK(difference(ag::zeros({2}, ag::boolean), ag::boolean, {{2}, {0, 0}}) == "");
  CHECK(difference(ag::ones({}), ag::f32, {{}, {1}}) == "");
  CHECK(difference(ag::full({2, 1}, 7.9, ag::i32), ag::i32, {{2, 1}, {7, 7}}) == "");
  CHECK(difference(ag::zeros_like(Tensor{1, 2}), ag::i32, {{2}, {0, 0}}) == "");
  CHECK(difference(ag::ones_like(Tensor{1., 2.}), ag::f64, {{2}, {1, 1}}) == "");
  CHECK(difference(ag::arange(2, 9, 3), ag::i32, {{3}, {2, 5, 8}}) == "");
  CHECK(difference(ag::arange(5, 0, -2), ag::i32, {{3}, {5, 3, 1}}) == "");
  CHECK(difference(ag::arange(5, 5), ag::i32, {{0}, {}}) == "");
  CHECK(difference(ag::arange(0.0, 1.0, 0.25), ag::f64, {{4}, {0, 0.25, 0.5, 0.75}}) == "");
  CHECK(difference(ag::arange(3, ag::f16), ag::f16, {{3}, {0, 1, 2}}) == "");
  CHECK(difference(ag::linspace(0.0, 1.0, 5), ag::f64, {{5}, {0, 0.25, 0.5, 0.75, 1}}) == "");
  CHECK(difference(ag::linspace(1, 2, 2, ag::f16), ag::f16, {{2}, {1, 2}}) == "");
  CHECK(code([] { ag::arange(0, 5, 0); }) == "AG0214");
  CHECK(code([] { ag::arange(0.0, INFINITY); }) == "AG0214");
}

TEST_CASE("sorting is stable, NaN last, on any axis and dtype") {
  for (DType d : all_dtypes)
    for (bool descending : {false, true}) {
      const Array a = sample(d, {4, 30}, 9);
      const Tensor t = make(d, a);
      for (int axis : {0, 1}) {
        Array values = a, places = a;
        const std::int64_t n = a.shape[static_cast<std::size_t>(axis)];
        for (std::int64_t line = 0; line < 120 / n; ++line) {
          std::vector<std::int64_t> order(static_cast<std::size_t>(n));
          std::iota(order.begin(), order.end(), 0);
          const auto index = [&](std::int64_t i) {
            return static_cast<std::size_t>(axis == 1 ? line * 30 + i : i * 30 + line);
          };
          std::sort(order.begin(), order.end(), [&](std::int64_t x, std::int64_t y) {
            const Real v = a.values[index(x)], w = a.values[index(y)];
            return v == w ? x < y : descending ? v > w : v < w; // ties: the lower index first
          });
          for (std::int64_t i = 0; i < n; ++i) {
            values.values[index(i)] = a.values[index(order[static_cast<std::size_t>(i)])];
            places.values[index(i)] = static_cast<Real>(order[static_cast<std::size_t>(i)]);
          }
        }
        INFO(ag::name(d) << " axis " << axis << " descending " << descending);
        CHECK(difference(ag::sort(t, axis, descending), d, values) == "");
        CHECK(difference(ag::argsort(t, axis, descending), ag::i64, places) == "");
        const ag::TopK top = ag::topk(t, 3, axis, descending);
        CHECK(bool(
            ag::array_equal(top.values, ag::narrow(ag::sort(t, axis, descending), axis, 0, 3))));
        CHECK(bool(ag::array_equal(top.indices,
                                   ag::narrow(ag::argsort(t, axis, descending), axis, 0, 3))));
      }
    }
  CHECK(difference(ag::argsort(Tensor{NAN, 1.0, NAN, 0.0}), ag::i64, {{4}, {3, 1, 0, 2}}) == "");
  CHECK(code([] { ag::topk(Tensor{1, 2}, 3); }) == "AG0214");
}

TEST_CASE("searchsorted and unique_count") {
  const Tensor s{1, 3, 3, 5};
  CHECK(difference(ag::searchsorted(s, Tensor{{0, 3}, {4, 9}}), ag::i64, {{2, 2}, {0, 1, 3, 4}}) ==
        "");
  CHECK(difference(ag::searchsorted(s, 3, true), ag::i64, {{}, {3}}) == "");
  CHECK(difference(ag::unique_count(Tensor{{3, 1}, {3, 2}}), ag::i64, {{}, {3}}) == "");
  CHECK(difference(ag::unique_count(Tensor{NAN, 0.0, NAN, -0.0}), ag::i64, {{}, {2}}) == "");
  CHECK(difference(ag::unique_count(ag::zeros({0})), ag::i64, {{}, {0}}) == "");
}

TEST_CASE("allclose and array_equal compare whole tensors") {
  const Tensor a{1.0, INFINITY, 3.0};
  CHECK(bool(ag::allclose(a, a)));
  CHECK(bool(ag::allclose(a, Tensor{1.0 + 1e-6, INFINITY, 3.0})));
  CHECK_FALSE(bool(ag::allclose(a, Tensor{1.001, INFINITY, 3.0})));
  CHECK_FALSE(bool(ag::allclose(Tensor{1.0}, Tensor{INFINITY})));
  CHECK_FALSE(bool(ag::allclose(Tensor{NAN}, Tensor{NAN})));
  CHECK(bool(ag::allclose(Tensor{1.1}, 1.0, 0, 0.2)));
  CHECK(bool(ag::array_equal(Tensor{1, 2}, Tensor{1.0, 2.0})));
  CHECK_FALSE(bool(ag::array_equal(Tensor{1, 2}, Tensor{1, 2, 3})));
  CHECK_FALSE(bool(ag::array_equal(Tensor{1, 2}, Tensor{1, 3})));
}
