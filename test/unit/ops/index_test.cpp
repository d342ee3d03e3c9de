// Reading and writing through brackets, gather and scatter, against loops; growth of element
// writes.
#include "oracle.h"

#include <catch2/catch.hpp>

using namespace oracle;
using ag::DType;
using ag::Tensor;

namespace {

/// What Python's range(n)[start:stop:step] gives.
std::vector<std::int64_t> python_slice(std::int64_t n, std::int64_t start, std::int64_t stop,
                                       std::int64_t step) {
  const auto from_end = [&](std::int64_t v) { return v < 0 ? v + n : v; };
  start = from_end(start), stop = from_end(stop);
  std::vector<std::int64_t> out;
  if (step > 0) {
    for (std::int64_t i = std::max<std::int64_t>(start, 0); i < std::min(stop, n); i += step)
      out.push_back(i);
  } else {
    for (std::int64_t i = std::min(start, n - 1); i > std::max<std::int64_t>(stop, -1); i += step)
      out.push_back(i);
  }
  return out;
}

} // namespace

TEST_CASE("brackets select elements, rows and slices of every dtype") {
  for (DType d : all_dtypes) {
    const Array a = sample(d, {3, 4, 5}, 1);
    const Tensor t = make(d, a);
    INFO(ag::name(d));
    CHECK(difference(t[2], d, filled({4, 5}, [&](const Extents &p) {
                       return at(a, {2, p[0], p[1]});
                     })) == "");
    CHECK(difference(t[2][1], d,
                     filled({5}, [&](const Extents &p) { return at(a, {2, 1, p[0]}); })) == "");
    CHECK(difference(t.at(0, 1, 2), d, {{}, {at(a, {0, 1, 2})}}) == "");
    CHECK(difference(t.at(ag::all_, 3), d, filled({3, 5}, [&](const Extents &p) {
                       return at(a, {p[0], 3, p[1]});
                     })) == "");
    CHECK(difference(t.at(ag::newaxis, 1, ag::slice(1, 3)), d,
                     filled({1, 2, 5},
                            [&](const Extents &p) { return at(a, {1, p[1] + 1, p[2]}); })) == "");
    CHECK(difference(t[ag::slice(1, 3)][0], d, filled({4, 5}, [&](const Extents &p) {
                       return at(a, {1, p[0], p[1]});
                     })) == "");
    CHECK(difference(t[ag::all_][1], d, filled({4, 5}, [&](const Extents &p) {
                       return at(a, {1, p[0], p[1]});
                     })) == "");
  }
}

TEST_CASE("slices follow Python's rules") {
  for (std::int64_t n : {0, 1, 5})
    for (std::int64_t start = -7; start <= 7; ++start)
      for (std::int64_t stop = -7; stop <= 7; ++stop)
        for (std::int64_t step : {-3, -2, -1, 1, 2, 3}) {
          // Past the front a negative step's stop means "before the first element".
          const std::int64_t far = step < 0 && stop < -n ? -1 - n : stop;
          std::vector<Real> expected;
          for (std::int64_t i : python_slice(n, std::max(start, step < 0 ? -n - 1 : -n),
                                             std::max(far, step < 0 ? -n - 1 : -n), step))
            expected.push_back(static_cast<Real>(i));
          INFO(n << ": " << start << ":" << stop << ":" << step);
          CHECK(difference(ag::arange(n)[ag::slice(start, stop, step)], ag::i64,
                           {{static_cast<std::int64_t>(expected.size())}, expected}) == "");
        }
  const Tensor t = ag::arange(5);
  CHECK(difference(t[ag::slice(2)], ag::i32, {{3}, {2, 3, 4}}) == "");
  CHECK(difference(t[ag::slice({}, -1)], ag::i32, {{4}, {0, 1, 2, 3}}) == "");
  CHECK(difference(t[ag::slice({}, {}, -2)], ag::i32, {{3}, {4, 2, 0}}) == "");
}

TEST_CASE("an element's index must lie in the axis") {
  Tensor t = ag::arange(5);
  CHECK(code([&] { Tensor x = t[5]; }) == "AG0212");
  CHECK(code([&] { Tensor x = t[-1]; }) == "AG0212");
  CHECK(code([&] { t[5] = 1; }) == "AG0212");
  CHECK(code([&] { t[-1] = 1; }) == "AG0212");
  CHECK(code([&] { Tensor x = t[0][0]; }) == "AG0214");
  CHECK(code([&] { Tensor x = t[ag::slice(0, 5, 0)]; }) == "AG0212");
  CHECK(message([&] { Tensor x = t[7]; }) == "index 7 is out of range for an extent of 5");
}

TEST_CASE("assignment through brackets writes exactly the selection") {
  for (DType d : all_dtypes) {
    const Array a = sample(d, {3, 4}, 1);
    Tensor t = make(d, a);
    const Tensor before = t;
    const Array row = sample(d, {4}, 2);
    t[1] = make(d, row);
    t.at(2, 3) = make(d, {{}, {1}});
    t.at(ag::slice(0, 1), ag::slice(1, 3)) = make(d, {{1}, {1}});
    INFO(ag::name(d));
    CHECK(difference(t, d, filled({3, 4}, [&](const Extents &p) {
                       if (p[0] == 1)
                         return at(row, {p[1]});
                       const bool one =
                           (p[0] == 2 && p[1] == 3) || (p[0] == 0 && p[1] >= 1 && p[1] < 3);
                       return one ? Real{1} : at(a, p);
                     })) == "");
    CHECK(difference(before, d, a) == "");
  }
  Tensor t = ag::reshape(ag::arange(6), {2, 3});
  t[1][2] += 10;
  t[ag::slice(0, 2)] *= 2;
  t[0][ag::slice({}, {}, 2)] = 7;
  CHECK(difference(t, ag::i32, {{2, 3}, {7, 2, 7, 6, 8, 30}}) == "");
  t[0] = t[1];
  t[ag::all_] = t; // the value may be the tensor itself
  CHECK(difference(t, ag::i32, {{2, 3}, {6, 8, 30, 6, 8, 30}}) == "");
  CHECK(code([&] { t[0] = Tensor{1, 2}; }) == "AG0214");
  CHECK(difference(t, ag::i32, {{2, 3}, {6, 8, 30, 6, 8, 30}}) == "");
}

TEST_CASE("element writes never copy a tensor that one handle owns") {
  for (std::int64_t n : {100000, 1000000}) {
    Tensor t = ag::zeros({n}, ag::i64);
    const std::int64_t *const block = t.data<const std::int64_t>().data();
    std::int64_t moves = 0;
    const std::int64_t stride = n / 1000; // every element of the first thousand, then samples
    for (std::int64_t i = 1; i < n; i += i < 1000 ? 1 : stride) {
      t[i] = t[i - 1] + 1;
      moves += t.data<const std::int64_t>().data() != block;
    }
    CHECK(moves == 0);
    CHECK(t[999].item<std::int64_t>() == 999);
  }
}

TEST_CASE("gather and take_along_axis read by positions") {
  const Array a = sample(ag::f32, {3, 4, 5}, 1);
  const Tensor t = make(ag::f32, a);
  const std::int64_t at_axis[] = {3, 0, 3, 1, 2, 0};
  const Tensor idx = ag::reshape(Tensor{3, 0, 3, 1, 2, 0}, {2, 3});
  CHECK(difference(ag::gather(t, idx, 1), ag::f32, filled({3, 2, 3, 5}, [&](const Extents &p) {
                     return at(a, {p[0], at_axis[p[1] * 3 + p[2]], p[3]});
                   })) == "");
  CHECK(difference(ag::gather(t, 2), ag::f32,
                   filled({4, 5}, [&](const Extents &p) { return at(a, {2, p[0], p[1]}); })) == "");
  const Tensor order = ag::argsort(t, 1);
  CHECK(bool(ag::array_equal(ag::take_along_axis(t, order, 1), ag::sort(t, 1))));
  CHECK(code([&] { ag::gather(t, 3); }) == "AG0212");
  CHECK(code([&] { ag::gather(t, Tensor{-1}, 2); }) == "AG0212");
  CHECK(code([&] { ag::gather(t, 0.5); }) == "AG0215");
  CHECK(code([&] { ag::take_along_axis(t, Tensor{0}, 1); }) == "AG0214");
}

TEST_CASE("scatter writes and scatter_add adds in order") {
  const Tensor t = ag::zeros({4, 2}, ag::i32);
  const Tensor source = ag::reshape(ag::arange(1, 7), {3, 2});
  CHECK(difference(ag::scatter(t, Tensor{2, 0, 2}, source), ag::i32,
                   {{4, 2}, {3, 4, 0, 0, 5, 6, 0, 0}}) == "");
  CHECK(difference(ag::scatter_add(t, Tensor{2, 0, 2}, source), ag::i32,
                   {{4, 2}, {3, 4, 0, 0, 6, 8, 0, 0}}) == "");
  CHECK(difference(ag::scatter(t, Tensor{1}, 9, 1), ag::i32, {{4, 2}, {0, 9, 0, 9, 0, 9, 0, 9}}) ==
        "");
  CHECK(difference(t, ag::i32, {{4, 2}, {0, 0, 0, 0, 0, 0, 0, 0}}) == "");
  CHECK(code([&] { ag::scatter(t, Tensor{4}, 1); }) == "AG0212");
  CHECK(code([&] { ag::scatter(t, Tensor{1}, 0.5); }) == "AG0210");
  CHECK(difference(ag::one_hot(Tensor{2, 0}, 3), ag::f32, {{2, 3}, {0, 0, 1, 1, 0, 0}}) == "");
  CHECK(difference(ag::one_hot(1, 2, ag::boolean), ag::boolean, {{2}, {0, 1}}) == "");
  CHECK(code([] { ag::one_hot(3, 3); }) == "AG0212");
}
