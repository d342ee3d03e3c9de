// The typing rules of docs/dialect.md ("Values"), row by row.
#include "oracle.h"

#include <catch2/catch.hpp>

using namespace oracle;
using ag::DType;
using ag::Tensor;

namespace {

Tensor one(DType d) { return ag::ones({2}, d); }

/// The dtype of the result, or the error's code.
std::string type_of(const std::function<Tensor()> &f) {
  try {
    return ag::name(f().dtype());
  } catch (const ag::Error &e) {
    return std::string(e.code());
  }
}
#define TYPE(expression) type_of([&]() -> Tensor { return expression; })

} // namespace

TEST_CASE("two tensors meet in their common dtype") {
  using enum DType;
  const struct {
    DType a, b;
    const char *result;
  } rows[] = {
      {i32, f32, "f32"},     {i64, f16, "f16"}, {u64, bf16, "bf16"},      {f32, f64, "f64"},
      {f16, bf16, "f32"},    {f16, f32, "f32"}, {bf16, f64, "f64"},       {i8, i32, "i32"},
      {u8, u32, "u32"},      {i16, i64, "i64"}, {u8, i8, "i16"},          {u16, i8, "i32"},
      {u32, i32, "i64"},     {u8, i64, "i64"},  {u32, i8, "i64"},         {u64, i8, "AG0210"},
      {u64, i64, "AG0210"},  {u64, u8, "u64"},  {boolean, i8, "i8"},      {boolean, f16, "f16"},
      {boolean, u64, "u64"}, {i8, i8, "i8"},    {boolean, boolean, "i32"}};
  for (const auto &r : rows) {
    INFO(ag::name(r.a) << " + " << ag::name(r.b));
    CHECK(TYPE(one(r.a) + one(r.b)) == r.result);
    CHECK(TYPE(one(r.b) + one(r.a)) == r.result);
  }
}

TEST_CASE("a number beside a tensor takes its dtype where that holds its kind") {
  for (DType d : {ag::f16, ag::bf16, ag::f32, ag::f64}) {
    CHECK(TYPE(one(d) * 0.5) == ag::name(d));
    CHECK(TYPE(2 * one(d)) == ag::name(d));
    CHECK(TYPE(one(d) - true) == ag::name(d));
  }
  for (DType d : {ag::u8, ag::u16, ag::u32, ag::u64, ag::i8, ag::i16, ag::i32, ag::i64}) {
    CHECK(TYPE(one(d) * 3) == ag::name(d));
    CHECK(TYPE(3L * one(d)) == ag::name(d));
    CHECK(TYPE(one(d) * true) == ag::name(d));
    CHECK(TYPE(one(d) * 0.5) == "f64");
    CHECK(TYPE(0.5f * one(d)) == "f32");
  }
  CHECK(TYPE(one(ag::boolean) + 1) == "i32");
  CHECK(TYPE(one(ag::boolean) + 1L) == "i64");
  CHECK(TYPE(one(ag::boolean) * std::uint8_t{1}) == "u8");
  CHECK(TYPE(one(ag::boolean) * 2.0) == "f64");
  CHECK(TYPE(one(ag::boolean) + true) == "i32");
}

TEST_CASE("a plain integer that does not fit is AG0208") {
  CHECK(TYPE(one(ag::u8) + 300) == "AG0208");
  CHECK(TYPE(one(ag::u8) + -1) == "AG0208");
  CHECK(TYPE(one(ag::i8) + 127) == "i8");
  CHECK(TYPE(one(ag::i8) + 128) == "AG0208");
  CHECK(TYPE(one(ag::i8) - -128) == "i8");
  CHECK(TYPE(one(ag::i8) - -129) == "AG0208");
  CHECK(TYPE(one(ag::i32) + 3000000000L) == "AG0208");
  CHECK(TYPE(one(ag::u64) + -1) == "AG0208");
  CHECK(TYPE(one(ag::i64) + ~std::uint64_t{0}) == "AG0208");
  CHECK(TYPE(one(ag::f16) + 65504) == "f16");
  CHECK(TYPE(one(ag::f16) + 70000) == "AG0208");
  CHECK(TYPE(ag::minimum(one(ag::u8), 256)) == "AG0208");
  Tensor t = one(ag::u8);
  CHECK(TYPE(t += 256) == "AG0208");
  CHECK(message([&] { t + 300; }).find("300") != std::string::npos);
}

TEST_CASE("comparisons with an integer outside the dtype go by mathematical value") {
  const Tensor u{std::uint8_t{0}, std::uint8_t{255}};
  REQUIRE(u.dtype() == ag::u8);
  const auto all_are = [](const Tensor &t, Real v) {
    return difference(t, ag::boolean, {{2}, {v, v}});
  };
  CHECK(all_are(u > 300, 0) == "");
  CHECK(all_are(u < 300, 1) == "");
  CHECK(all_are(u <= 300, 1) == "");
  CHECK(all_are(u >= 300, 0) == "");
  CHECK(all_are(u == 300, 0) == "");
  CHECK(all_are(u != 300, 1) == "");
  CHECK(all_are(u > -1, 1) == "");
  CHECK(all_are(u < -1, 0) == "");
  CHECK(all_are(300 > u, 1) == "");
  CHECK(all_are(-1 > u, 0) == "");
  CHECK(all_are(300 == u, 0) == "");
  CHECK(all_are(one(ag::u64) > -1, 1) == "");
  CHECK(all_are(-1 < one(ag::u64), 1) == "");
  CHECK(all_are(one(ag::i64) < ~std::uint64_t{0}, 1) == "");
  CHECK(difference(u == 255, ag::boolean, {{2}, {0, 1}}) == "");
  CHECK(difference(one(ag::boolean) == 2, ag::boolean, {{2}, {0, 0}}) == "");
  CHECK(TYPE(one(ag::u64) < one(ag::i64)) == "AG0210");
}

TEST_CASE("two numbers follow C++ alone") {
  CHECK(TYPE(ag::minimum(1, 2)) == "i32");
  CHECK(TYPE(ag::minimum(1, 2L)) == "i64");
  CHECK(TYPE(ag::maximum(1, 2u)) == "u32");
  CHECK(TYPE(ag::maximum(1L, 2u)) == "i64");
  CHECK(TYPE(ag::pow(2.f, 3)) == "f32");
  CHECK(TYPE(ag::pow(2.f, 3.0)) == "f64");
  CHECK(TYPE(ag::maximum(std::int8_t{1}, std::int16_t{2})) == "i32");
  CHECK(TYPE(ag::sqrt(4)) == "f64");
  CHECK(TYPE(ag::exp(1.f)) == "f32");
}

TEST_CASE("alone a number keeps its exact type") {
  CHECK(TYPE(Tensor(3)) == "i32");
  CHECK(TYPE(Tensor(3L)) == "i64");
  CHECK(TYPE(Tensor(2.5f)) == "f32");
  CHECK(TYPE(Tensor(0.1)) == "f64");
  CHECK(TYPE(Tensor(true)) == "bool");
  CHECK(TYPE(ag::full({2}, 7.0)) == "f64");
  CHECK(TYPE(ag::full({2}, 7)) == "i32");
  CHECK(TYPE(ag::arange(5)) == "i32");
  CHECK(TYPE(ag::arange(5L)) == "i64");
  CHECK(TYPE(ag::arange(0, 5.f)) == "f32");
  CHECK(TYPE(ag::linspace(0.0, 1.0, 5)) == "f64");
  CHECK(TYPE(ag::linspace(0, 1, 5)) == "f32");
  CHECK(TYPE(ag::stack({Tensor(1), Tensor(2.5)})) == "f64"); // numbers in a list are strong
}

TEST_CASE("a op= b keeps a's dtype or is AG0210") {
  const auto assign = [](DType a, const auto &b) {
    return type_of([&]() -> Tensor {
      Tensor t = one(a);
      t += b;
      return t;
    });
  };
  CHECK(assign(ag::f32, one(ag::i32)) == "f32");
  CHECK(assign(ag::f32, 0.1) == "f32");
  CHECK(assign(ag::f64, one(ag::f32)) == "f64");
  CHECK(assign(ag::i64, one(ag::u32)) == "i64");
  CHECK(assign(ag::f32, one(ag::f64)) == "AG0210");
  CHECK(assign(ag::i32, 0.5) == "AG0210");
  CHECK(assign(ag::i32, one(ag::f32)) == "AG0210");
  CHECK(assign(ag::i8, one(ag::i32)) == "AG0210");
  CHECK(assign(ag::boolean, 1) == "AG0210");
  CHECK(assign(ag::i8, 1) == "i8");
  Tensor b = one(ag::boolean);
  b |= false;
  CHECK(b.dtype() == ag::boolean);
  Tensor i = one(ag::i32);
  CHECK(message([&] { i += 0.5; }).find(".to(") != std::string::npos);
  CHECK(difference(i, ag::i32, {{2}, {1, 1}}) == ""); // unchanged
}

TEST_CASE("functions of integers") {
  CHECK(TYPE(ag::sqrt(one(ag::i32))) == "f64");
  CHECK(TYPE(ag::exp(one(ag::u8))) == "f64");
  CHECK(TYPE(ag::sin(one(ag::boolean))) == "f64");
  CHECK(TYPE(ag::sqrt(one(ag::f16))) == "f16");
  CHECK(TYPE(ag::sum(one(ag::boolean))) == "i32");
  CHECK(TYPE(ag::sum(one(ag::i8))) == "i32");
  CHECK(TYPE(ag::sum(one(ag::i16))) == "i32");
  CHECK(TYPE(ag::sum(one(ag::u8))) == "u32");
  CHECK(TYPE(ag::sum(one(ag::u16))) == "u32");
  CHECK(TYPE(ag::prod(one(ag::u16))) == "u32");
  CHECK(TYPE(ag::cumsum(one(ag::i8))) == "i32");
  CHECK(TYPE(ag::sum(one(ag::i64))) == "i64");
  CHECK(TYPE(ag::sum(one(ag::f16))) == "f16");
  CHECK(TYPE(ag::mean(one(ag::i32))) == "f64");
  CHECK(TYPE(ag::mean(one(ag::bf16))) == "bf16");
  CHECK(TYPE(ag::argmax(one(ag::f32))) == "i64");
  CHECK(TYPE(ag::max(one(ag::u8))) == "u8");
  CHECK(TYPE(ag::any(one(ag::f32))) == "bool");
  CHECK(TYPE(one(ag::boolean) & one(ag::boolean)) == "bool");
  CHECK(TYPE(one(ag::boolean) ^ true) == "bool");
  CHECK(TYPE(-one(ag::boolean)) == "i32");
  CHECK(TYPE(one(ag::f32) & one(ag::f32)) == "AG0215");
  CHECK(TYPE(one(ag::f32) << 1) == "AG0215");
}

TEST_CASE("promoted scalars beside tensors are weak, between themselves strong") {
  const ag::Scalar<int> k = 3;
  const ag::Scalar<double> x = 0.5;
  CHECK(TYPE(one(ag::f16) * k) == "f16");
  CHECK(TYPE(one(ag::f32) * x) == "f32");
  CHECK(TYPE(one(ag::i32) * x) == "f64");
  CHECK(TYPE(one(ag::u8) + ag::Scalar<int>(300)) == "AG0208");
  CHECK(TYPE(ag::minimum(k, x)) == "f64");
}

TEST_CASE("item assignment keeps the tensor's dtype") {
  Tensor t = one(ag::f32), m = one(ag::boolean), i = one(ag::i32);
  t[0] = 2.5;
  t[1] = Tensor(3);
  CHECK(difference(t, ag::f32, {{2}, {2.5, 3}}) == "");
  m[0] = 0;
  CHECK(difference(m, ag::boolean, {{2}, {0, 1}}) == "");
  CHECK(code([&] { t[0] = Tensor(2.5); }) == "AG0210");
  CHECK(code([&] { i[0] = 2.5; }) == "AG0210");
  CHECK(code([&] { i[0] = 3000000000L; }) == "AG0208");
}
