// Loops and branches over whole tensors as one native function, against the interpreter.
#include <catch2/catch.hpp>

#include <autograft/autograft.h>

#include "backend/cpu/backend.h"
#include "backend/ref/interpret.h"
#include "ir/text.h"

using namespace ag;

namespace {

/// The only op beside constants is native, and results are those of the interpreter.
std::vector<Tensor> compare(std::string_view text, const std::vector<Tensor> &in) {
  const auto graph = ir::parse(text);
  const auto native = cpu::with_native_regions(*graph);
  REQUIRE(native != nullptr);
  int others = 0;
  for (const ir::Op *op : native->main()->body->ops)
    others +=
        op->id != ir::OpId::native && op->id != ir::OpId::constant && op->id != ir::OpId::yield;
  CHECK(others == 0);
  const std::vector<Tensor> want = ref::Interpreter(*graph).run(in);
  const ref::Interpreter program(*native);
  program.run(in);
  const std::vector<Tensor> got = program.run(in);
  REQUIRE(want.size() == got.size());
  for (std::size_t k = 0; k < want.size(); ++k) {
    INFO("result " << k << ": " << to_string(want[k]) << " / " << to_string(got[k]));
    CHECK(array_equal(want[k], got[k]));
  }
  return got;
}

Tensor ramp(const Shape &shape) {
  return reshape(arange(shape.elements()).to(DType::f64) * Tensor(0.37) - Tensor(3.0), shape);
}

} // namespace

TEST_CASE("a carried tensor is computed in place") {
  const Tensor a = ramp({100}), kept = a + Tensor(0.0);
  compare(R"(autograft 1
func @main(%a: f64[100], %b: f64[100], %n: i64[]) -> (f64[100], i64[]) {
  %z = constant {value = i64[](0)} : i64[]
  %one = constant {value = i64[](1)} : i64[]
  %r, %end = while %a, %z (%x: f64[100], %i: i64[]) {
    %c = lt %i, %n : bool[]
    yield %c
  } (%y: f64[100], %j: i64[]) {
    %m = mul %y, %b : f64[100]
    %k = add %j, %one : i64[]
    yield %m, %k
  } : f64[100], i64[]
  return %r, %end
}
)",
          {a, ramp({100}) * Tensor(0.01) + Tensor(1.0), Tensor(std::int64_t{7})});
  CHECK(array_equal(a, kept)); // the caller's tensor is its own
}

TEST_CASE("a stencil on slices until it has settled") {
  compare(R"(autograft 1
func @main(%u: f64[9, 13], %tol: f64[]) -> (f64[9, 13], i64[], f64[]) {
  %z = constant {value = i64[](0)} : i64[]
  %one = constant {value = i64[](1)} : i64[]
  %q = constant {value = f64[](0.25)} : f64[]
  %big = constant {value = f64[](1e9)} : f64[]
  %r, %turns, %d = while %u, %z, %big (%x: f64[9, 13], %i: i64[], %e: f64[]) {
    %c = gt %e, %tol : bool[]
    yield %c
  } (%y: f64[9, 13], %j: i64[], %old: f64[]) {
    %n = get_item %y {entries = [{kind = 1, stop = 7}, {kind = 1, bracket = false, start = 1, stop = 12}]} : f64[7, 11]
    %s = get_item %y {entries = [{kind = 1, start = 2, stop = 9}, {kind = 1, bracket = false, start = 1, stop = 12}]} : f64[7, 11]
    %w = get_item %y {entries = [{kind = 1, start = 1, stop = 8}, {kind = 1, bracket = false, stop = 11}]} : f64[7, 11]
    %o = get_item %y {entries = [{kind = 1, start = 1, stop = 8}, {kind = 1, bracket = false, start = 2, stop = 13}]} : f64[7, 11]
    %ns = add %n, %s : f64[7, 11]
    %wo = add %w, %o : f64[7, 11]
    %all = add %ns, %wo : f64[7, 11]
    %mean = mul %all, %q : f64[7, 11]
    %y2 = set_item %y, %mean {entries = [{kind = 1, start = 1, stop = 8}, {kind = 1, bracket = false, start = 1, stop = 12}]} : f64[9, 13]
    %diff = sub %y2, %y : f64[9, 13]
    %size = abs %diff : f64[9, 13]
    %most = max %size : f64[]
    %edge = constant {value = f64[](1)} : f64[]
    %y3 = set_item %y2, %edge {entries = [{kind = 0, start = 0}, {kind = 2, bracket = false}]} : f64[9, 13]
    %k = add %j, %one : i64[]
    yield %y3, %k, %most
  } : f64[9, 13], i64[], f64[]
  return %r, %turns, %d
}
)",
          {ramp({9, 13}), Tensor(1e-3)});
}

TEST_CASE("rows are read and written, products are called") {
  compare(R"(autograft 1
func @main(%x: f64[6, 5], %w: f64[5, 5], %n: i64[]) -> (f64[6, 5], f64[1, 5]) {
  %z = constant {value = f64[1, 5](1, 2, 3, 4, 5)} : f64[1, 5]
  %out, %last = for %n, %x, %z (%t: i64[], %o: f64[6, 5], %h: f64[1, 5]) {
    %row = get_item %x, %t {entries = [{start_from = 1}]} : f64[5]
    %p = matmul %h, %w : f64[1, 5]
    %s = add %p, %row : f64[1, 5]
    %h2 = tanh %s : f64[1, 5]
    %flat = reshape %h2 {shape = [5]} : f64[5]
    %o2 = set_item %o, %flat, %t {entries = [{start_from = 2}]} : f64[6, 5]
    yield %o2, %h2
  } : f64[6, 5], f64[1, 5]
  return %out, %last
}
)",
          {ramp({6, 5}), ramp({5, 5}) * Tensor(0.1), Tensor(std::int64_t{6})});
}

TEST_CASE("branches give tensors: written, passed on, new") {
  const char *text = R"(autograft 1
func @main(%a: f64[20], %b: f64[20], %n: i64[]) -> (f64[20], f64[20], f64[20]) {
  %two = constant {value = i64[](2)} : i64[]
  %zero = constant {value = i64[](0)} : i64[]
  %half = constant {value = f64[](0.5)} : f64[]
  %p, %q, %s = for %n, %a, %b, %a (%i: i64[], %x: f64[20], %y: f64[20], %v: f64[20]) {
    %m = mod %i, %two : i64[]
    %c = eq %m, %zero : bool[]
    %x2, %y2, %v2 = cond %c {
      %w = set_item %x, %half, %i {entries = [{start_from = 2}]} : f64[20]
      %e = add %y, %half : f64[20]
      yield %w, %e, %y
    } {
      %f = mul %x, %y : f64[20]
      yield %x, %f, %f
    } : f64[20], f64[20], f64[20]
    %g = add %v2, %x2 : f64[20]
    yield %y2, %x2, %g
  } : f64[20], f64[20], f64[20]
  return %p, %q, %s
}
)";
  for (const std::int64_t n : {0, 1, 2, 3, 9})
    compare(text, {ramp({20}), ramp({20}) * Tensor(0.1), Tensor(n)});
}

TEST_CASE("values of a loop outside it are not written") {
  const char *text = R"(autograft 1
func @main(%a: f64[20], %n: i64[]) -> (f64[20], f64[20], f64[]) {
  %half = constant {value = f64[](0.5)} : f64[]
  %z = constant {value = f64[](0)} : f64[]
  %h = mul %a, %half : f64[20]
  %p, %s = for %n, %h, %z (%i: i64[], %x: f64[20], %t: f64[]) {
    %q = for %i, %x (%j: i64[], %y: f64[20]) {
      %u = add %y, %h : f64[20]
      %v = get_item %x, %j {entries = [{start_from = 1}]} : f64[]
      %w = set_item %u, %v, %j {entries = [{start_from = 2}]} : f64[20]
      yield %w
    } : f64[20]
    %d = sub %q, %x : f64[20]
    %e = sum %d : f64[]
    %t2 = add %t, %e : f64[]
    yield %q, %t2
  } : f64[20], f64[]
  return %p, %h, %s
}
)";
  for (const std::int64_t n : {0, 1, 2, 5})
    compare(text, {ramp({20}), Tensor(n)});
}

TEST_CASE("open extents") {
  const char *text = R"(autograft 1
func @main(%a: f32[?n, 3], %b: f32[?n, 3], %n: i64[]) -> (f32[?n, 3], f32[?n]) {
  %r = for %n, %a (%i: i64[], %x: f32[?n, 3]) {
    %m = mul %x, %b : f32[?n, 3]
    %e = sub %m, %a : f32[?n, 3]
    yield %e
  } : f32[?n, 3]
  %s = sum %r {axes = [1]} : f32[?n]
  return %r, %s
}
)";
  for (const std::int64_t n : {2, 7, 100})
    compare(text, {ramp({n, 3}).to(DType::f32), ramp({n, 3}).to(DType::f32) * Tensor(0.1f),
                   Tensor(std::int64_t{3})});
}
