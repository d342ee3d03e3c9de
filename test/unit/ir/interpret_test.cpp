// The reference interpreter against plain C++ and against a walk over the graph that knows nothing
// of slots and lifetimes.
#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <thread>
#include <vector>

#include "backend/ref/interpret.h"
#include "graphs.h"
#include "ir/control.h"

using namespace ag::ir;
using ag::Tensor;
using ag::ref::Interpreter;
using graphs::i64;
using graphs::value;

namespace {

std::vector<std::int64_t> run(const std::string &text, const std::vector<std::int64_t> &inputs,
                              const ag::ref::RunOptions &options = {}) {
  const auto graph = parse(text);
  std::vector<Tensor> tensors;
  for (const std::int64_t v : inputs)
    tensors.push_back(i64(v));
  std::vector<std::int64_t> results;
  for (const Tensor &t : Interpreter(*graph).run(tensors, options))
    results.push_back(value<std::int64_t>(t));
  return results;
}

/// Evaluates a graph of i64[] values by walking it.
class Walk {
public:
  std::vector<std::int64_t> function(const Function &f, std::span<const std::int64_t> inputs) {
    bind(f.body->arguments, {inputs.begin(), inputs.end()});
    return region(*f.body);
  }

private:
  using Numbers = std::vector<std::int64_t>;

  void bind(const std::vector<Value *> &values, const Numbers &numbers) {
    for (std::size_t i = 0; i < values.size(); ++i)
      value_[values[i]] = numbers[i];
  }
  Numbers read(const std::vector<Value *> &values, std::size_t from = 0) {
    Numbers numbers;
    for (std::size_t i = from; i < values.size(); ++i)
      numbers.push_back(value_.at(values[i]));
    return numbers;
  }
  Numbers region(const Region &r) {
    for (const Op *op : r.ops) {
      if (op->id == OpId::yield)
        return read(op->operands);
      bind(op->results, operation(*op));
    }
    return {};
  }
  Numbers operation(const Op &op) {
    Numbers in = read(op.operands);
    const auto wrap = [](std::uint64_t v) { return static_cast<std::int64_t>(v); };
    const auto bits = [&](std::size_t i) { return static_cast<std::uint64_t>(in[i]); };
    switch (op.id) {
    case OpId::constant:
      return {value<std::int64_t>(op.attributes.as<ConstantAttributes>().value)};
    case OpId::add:
      return {wrap(bits(0) + bits(1))};
    case OpId::sub:
      return {wrap(bits(0) - bits(1))};
    case OpId::mul:
      return {wrap(bits(0) * bits(1))};
    case OpId::lt:
      return {in[0] < in[1]};
    case OpId::cond:
      return region(*op.regions[in[0] ? 0 : 1]);
    case OpId::while_:
      for (;;) {
        bind(op.regions[0]->arguments, in);
        if (!region(*op.regions[0])[0])
          return in;
        bind(op.regions[1]->arguments, in);
        in = region(*op.regions[1]);
      }
    case OpId::for_: {
      Numbers carries(in.begin() + 1, in.end());
      for (std::int64_t i = 0; i < in[0]; ++i) {
        Numbers arguments{i};
        arguments.insert(arguments.end(), carries.begin(), carries.end());
        bind(op.regions[0]->arguments, arguments);
        carries = region(*op.regions[0]);
      }
      return carries;
    }
    default:
      throw std::logic_error("not in random graphs");
    }
  }

  std::map<const Value *, std::int64_t> value_;
};

/// t[i] = i for i in [0, n), one element at a time, under a condition in every turn.
const char *const fill = R"(autograft 1
func @main(%0 "t": f32[?a], %1 "n": i64[]) -> (f32[?b]) {
  %2 = constant {value = f32[](2.5)} : f32[]
  %3 = constant {value = i64[](0)} : i64[]
  %4 "t" = for %1, %0 (%5 "i": i64[], %6 "t": f32[?a]) {
    %7 = lt %5, %3 : bool[]
    %8 = cond %7 {
      yield %6
    } {
      %9 = set_item %6, %2, %5 {entries = [{start_from = 2}]} : f32[?a] loc("fill.cpp":4:9)
      yield %9
    } : f32[?a]
    yield %8
  } : f32[?b]
  return %4
}
)";

double seconds_to_fill(const Interpreter &interpreter, std::int64_t n) {
  double best = 1e9;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const std::vector<Tensor> inputs = {graphs::zeros(n), i64(n)};
    const auto start = std::chrono::steady_clock::now();
    const auto results = interpreter.run(inputs);
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    REQUIRE(value<float>(results[0], static_cast<std::size_t>(n) - 1) == 2.5f);
    // The caller's tensor is written by nobody.
    REQUIRE(value<float>(inputs[0], 0) == 0.0f);
  }
  return best;
}

} // namespace

TEST_CASE("collatz counts as plain C++ does") {
  const auto graph = parse(graphs::collatz);
  const Interpreter interpreter(*graph);
  for (std::int64_t start : {1, 2, 3, 7, 27, 97, 871}) {
    std::int64_t n = start;
    std::int64_t k = 0;
    for (; n != 1; ++k)
      n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    const std::vector<Tensor> inputs = {i64(start)};
    const auto results = interpreter.run(inputs);
    CHECK(value<std::int64_t>(results[0]) == k);
    CHECK(value<std::int64_t>(results[1]) == 1);
  }
}

TEST_CASE("random graphs give what a walk over them gives") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto graph = graphs::random_graph(seed);
    INFO("seed " << seed << "\n" << print(*graph));
    const Interpreter interpreter(*graph);
    for (const std::int64_t x : {0, 3, -5}) {
      const std::int64_t numbers[] = {x, 2, 7 - x};
      const std::vector<Tensor> inputs = {i64(numbers[0]), i64(numbers[1]), i64(numbers[2])};
      const auto expected = Walk().function(*graph->main(), numbers);
      const auto results = interpreter.run(inputs);
      REQUIRE(results.size() == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i)
        REQUIRE(value<std::int64_t>(results[i]) == expected[i]);
    }
  }
}

TEST_CASE("carries may be exchanged, doubled and ignored") {
  const char *const text = R"(autograft 1
func @main(%0: i64[], %1: i64[], %2: i64[]) -> (i64[], i64[], i64[]) {
  %3, %4, %5 = for %2, %0, %1, %1 (%6: i64[], %7: i64[], %8: i64[], %9: i64[]) {
    yield %8, %7, %7
  } : i64[], i64[], i64[]
  return %3, %4, %5
}
)";
  CHECK(run(text, {10, 20, 0}) == std::vector<std::int64_t>{10, 20, 20});
  CHECK(run(text, {10, 20, 1}) == std::vector<std::int64_t>{20, 10, 10});
  CHECK(run(text, {10, 20, 2}) == std::vector<std::int64_t>{10, 20, 20});
  CHECK(run(text, {10, 20, -4}) == std::vector<std::int64_t>{10, 20, 20});
}

TEST_CASE("nested counted loops, the inner one of varying length") {
  const char *const text = R"(autograft 1
func @main(%0 "n": i64[]) -> (i64[]) {
  %1 = constant {value = i64[](0)} : i64[]
  %2 "s" = for %0, %1 (%3 "i": i64[], %4 "s": i64[]) {
    %5 "s" = for %3, %4 (%6 "j": i64[], %7 "s": i64[]) {
      %8 = mul %3, %6 : i64[]
      %9 = add %7, %8 : i64[]
      yield %9
    } : i64[]
    yield %5
  } : i64[]
  return %2
}
)";
  for (const std::int64_t n : {0, 1, 2, 9}) {
    std::int64_t s = 0;
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < i; ++j)
        s += i * j;
    CHECK(run(text, {n}) == std::vector<std::int64_t>{s});
  }
}

TEST_CASE("functions may call themselves, to a limit") {
  const char *const text = R"(autograft 1
func @main(%0 "n": i64[]) -> (i64[]) {
  %1 = constant {value = i64[](1)} : i64[]
  %2 = lt %1, %0 : bool[]
  %3 = cond %2 {
    %4 = sub %0, %1 : i64[]
    %5 = call %4 {callee = "main"} : i64[] loc("fact.cpp":2:7)
    %6 = mul %5, %0 : i64[]
    yield %6
  } {
    yield %1
  } : i64[]
  return %3
}
)";
  CHECK(run(text, {10}) == std::vector<std::int64_t>{3628800});
  CHECK_NOTHROW(run(text, {10'000}));
  try {
    run(text, {10'100});
    FAIL_CHECK("no limit");
  } catch (const ag::Error &e) {
    CHECK(e.code() == "AG0216");
    CHECK(e.where() == "fact.cpp:2:7");
  }
}

TEST_CASE("a loop that runs too often is an error at its place") {
  CHECK(run(graphs::collatz, {27}, {.max_iterations = 111})[0] == 111);
  try {
    run(graphs::collatz, {27}, {.max_iterations = 110});
    FAIL_CHECK("no limit");
  } catch (const ag::Error &e) {
    CHECK(e.code() == "AG0216");
    CHECK(e.where() == "collatz.cpp:5:3");
  }
  const auto graph = parse(fill);
  const std::vector<Tensor> inputs = {graphs::zeros(10), i64(10)};
  CHECK_NOTHROW(Interpreter(*graph).run(inputs, {.max_iterations = 10}));
  CHECK_THROWS_AS(Interpreter(*graph).run(inputs, {.max_iterations = 9}), ag::Error);
}

TEST_CASE("an op that fails says where, and the interpreter can be used again") {
  const auto graph = parse(fill);
  const Interpreter interpreter(*graph);
  const std::vector<Tensor> bad = {graphs::zeros(3), i64(4)};
  try {
    interpreter.run(bad);
    FAIL_CHECK("index 3 of 3 was accepted");
  } catch (const ag::Error &e) {
    CHECK(e.code() == "AG0212");
    CHECK(e.where() == "fill.cpp:4:9");
  }
  const std::vector<Tensor> good = {graphs::zeros(3), i64(3)};
  CHECK(value<float>(interpreter.run(good)[0], 2) == 2.5f);
}

TEST_CASE("the first failure in program order wins") {
  const char *const text = R"(autograft 1
func @main(%0: i64[]) -> () {
  %1 = constant {value = i64[](0)} : i64[]
  %2 = lt %1, %0 : bool[]
  check %2 {text = "first"} loc("c.cpp":1:1)
  %3 = div %0, %1 : i64[] loc("c.cpp":2:2)
  return
}
)";
  const auto code = [&](std::int64_t n) {
    try {
      run(text, {n});
    } catch (const ag::Error &e) {
      return std::string(e.code()) + " " + e.where();
    }
    return std::string("none");
  };
  CHECK(code(0) == "AG0213 c.cpp:1:1");
  CHECK(code(1) == "AG0211 c.cpp:2:2");
}

TEST_CASE("an input that does not fit its parameter is refused") {
  const auto graph = parse(R"(autograft 1
func @main(%0 "x": f32[?a], %1 "y": f32[?a], %2: f32[3]) -> (f32[?a]) {
  return %1
}
)");
  const Interpreter interpreter(*graph);
  const auto call = [&](const Tensor &x, const Tensor &y, const Tensor &z) {
    const std::vector<Tensor> inputs = {x, y, z};
    return interpreter.run(inputs);
  };
  const Tensor t3 = graphs::zeros(3);
  const Tensor t4 = graphs::zeros(4);
  CHECK_NOTHROW(call(t4, t4, t3));
  CHECK_THROWS_WITH(call(t4, t3, t3), Catch::Matchers::Contains("input 'y'"));
  CHECK_THROWS_WITH(call(t4, t4, t4), Catch::Matchers::Contains("f32[3]"));
  CHECK_THROWS_AS(call(i64(1), t4, t3), ag::Error);
  CHECK_THROWS_AS(interpreter.run(std::vector<Tensor>()), ag::Error);
}

TEST_CASE("writing an element in a loop costs the same however long the tensor is") {
  const auto graph = parse(fill);
  const Interpreter interpreter(*graph);
  const double small = seconds_to_fill(interpreter, 1'000);
  const double large = seconds_to_fill(interpreter, 64'000);
  // 64 times the turns; with a copy a turn it would be more than 2,000 times the work.
  CHECK(large < 600 * small);
}

TEST_CASE("one interpreter serves several threads") {
  const auto graph = parse(graphs::collatz);
  const Interpreter interpreter(*graph);
  std::int64_t counts[4] = {};
  std::vector<std::thread> threads;
  for (std::int64_t &count : counts)
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const std::vector<Tensor> inputs = {i64(27)};
        count += value<std::int64_t>(interpreter.run(inputs)[0]);
      }
    });
  for (std::thread &t : threads)
    t.join();
  for (const std::int64_t count : counts)
    CHECK(count == 200 * 111);
}
