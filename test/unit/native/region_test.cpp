// Which regions become native code, and that they compute what the interpreter does: results,
// errors and their places, tensors that the caller still holds.
#include <catch2/catch.hpp>

#include <autograft/autograft.h>

#include "backend/cpu/backend.h"
#include "backend/ref/interpret.h"
#include "ir/text.h"

using namespace ag;

namespace {

int native_ops(const ir::Graph &graph) {
  int n = 0;
  for (const ir::Function *f : graph.functions)
    ir::for_each_op(*f->body, [&](const ir::Op *op) { n += op->id == ir::OpId::native; });
  return n;
}

struct Both {
  explicit Both(std::string_view text)
      : graph(ir::parse(text)), native(cpu::with_native_regions(*graph)) {}
  std::shared_ptr<ir::Graph> graph, native;

  int regions() const { return native ? native_ops(*native) : 0; }

  /// Runs both; the results must be equal.
  std::vector<Tensor> run(const std::vector<Tensor> &in) const {
    const std::vector<Tensor> want = ref::Interpreter(*graph).run(in);
    const std::vector<Tensor> got = ref::Interpreter(*native).run(in);
    REQUIRE(want.size() == got.size());
    for (std::size_t i = 0; i < want.size(); ++i)
      CHECK(array_equal(want[i], got[i]));
    return got;
  }
  std::string error(const std::vector<Tensor> &in, bool compiled) const {
    try {
      ref::Interpreter(compiled ? *native : *graph).run(in);
    } catch (const Error &e) {
      return std::string(e.what()).substr(0, std::string(e.what()).find("\n"));
    }
    return "no error";
  }
};

constexpr const char *sieve = R"(autograft 1
func @main(%0: bool[?n], %1: i32[]) -> (bool[?n], i32[]) {
  %f = constant {value = bool[](false)} : bool[]
  %t = constant {value = i32[](2)} : i32[]
  %p, %i = while %0, %t (%a: bool[?n], %b: i32[]) {
    %c = lt %b, %1 : bool[]
    yield %c
  } (%d: bool[?n], %e: i32[]) {
    %x = get_item %d, %e {entries = [{start_from = 1}]} : bool[] loc("sieve.cpp":7:3)
    %y = cond %x {
      %s = mul %e, %e : i32[]
      %z = set_item %d, %f, %s {entries = [{start_from = 2}]} : bool[?n] loc("sieve.cpp":9:5)
      yield %z
    } {
      yield %d
    } : bool[?n]
    %j = add %e, %t : i32[]
    yield %y, %j
  } : bool[?n], i32[]
  return %p, %i
}
)";

} // namespace

TEST_CASE("a loop over elements is one native op") {
  const Both g(sieve);
  REQUIRE(g.regions() == 1);
  const Tensor kept = ones({30}, DType::boolean);
  const std::vector<Tensor> out = g.run({kept, Tensor(5)});
  CHECK(sum(kept).item<int>() == 30); // the caller's tensor is its own
  CHECK(sum(out[0]).item<int>() == 29);
}

TEST_CASE("a failing op raises its own error") {
  const Both g(sieve);
  for (const int limit : {8, 40}) {
    const std::vector<Tensor> in = {ones({30}, DType::boolean), Tensor(limit)};
    CHECK(g.error(in, true) == g.error(in, false));
    CHECK(g.error(in, true).find("sieve.cpp:9:5: error: index 36 is out of range") !=
          std::string::npos);
  }
}

TEST_CASE("carries that change places") {
  const Both g(R"(autograft 1
func @main(%0: i32[8], %1: i32[8], %n: i64[]) -> (i32[8], i32[8]) {
  %p, %q = for %n, %0, %1 (%i: i64[], %a: i32[8], %b: i32[8]) {
    yield %b, %a
  } : i32[8], i32[8]
  return %p, %q
}
)");
  REQUIRE(g.regions() == 1);
  for (const std::int64_t n : {0, 1, 2, 7})
    g.run({arange(8, DType::i32), ones({8}, DType::i32), Tensor(n)});
}

TEST_CASE("a state is read after it was written elsewhere") {
  const Both g(R"(autograft 1
func @main(%0: i32[8], %n: i64[]) -> (i32[8], i32[]) {
  %z = constant {value = i32[](0)} : i32[]
  %p, %s = for %n, %0, %z (%i: i64[], %a: i32[8], %b: i32[]) {
    %c = set_item %a, %z, %i {entries = [{start_from = 2}]} : i32[8]
    %d = get_item %a, %i {entries = [{start_from = 1}]} : i32[]
    %e = add %b, %d : i32[]
    yield %c, %e
  } : i32[8], i32[]
  return %p, %s
}
)");
  REQUIRE(g.regions() == 1);
  for (const std::int64_t n : {0, 1, 8})
    g.run({arange(8, DType::i32), Tensor(n)});
}

TEST_CASE("a write that the loop does not carry starts every turn anew") {
  const Both g(R"(autograft 1
func @main(%0: i32[4], %n: i64[]) -> (i32[]) {
  %z = constant {value = i32[](0)} : i32[]
  %s = for %n, %z (%i: i64[], %b: i32[]) {
    %o = get_item %0, %i {entries = [{start_from = 1}]} : i32[]
    %c = set_item %0, %b, %i {entries = [{start_from = 2}]} : i32[4]
    %d = get_item %c, %i {entries = [{start_from = 1}]} : i32[]
    %e = add %d, %o : i32[]
    yield %e
  } : i32[]
  return %s
}
)");
  REQUIRE(g.regions() == 1);
  g.run({arange(4, DType::i32), Tensor(std::int64_t{4})});
}

TEST_CASE("loops that native code cannot take keep their inner ones") {
  const Both g(R"(autograft 1
func @main(%0: f32[4], %n: i64[]) -> (f32[4], i64[]) {
  %z = constant {value = i64[](0)} : i64[]
  %one = constant {value = i64[](1)} : i64[]
  %x, %s = for %n, %0, %z (%i: i64[], %a: f32[4], %b: i64[]) {
    %c = call %a {callee = "twice"} : f32[4]
    %d = for %i, %b (%j: i64[], %e: i64[]) {
      %f = add %e, %one : i64[]
      yield %f
    } : i64[]
    yield %c, %d
  } : f32[4], i64[]
  return %x, %s
}
func @twice(%0: f32[4]) -> (f32[4]) {
  %1 = add %0, %0 : f32[4]
  return %1
}
)");
  REQUIRE(g.regions() == 1);
  CHECK(g.run({ones({4}), Tensor(std::int64_t{5})})[1].item<std::int64_t>() == 10);
}

TEST_CASE("a graph without loops is left alone") {
  const Both g(R"(autograft 1
func @main(%0: i32[]) -> (i32[]) {
  %1 = add %0, %0 : i32[]
  return %1
}
)");
  CHECK(g.native == nullptr);
}
