// Reductions, running sums, softmax, and products against loops in long double.
#include "oracle.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace oracle;
using ag::DType;
using ag::Tensor;

namespace {

/// Folds `a` over `axes` (all when empty): f gets the elements in row-major order.
Array reduced(const Array &a, std::vector<int> axes, bool keepdims,
              const std::function<Real(const std::vector<Real> &)> &f) {
  std::vector<bool> gone(a.shape.size(), axes.empty());
  for (int x : axes)
    gone[static_cast<std::size_t>(x < 0 ? x + static_cast<int>(a.shape.size()) : x)] = true;
  Extents shape, inner;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    if (!gone[i])
      shape.push_back(a.shape[i]);
    else {
      inner.push_back(a.shape[i]);
      if (keepdims)
        shape.push_back(1);
    }
  }
  return filled(shape, [&](const Extents &p) {
    std::vector<Real> values;
    filled(inner, [&](const Extents &q) {
      Extents at_position;
      std::size_t kept = 0, out = 0;
      for (bool g : gone) {
        if (g)
          at_position.push_back(q[out++]), kept += keepdims;
        else
          at_position.push_back(p[kept++]);
      }
      values.push_back(at(a, at_position));
      return Real{0};
    });
    return f(values);
  });
}

Real sum_of(const std::vector<Real> &v) {
  Real s = 0;
  for (Real x : v)
    s += x;
  return s;
}
Real mean_of(const std::vector<Real> &v) { return sum_of(v) / static_cast<Real>(v.size()); }
Real var_of(const std::vector<Real> &v) {
  Real s = 0;
  for (Real x : v)
    s += (x - mean_of(v)) * (x - mean_of(v));
  return s / static_cast<Real>(v.size());
}

struct Case {
  Extents shape;
  std::vector<int> axes;
};
const Case cases[] = {{{}, {}},
                      {{5}, {}},
                      {{5}, {0}},
                      {{2, 3}, {}},
                      {{2, 3}, {0}},
                      {{2, 3}, {-1}},
                      {{2, 3}, {1, 0}},
                      {{2, 3, 4}, {1}},
                      {{2, 3, 4}, {0, 2}},
                      {{2, 3, 4}, {-1, 1}},
                      {{3, 1, 200}, {2}},
                      {{1}, {0}}};

template <class Op>
void check_reduction(const char *name, DType d, DType result, Op op,
                     const std::function<Real(const std::vector<Real> &)> &f, Real relative = 0) {
  int seed = 1;
  for (const Case &c : cases)
    for (bool keepdims : {false, true}) {
      const Array a = sample(d, c.shape, seed++);
      INFO(name << " on " << ag::name(d) << ag::to_string(ag::Shape(c.shape)) << " keepdims "
                << keepdims);
      CHECK(difference(op(make(d, a), ag::Axes(c.axes), keepdims), result,
                       reduced(a, c.axes, keepdims, f), relative) == "");
    }
}
#define AG_REDUCTION(name)                                                                         \
  #name, d, result, [](const Tensor &t, const ag::Axes &x, bool k) { return ag::name(t, x, k); }

DType accumulated(DType d) {
  if (d == ag::boolean || d == ag::i8 || d == ag::i16)
    return ag::i32;
  return d == ag::u8 || d == ag::u16 ? ag::u32 : d;
}
Real precision(DType d) {
  return d == ag::f64 ? 1e-13L : d == ag::f32 ? 1e-5L : d == ag::f16 ? 2e-3L : 1.6e-2L;
}

} // namespace

TEST_CASE("exact reductions of every dtype") {
  for (DType d : all_dtypes) {
    DType result = accumulated(d);
    if (d != ag::bf16) // 8 bits hold no sum of 200 samples; see the next case
      check_reduction(AG_REDUCTION(sum), sum_of);
    result = ag::boolean;
    check_reduction(AG_REDUCTION(any), [](const auto &v) -> Real {
      return std::any_of(v.begin(), v.end(), [](Real x) { return x != 0; });
    });
    check_reduction(AG_REDUCTION(all), [](const auto &v) -> Real {
      return std::all_of(v.begin(), v.end(), [](Real x) { return x != 0; });
    });
    result = d;
    check_reduction(AG_REDUCTION(min),
                    [](const auto &v) { return *std::min_element(v.begin(), v.end()); });
    check_reduction(AG_REDUCTION(max),
                    [](const auto &v) { return *std::max_element(v.begin(), v.end()); });
  }
}

TEST_CASE("statistics give floating results") {
  for (DType d : all_dtypes) {
    const DType result = ag::is_floating(d) ? d : ag::f64;
    const Real p = precision(result);
    check_reduction(AG_REDUCTION(mean), mean_of, p * 4);
    check_reduction(AG_REDUCTION(var), var_of, p * 4);
    check_reduction(
        AG_REDUCTION(stddev), [](const auto &v) { return std::sqrt(var_of(v)); }, p * 4);
    check_reduction(
        AG_REDUCTION(norm),
        [](const auto &v) {
          Real s = 0;
          for (Real x : v)
            s += x * x;
          return std::sqrt(s);
        },
        p * 4);
    check_reduction(
        AG_REDUCTION(logsumexp),
        [](const auto &v) {
          Real s = 0;
          for (Real x : v)
            s += std::exp(x);
          return std::log(s);
        },
        p * 4);
  }
}

TEST_CASE("argmin and argmax give the first extreme") {
  const Tensor t{{3, 1, 2}, {1, 3, 3}};
  CHECK(difference(ag::argmax(t), ag::i64, {{}, {0}}) == "");
  CHECK(difference(ag::argmin(t), ag::i64, {{}, {1}}) == "");
  CHECK(difference(ag::argmax(t, 0), ag::i64, {{3}, {0, 1, 1}}) == "");
  CHECK(difference(ag::argmin(t, -1, true), ag::i64, {{2, 1}, {1, 0}}) == "");
  CHECK(difference(ag::argmax(Tensor{1.0, NAN, 3.0}), ag::i64, {{}, {1}}) == "");
}

TEST_CASE("empty reductions") {
  const Tensor e = ag::zeros({0, 3});
  CHECK(difference(ag::sum(e), ag::f32, {{}, {0}}) == "");
  CHECK(difference(ag::prod(e, 0), ag::f32, {{3}, {1, 1, 1}}) == "");
  CHECK(difference(ag::any(e), ag::boolean, {{}, {0}}) == "");
  CHECK(difference(ag::all(e), ag::boolean, {{}, {1}}) == "");
  CHECK(difference(ag::mean(e), ag::f32, {{}, {NAN}}) == "");
  CHECK(difference(ag::logsumexp(e, 0), ag::f32, {{3}, {-INFINITY, -INFINITY, -INFINITY}}) == "");
  CHECK(code([&] { ag::max(e); }) == "AG0214");
  CHECK(difference(ag::max(e, {1}), ag::f32, {{0}, {}}) == "");
}

TEST_CASE("running sums and products") {
  const Tensor t{{1, 2, 3}, {4, 5, 6}};
  CHECK(difference(ag::cumsum(t), ag::i32, {{2, 3}, {1, 2, 3, 5, 7, 9}}) == "");
  CHECK(difference(ag::cumsum(t, -1), ag::i32, {{2, 3}, {1, 3, 6, 4, 9, 15}}) == "");
  CHECK(difference(ag::cumprod(t, 1), ag::i32, {{2, 3}, {1, 2, 6, 4, 20, 120}}) == "");
  CHECK(difference(ag::cumsum(Tensor{true, true, false, true}), ag::i32, {{4}, {1, 2, 2, 3}}) ==
        "");
}

TEST_CASE("softmax is stable and sums to one") {
  const Tensor t{{1000.0, 1001.0, 999.0}, {-INFINITY, 0.0, 1.0}};
  const Tensor p = ag::softmax(t);
  const Real e = std::exp(Real{1}), z = 1 + e + 1 / e;
  CHECK(difference(p, ag::f64, {{2, 3}, {1 / z, e / z, 1 / e / z, 0, 1 / (1 + e), e / (1 + e)}},
                   1e-14L) == "");
  CHECK(difference(ag::log_softmax(t, 1)[0], ag::f64,
                   {{3}, {-std::log(z), 1 - std::log(z), -1 - std::log(z)}}, 1e-13L) == "");
  CHECK(difference(ag::logsumexp(Tensor{-INFINITY, -INFINITY}), ag::f32, {{}, {-INFINITY}}) == "");
  CHECK(difference(ag::softmax(Tensor{{0, 0}, {0, 0}}, 0), ag::f64, {{2, 2}, {.5, .5, .5, .5}}) ==
        "");
}

TEST_CASE("matmul follows NumPy's rules for vectors, matrices and batches") {
  const std::vector<std::pair<Extents, Extents>> shapes = {{{3}, {3}},
                                                           {{2, 3}, {3}},
                                                           {{3}, {3, 4}},
                                                           {{2, 3}, {3, 4}},
                                                           {{5, 2, 3}, {5, 3, 4}},
                                                           {{5, 2, 3}, {3, 4}},
                                                           {{2, 3}, {5, 3, 4}},
                                                           {{2, 1, 2, 3}, {5, 3, 4}},
                                                           {{3}, {5, 3, 4}},
                                                           {{2, 0}, {0, 4}},
                                                           {{1, 2, 3}, {5, 3, 1}}};
  for (DType d : {ag::i8, ag::u32, ag::i64, ag::f16, ag::bf16, ag::f32, ag::f64})
    for (const auto &[sa, sb] : shapes) {
      const Array a = sample(d, sa, 1), b = sample(d, sb, 2);
      Extents ma = sa, mb = sb;
      if (sa.size() == 1)
        ma.insert(ma.begin(), 1);
      if (sb.size() == 1)
        mb.push_back(1);
      const Array wa{ma, a.values}, wb{mb, b.values};
      Extents out = broadcast(Extents(ma.begin(), ma.end() - 2), Extents(mb.begin(), mb.end() - 2));
      out.push_back(ma[ma.size() - 2]);
      out.push_back(mb.back());
      Array expected = filled(out, [&](const Extents &p) {
        Real s = 0;
        for (std::int64_t k = 0; k < ma.back(); ++k) {
          Extents pa = p, pb = p;
          pa.back() = k;
          pb[pb.size() - 2] = k;
          s += at_broadcast(wa, pa) * at_broadcast(wb, pb);
        }
        return stored(d, s);
      });
      if (sb.size() == 1)
        expected.shape.pop_back();
      if (sa.size() == 1)
        expected.shape.erase(expected.shape.end() - (sb.size() == 1 ? 1 : 2));
      INFO("matmul " << ag::name(d) << ag::to_string(ag::Shape(sa))
                     << ag::to_string(ag::Shape(sb)));
      CHECK(difference(ag::matmul(make(d, a), make(d, b)), d, expected) == "");
    }
  CHECK(code([] { ag::matmul(ag::ones({2, 3}), ag::ones({2, 3})); }) == "AG0214");
  CHECK(code([] { ag::matmul(ag::ones({2}), 3.f); }) == "AG0214");
}

TEST_CASE("contractions") {
  const Array a = sample(ag::f64, {2, 3, 4}, 1), b = sample(ag::f64, {4, 3, 5}, 2);
  const Tensor x = make(ag::f64, a), y = make(ag::f64, b);
  const Array expected = filled({2, 5}, [&](const Extents &p) {
    Real s = 0;
    for (std::int64_t j = 0; j < 3; ++j)
      for (std::int64_t k = 0; k < 4; ++k)
        s += at(a, {p[0], j, k}) * at(b, {k, j, p[1]});
    return s;
  });
  CHECK(difference(ag::tensordot(x, y, {1, 2}, {1, 0}), ag::f64, expected, 1e-14L) == "");
  CHECK(difference(ag::einsum("ijk,kjl->il", x, y), ag::f64, expected, 1e-14L) == "");
  CHECK(difference(ag::einsum("ijk,kjl", x, y), ag::f64, expected, 1e-14L) == "");
  CHECK(difference(ag::einsum("ijk,kjl->li", x, y), ag::f64,
                   filled({5, 2}, [&](const Extents &p) { return at(expected, {p[1], p[0]}); }),
                   1e-14L) == "");
  const Tensor m{{1, 2}, {3, 4}};
  CHECK(difference(ag::einsum("ii->i", m), ag::i32, {{2}, {1, 4}}) == "");
  CHECK(difference(ag::einsum("ii->", m), ag::i32, {{}, {5}}) == "");
  CHECK(difference(ag::einsum("ij->ji", m), ag::i32, {{2, 2}, {1, 3, 2, 4}}) == "");
  CHECK(difference(ag::einsum("ij->j", m), ag::i32, {{2}, {4, 6}}) == "");
  CHECK(difference(ag::einsum("ij,ij->ij", m, m), ag::i32, {{2, 2}, {1, 4, 9, 16}}) == "");
  CHECK(difference(ag::einsum("i,j->ij", Tensor{1, 2}, Tensor{3, 4, 5}), ag::i32,
                   {{2, 3}, {3, 4, 5, 6, 8, 10}}) == "");
  CHECK(difference(ag::einsum("bij,bjk->bik", ag::reshape(ag::arange(8), {2, 2, 2}),
                              ag::reshape(ag::arange(8), {2, 2, 2})),
                   ag::i32, {{2, 2, 2}, {2, 3, 6, 11, 46, 55, 66, 79}}) == "");
  CHECK(difference(ag::tensordot(m, m, 1), ag::i32, {{2, 2}, {7, 10, 15, 22}}) == "");
  CHECK(difference(ag::tensordot(m, m, 0)[1][0], ag::i32, {{2, 2}, {3, 6, 9, 12}}) == "");
  CHECK(difference(ag::outer(Tensor{1, 2}, m), ag::i32, {{2, 4}, {1, 2, 3, 4, 2, 4, 6, 8}}) == "");
  CHECK(difference(ag::dot(Tensor{1, 2}, Tensor{3, 4}), ag::i32, {{}, {11}}) == "");
  CHECK(code([&] { ag::einsum("ij,jk->iz", m, m); }) == "AG0214");
  CHECK(code([&] { ag::einsum("i1,jk->i", m, m); }) == "AG0214");
  CHECK(code([&] { ag::einsum("ij,jk->ik", m, ag::ones({3, 3})); }) == "AG0214");
  CHECK(code([&] { ag::einsum("ijk->i", m); }) == "AG0214");
}
