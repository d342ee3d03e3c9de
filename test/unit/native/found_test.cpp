// What random graphs found: small cases of patterns that once gave other results or errors as
// native code than interpreted.
#include <catch2/catch.hpp>

#include <autograft/autograft.h>

#include "../passes/outcome.h"
#include "backend/cpu/backend.h"
#include "ir/text.h"

using namespace ag;
using passes_test::seen;

namespace {

/// What both give. `compiled`: whether there must be native code.
std::string both(const std::string &text, const std::vector<Tensor> &in, bool compiled = true) {
  const auto graph = ir::parse(text);
  const auto native = cpu::with_native_regions(*graph);
  CHECK((native != nullptr) == compiled);
  const std::string wanted = seen(*graph, in);
  if (native)
    CHECK(seen(*native, in) == wanted);
  return wanted;
}

} // namespace

TEST_CASE("found: a constant that its cast cannot hold") {
  const auto cast = [](const std::string &value, const std::string &type, const std::string &to) {
    const std::string t = type + "[]";
    return both("autograft 1\nfunc @main(%n: i64[]) -> (i64[]) {\n  %c = constant {value = " + t +
                    "(" + value + ")} : " + t +
                    "\n  %r = for %n, %n (%i: i64[], %x: i64[]) {\n    %y = cast %c {dtype = " +
                    to + "} : " + to.substr(0, to.find(',')) +
                    "[] loc(\"a.cpp\":3:4)\n    %z = add %x, %i : i64[]\n    yield %z\n  } : "
                    "i64[]\n  return %r\n}\n",
                {Tensor(std::int64_t{2})});
  };
  CHECK(cast("0x7ff0000000000000", "f64", "u8").find("AG0209") != std::string::npos);
  CHECK(cast("128", "u8", "bool, mode = 2").find("AG0210") != std::string::npos);
  CHECK(cast("5", "i64", "bool, mode = 1").find("AG0208") != std::string::npos);
  CHECK(cast("1", "i64", "bool, mode = 1").find("AG0") == std::string::npos);
  CHECK(cast("300", "i32", "i64").find("AG0") == std::string::npos);
}

TEST_CASE("found: powers of unsigned integers in a loop nest") {
  for (const DType d : {DType::u8, DType::u16, DType::u32, DType::u64}) {
    const std::string t = std::string(name(d)) + "[9]";
    both("autograft 1\nfunc @main(%a: " + t + ", %b: " + t + ") -> (" + t +
             ") {\n  %p = pow %a, %b : " + t + "\n  %q = add %p, %a : " + t +
             "\n  %r = pow %q, %q : " + t + "\n  return %r\n}\n",
         {arange(9).to(d), arange(9).to(d)});
  }
}

TEST_CASE("found: squeeze of an extent that is known only at the call") {
  // Without axes its rank would depend on the call: AG0302 (unit-api).
  // With the axis it fails when the extent is not 1.
  const char *axis = R"(autograft 1
func @main(%a: i32[?n, 3], %n: i64[]) -> (i32[3]) {
  %s = squeeze %a {axes = [0]} : i32[3] loc("a.cpp":3:4)
  %r = for %n, %s (%i: i64[], %x: i32[3]) {
    %y = add %x, %s : i32[3]
    yield %y
  } : i32[3]
  return %r
}
)";
  for (const std::int64_t n : {1, 2, 5})
    both(axis, {reshape(arange(n * 3), {n, 3}).to(DType::i32), Tensor(std::int64_t{3})});
}

TEST_CASE("found: a start that is a tensor") {
  const char *text = R"(autograft 1
func @main(%a: f32[7], %s: i64[?n, 1], %n: i64[]) -> (f32[2]) {
  %z = constant {value = f32[2](1, 2)} : f32[2]
  %r = for %n, %z (%i: i64[], %x: f32[2]) {
    %y = narrow %a, %s {count = 2} : f32[2] loc("a.cpp":4:5)
    %t = add %x, %y : f32[2]
    yield %t
  } : f32[2]
  return %r
}
)";
  for (const std::int64_t n : {1, 2})
    both(text, {arange(7).to(DType::f32), reshape(arange(n), {n, 1}), Tensor(std::int64_t{3})});
}

TEST_CASE("found: einsum that exchanges axes of which one is 1") {
  const Tensor row = reshape(arange(3), {1, 3});
  CHECK(array_equal(einsum("ij->ji", row), transpose(row)));
  CHECK(array_equal(einsum("ij,jk->ki", row, transpose(row)), matmul(row, transpose(row))));
  const char *text = R"(autograft 1
func @main(%a: i32[?n, 3], %n: i64[]) -> (i32[3, ?n]) {
  %z = einsum %a {text = "ij->ji"} : i32[3, ?n]
  %r = for %n, %z (%i: i64[], %x: i32[3, ?n]) {
    %e = einsum %a {text = "ij->ji"} : i32[3, ?n]
    %y = add %x, %e : i32[3, ?n]
    yield %y
  } : i32[3, ?n]
  return %r
}
)";
  for (const std::int64_t n : {1, 2})
    CHECK(both(text, {reshape(arange(n * 3), {n, 3}).to(DType::i32), Tensor(std::int64_t{3})})
              .find("i32[3, " + std::to_string(n) + "]") == 0);
}

TEST_CASE("found: symbols that are 1 at the call meet others") {
  const char *text = R"(autograft 1
func @main(%a: f64[?n, 3], %n: i64[]) -> (f64[?b, 3], f64[?n, 3]) {
  %c = get_item %a, %n {entries = [{kind = 1, stop = 4, start_from = 1}]} : f64[?b, 3]
  %s = add %c, %a : f64[?b, 3]
  %r = for %n, %s (%i: i64[], %x: f64[?b, 3]) {
    %t = mul %x, %c : f64[?b, 3] loc("a.cpp":3:4)
    %u = add %t, %x : f64[?b, 3]
    yield %u
  } : f64[?b, 3]
  %q = for %n, %a (%j: i64[], %y: f64[?n, 3]) {
    %v = mul %y, %a : f64[?n, 3]
    yield %v
  } : f64[?n, 3]
  return %r, %q
}
)";
  for (const std::int64_t n : {2, 3})
    both(text, {reshape(arange(n * 3), {n, 3}).to(DType::f64), Tensor(n - 1)});
}

TEST_CASE("found: the first elements of a tensor as a result") {
  const char *text = R"(autograft 1
func @main(%a: f64[400], %n: i64[]) -> (f64[1], f64[3], f64[2, 10], f64[400]) {
  %z = mul %a, %a : f64[400]
  %b = add %z, %a : f64[400]
  %one = get_item %b {entries = [{kind = 1, stop = 2, step = 2, start_from = -2}]} : f64[1]
  %m = reshape %z {shape = [40, 10]} : f64[40, 10]
  %rows = get_item %m {entries = [{kind = 1, stop = 2, start_from = -2}]} : f64[2, 10]
  %r = for %n, %a (%i: i64[], %x: f64[400]) {
    %y = mul %x, %z : f64[400]
    yield %y
  } : f64[400]
  %few = get_item %r {entries = [{kind = 1, stop = 3, start_from = -2}]} : f64[3]
  return %one, %few, %rows, %r
}
)";
  const Tensor a = arange(400).to(DType::f64);
  for (const std::int64_t n : {0, 2})
    both(text, {a * Tensor(0.01), Tensor(n)});
}
