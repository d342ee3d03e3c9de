// Every elementwise function and operator on every dtype it takes, over broadcasting shapes,
// against loops in long double (floats: one rounding of an exact or much wider result).
#include "oracle.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace oracle;
using ag::DType;
using ag::Tensor;

namespace {

const std::vector<std::pair<Extents, Extents>> shape_pairs = {{{}, {}},
                                                              {{3}, {3}},
                                                              {{3}, {}},
                                                              {{}, {2, 3}},
                                                              {{2, 3}, {2, 3}},
                                                              {{2, 3}, {3}},
                                                              {{2, 1}, {1, 3}},
                                                              {{4, 1, 3}, {2, 1}},
                                                              {{1}, {5}},
                                                              {{0}, {1}},
                                                              {{2, 0}, {2, 1}},
                                                              {{2, 3, 4}, {3, 4}},
                                                              {{2, 1, 4}, {3, 1}},
                                                              {{1, 1}, {2, 3, 1}}};

struct Binary {
  const char *name;
  Tensor (*op)(const ag::Arg &, const ag::Arg &);
  Real (*meaning)(Real, Real);
  bool comparison = false;
};

#define AG_OPERATOR(symbol) [](const ag::Arg &a, const ag::Arg &b) { return a symbol b; }
#define AG_MEANING(expression) [](Real a, Real b) -> Real { return expression; }

const Binary arithmetic[] = {
    {"add", AG_OPERATOR(+), AG_MEANING(a + b)},
    {"sub", AG_OPERATOR(-), AG_MEANING(a - b)},
    {"mul", AG_OPERATOR(*), AG_MEANING(a *b)},
    {"minimum", ag::minimum, AG_MEANING(a < b ? a : b)},
    {"maximum", ag::maximum, AG_MEANING(a < b ? b : a)},
    {"eq", AG_OPERATOR(==), AG_MEANING(a == b), true},
    {"ne", AG_OPERATOR(!=), AG_MEANING(a != b), true},
    {"lt", AG_OPERATOR(<), AG_MEANING(a < b), true},
    {"le", AG_OPERATOR(<=), AG_MEANING(a <= b), true},
    {"gt", AG_OPERATOR(>), AG_MEANING(a > b), true},
    {"ge", AG_OPERATOR(>=), AG_MEANING(a >= b), true},
    {"logical_and", ag::logical_and, AG_MEANING(a != 0 && b != 0), true},
    {"logical_or", ag::logical_or, AG_MEANING(a != 0 || b != 0), true},
    {"logical_xor", ag::logical_xor, AG_MEANING((a != 0) != (b != 0)), true},
};
const Binary division[] = {
    {"div", AG_OPERATOR(/), AG_MEANING(a / b)},
    {"mod", AG_OPERATOR(%), AG_MEANING(std::fmod(a, b))},
};

/// bool takes part in arithmetic as i32.
DType working(DType d, const Binary &op) {
  const std::string n = op.name;
  return d == ag::boolean && !op.comparison && n != "minimum" && n != "maximum" ? ag::i32 : d;
}

Real rounded(DType d, const Binary &op, Real v) {
  if (op.comparison)
    return v;
  if (ag::is_integer(d) && std::string(op.name) == "div")
    return std::trunc(v);
  return stored(d, v);
}

void compare_all(const Binary &op, DType d, bool nonzero) {
  const DType w = working(d, op);
  int seed = 1;
  for (const auto &[sa, sb] : shape_pairs) {
    const Array a = sample(d, sa, seed++), b = sample(d, sb, seed++, nonzero);
    const Array expected = filled(broadcast(sa, sb), [&](const Extents &p) {
      return rounded(w, op, op.meaning(at_broadcast(a, p), at_broadcast(b, p)));
    });
    INFO(op.name << " on " << ag::name(d) << ", shapes " << ag::to_string(ag::Shape(sa)) << " and "
                 << ag::to_string(ag::Shape(sb)));
    CHECK(difference(op.op(make(d, a), make(d, b)), op.comparison ? ag::boolean : w, expected) ==
          "");
  }
}

struct Unary {
  const char *name;
  Tensor (*op)(const ag::Arg &);
  Real (*meaning)(Real);
  Real low, high; ///< arguments tried, floating
};
#define AG_FUNCTION_OF(name, expression, low, high)                                                \
  {#name, ag::name, [](Real x) -> Real { return expression; }, low, high}

const Unary functions[] = {
    AG_FUNCTION_OF(sqrt, std::sqrt(x), 0, 50),
    AG_FUNCTION_OF(rsqrt, 1 / std::sqrt(x), 0.1L, 50),
    AG_FUNCTION_OF(cbrt, std::cbrt(x), -50, 50),
    AG_FUNCTION_OF(reciprocal, 1 / x, 0.1L, 50),
    AG_FUNCTION_OF(exp, std::exp(x), -9, 9),
    AG_FUNCTION_OF(exp2, std::exp2(x), -9, 9),
    AG_FUNCTION_OF(expm1, std::expm1(x), -9, 9),
    AG_FUNCTION_OF(log, std::log(x), 0.1L, 50),
    AG_FUNCTION_OF(log2, std::log2(x), 0.1L, 50),
    AG_FUNCTION_OF(log10, std::log10(x), 0.1L, 50),
    AG_FUNCTION_OF(log1p, std::log1p(x), -0.9L, 50),
    AG_FUNCTION_OF(sin, std::sin(x), -9, 9),
    AG_FUNCTION_OF(cos, std::cos(x), -9, 9),
    AG_FUNCTION_OF(tan, std::tan(x), -1.4L, 1.4L),
    AG_FUNCTION_OF(asin, std::asin(x), -1, 1),
    AG_FUNCTION_OF(acos, std::acos(x), -1, 1),
    AG_FUNCTION_OF(atan, std::atan(x), -9, 9),
    AG_FUNCTION_OF(sinh, std::sinh(x), -5, 5),
    AG_FUNCTION_OF(cosh, std::cosh(x), -5, 5),
    AG_FUNCTION_OF(tanh, std::tanh(x), -5, 5),
    AG_FUNCTION_OF(asinh, std::asinh(x), -9, 9),
    AG_FUNCTION_OF(acosh, std::acosh(x), 1, 50),
    AG_FUNCTION_OF(atanh, std::atanh(x), -0.9L, 0.9L),
    AG_FUNCTION_OF(erf, std::erf(x), -3, 3),
    AG_FUNCTION_OF(erfc, std::erfc(x), -3, 3),
    AG_FUNCTION_OF(lgamma, std::lgamma(x), 0.2L, 30),
    AG_FUNCTION_OF(sigmoid, 1 / (1 + std::exp(-x)), -9, 9),
    AG_FUNCTION_OF(silu, x / (1 + std::exp(-x)), -9, 9),
    AG_FUNCTION_OF(softplus, std::log1p(std::exp(x)), -9, 9),
    AG_FUNCTION_OF(gelu, x / 2 * (1 + std::erf(x / std::sqrt(2.0L))), -3, 3),
};
const Unary keeping[] = {
    AG_FUNCTION_OF(abs, x < 0 ? -x : x, -9, 9),
    AG_FUNCTION_OF(neg, -x, -9, 9),
    AG_FUNCTION_OF(sign,
                   x > 0   ? 1
                   : x < 0 ? -1
                           : 0,
                   -9, 9),
    AG_FUNCTION_OF(floor, std::floor(x), -9, 9),
    AG_FUNCTION_OF(ceil, std::ceil(x), -9, 9),
    AG_FUNCTION_OF(round, std::round(x), -9, 9),
    AG_FUNCTION_OF(trunc, std::trunc(x), -9, 9),
    AG_FUNCTION_OF(square, x *x, -9, 9),
    AG_FUNCTION_OF(relu, x > 0 ? x : 0, -9, 9),
};

Real precision(DType d) {
  return d == ag::f64 ? 1e-14L : d == ag::f32 ? 1e-6L : d == ag::f16 ? 2e-3L : 1.6e-2L;
}

} // namespace

TEST_CASE("binary operators and functions follow NumPy's broadcasting on every dtype") {
  for (DType d : all_dtypes)
    for (const Binary &op : arithmetic)
      compare_all(op, d, false);
}

TEST_CASE("division and remainder are C++'s on integers and IEEE's on floats") {
  for (DType d : all_dtypes)
    if (d != ag::boolean)
      for (const Binary &op : division)
        compare_all(op, d, true);
}

TEST_CASE("bit operators work on integers and bool") {
  const Binary ops[] = {
      {"and", AG_OPERATOR(&),
       [](Real a, Real b) -> Real { return Real(std::int64_t(a) & std::int64_t(b)); }},
      {"or", AG_OPERATOR(|),
       [](Real a, Real b) -> Real { return Real(std::int64_t(a) | std::int64_t(b)); }},
      {"xor", AG_OPERATOR(^),
       [](Real a, Real b) -> Real { return Real(std::int64_t(a) ^ std::int64_t(b)); }}};
  for (DType d : all_dtypes) {
    if (ag::is_floating(d))
      continue;
    for (Binary op : ops) {
      op.comparison = d == ag::boolean; // & | ^ of bool stay bool
      compare_all(op, d, false);
    }
  }
  CHECK(difference(~Tensor{true, false}, ag::boolean, {{2}, {0, 1}}) == "");
  CHECK(difference(~Tensor{5, -1}, ag::i32, {{2}, {-6, 0}}) == "");
  CHECK(difference(Tensor{1, -8} << 2, ag::i32, {{2}, {4, -32}}) == "");
  CHECK(difference(Tensor{9, -8} >> 1, ag::i32, {{2}, {4, -4}}) == "");
}

TEST_CASE("functions of one operand agree with the host's long double functions") {
  for (DType d : {ag::f16, ag::bf16, ag::f32, ag::f64, ag::i32, ag::u8})
    for (const Unary &f : functions) {
      const bool floating = ag::is_floating(d);
      const DType result = floating ? d : ag::f64;
      const Array in = filled({2, 9}, [&](const Extents &p) {
        const Real x = f.low + (f.high - f.low) * static_cast<Real>(p[0] * 9 + p[1]) / 17;
        return stored(d, floating ? x : std::ceil(std::fmax(x, 0)));
      });
      const Array expected =
          filled({2, 9}, [&](const Extents &p) { return stored(result, f.meaning(at(in, p))); });
      INFO(f.name << " on " << ag::name(d));
      CHECK(difference(f.op(make(d, in)), result, expected, precision(result)) == "");
    }
}

TEST_CASE("sign and rounding keep the dtype") {
  for (DType d : all_dtypes)
    for (const Unary &f : keeping) {
      const DType result = d == ag::boolean ? ag::i32 : d;
      const Array in = sample(d, {2, 9}, 7);
      const Array expected =
          filled({2, 9}, [&](const Extents &p) { return stored(result, f.meaning(at(in, p))); });
      INFO(f.name << " on " << ag::name(d));
      CHECK(difference(f.op(make(d, in)), result, expected) == "");
    }
}

TEST_CASE("tests of floats give bool") {
  const Tensor t{1.0, NAN, INFINITY, -INFINITY, 0.0};
  CHECK(difference(ag::isnan(t), ag::boolean, {{5}, {0, 1, 0, 0, 0}}) == "");
  CHECK(difference(ag::isinf(t), ag::boolean, {{5}, {0, 0, 1, 1, 0}}) == "");
  CHECK(difference(ag::isfinite(t), ag::boolean, {{5}, {1, 0, 0, 0, 1}}) == "");
  CHECK(difference(ag::logical_not(t), ag::boolean, {{5}, {0, 0, 0, 0, 1}}) == "");
  CHECK(difference(ag::isfinite(Tensor{1, 2}), ag::boolean, {{2}, {1, 1}}) == "");
}

TEST_CASE("floating functions of two operands") {
  const Tensor a{3.0, -1.0, 0.5}, b{4.0, 2.0, -2.0};
  CHECK(difference(ag::hypot(a, b), ag::f64, {{3}, {5, std::sqrt(5.0), std::sqrt(4.25)}}, 1e-15L) ==
        "");
  CHECK(difference(ag::atan2(a, b), ag::f64,
                   {{3}, {std::atan2(3.0, 4.0), std::atan2(-1.0, 2.0), std::atan2(0.5, -2.0)}},
                   1e-15L) == "");
  CHECK(difference(ag::copysign(a, b), ag::f64, {{3}, {3, 1, -0.5}}) == "");
  CHECK(difference(ag::pow(a, b), ag::f64, {{3}, {81, 1, 4}}, 1e-15L) == "");
  CHECK(difference(ag::pow(Tensor{2, -3}, Tensor{10, 3}), ag::i32, {{2}, {1024, -27}}) == "");
  CHECK(difference(ag::fmod(Tensor{7.5, -7.5}, 2.0), ag::f64, {{2}, {1.5, -1.5}}) == "");
  CHECK(difference(ag::hypot(Tensor{3}, 4), ag::f64, {{1}, {5}}) == "");
}

TEST_CASE("where, clip and fma broadcast their three operands") {
  const Tensor c{{true, false, true}, {false, true, false}};
  const Tensor column = ag::reshape(Tensor{10, 20}, {2, 1});
  CHECK(difference(ag::where(c, column, Tensor{1, 2, 3}), ag::i32,
                   {{2, 3}, {10, 2, 10, 1, 20, 3}}) == "");
  CHECK(difference(ag::where(Tensor{2, 0}, 1.5, Tensor{7, 8}), ag::f64, {{2}, {1.5, 8}}) == "");
  CHECK(difference(ag::clip(Tensor{-5.f, 0.5f, 5.f}, 0, 1), ag::f32, {{3}, {0, 0.5, 1}}) == "");
  CHECK(difference(ag::clip(Tensor{-5, 5}, Tensor{-1, 7}, 9), ag::i32, {{2}, {-1, 7}}) == "");
  const double x = 1 + 0x1p-30;
  CHECK(difference(ag::fma(Tensor(x), x, -1.0), ag::f64, {{}, {std::fma(x, x, -1.0)}}) == "");
}

TEST_CASE("cast converts every pair of dtypes as C++ does") {
  for (DType from : all_dtypes)
    for (DType to : all_dtypes) {
      const Array in = sample(from, {3, 4}, 3);
      const Array expected = filled({3, 4}, [&](const Extents &p) {
        Real v = at(in, p);
        if (ag::is_floating(from) && ag::is_integer(to))
          v = std::trunc(v);
        return stored(to, v);
      });
      if (ag::is_floating(from) && ag::is_unsigned(to))
        continue; // negative samples do not fit
      INFO(ag::name(from) << " to " << ag::name(to));
      CHECK(difference(ag::cast(make(from, in), to), to, expected) == "");
      CHECK(difference(make(from, in).to(to), to, expected) == "");
    }
}

TEST_CASE("compound assignment and increments") {
  Tensor t{1, 2, 3};
  const Tensor before = t;
  t += 1;
  t *= Tensor{2, 2, 2};
  t -= 1;
  CHECK(difference(t, ag::i32, {{3}, {3, 5, 7}}) == "");
  CHECK(difference(before, ag::i32, {{3}, {1, 2, 3}}) == "");
  t %= 4, t <<= 2, t |= 1, t &= 0xfd, t ^= 2, t >>= 1, t /= 2;
  CHECK(difference(
            t, ag::i32,
            {{3},
             {((((3 % 4 << 2) | 1) & 0xfd) ^ 2) / 2 / 2, ((((5 % 4 << 2) | 1) & 0xfd) ^ 2) / 2 / 2,
              ((((7 % 4 << 2) | 1) & 0xfd) ^ 2) / 2 / 2}}) == "");
  Tensor n = 5;
  CHECK(difference(n++, ag::i32, {{}, {5}}) == "");
  CHECK(difference(--n, ag::i32, {{}, {5}}) == "");
  Tensor row{1.f, 2.f};
  row += ag::reshape(Tensor{10.f, 20.f}, {2, 1}); // grows by broadcasting
  CHECK(difference(row, ag::f32, {{2, 2}, {11, 12, 21, 22}}) == "");
}

TEST_CASE("compound assignment of a block nobody else holds is in place") {
  Tensor t = ag::ones({1000});
  const float *const block = t.data<const float>().data();
  for (int i = 0; i < 10; ++i)
    t += 1, t *= ag::ones({1000}), t -= t / 2;
  CHECK(t.data<const float>().data() == block);
  const Tensor shared = t;
  t += 1;
  CHECK(t.data<const float>().data() != block);
  CHECK(shared.data<const float>().data() == block);
}
