// Texts and graphs for the tests.
#include "graphs.h"

#include <cstring>

namespace graphs {

using namespace ag::ir;

const char *const collatz = R"(autograft 1
func @collatz(%0 "n": i64[]) -> (i64[], i64[]) {
  %1 = constant {value = i64[](0)} : i64[] loc("collatz.cpp":4:11)
  %2 = constant {value = i64[](1)} : i64[]
  %3 = constant {value = i64[](2)} : i64[]
  %4 = constant {value = i64[](3)} : i64[]
  %5 "n", %6 "k" = while %0, %1 (%7 "n": i64[], %8 "k": i64[]) {
    %9 = ne %7, %2 : bool[] loc("collatz.cpp":5:12)
    yield %9
  } (%10 "n": i64[], %11 "k": i64[]) {
    %12 = mod %10, %3 : i64[] loc("collatz.cpp":6:11)
    %13 = eq %12, %1 : bool[] loc("collatz.cpp":6:15)
    %14 "n" = cond %13 {
      %15 = div %10, %3 : i64[] loc("collatz.cpp":6:27)
      yield %15
    } {
      %16 = mul %4, %10 : i64[] loc("collatz.cpp":6:45)
      %17 = add %16, %2 : i64[] loc("collatz.cpp":6:49)
      yield %17
    } : i64[] loc("collatz.cpp":6:5)
    %18 = add %11, %2 : i64[] loc("collatz.cpp":7:5)
    yield %14, %18
  } : i64[], i64[] loc("collatz.cpp":5:3)
  return %6, %5
}
)";

namespace {

const Text texts[] = {
    {"nothing but a return", R"(autograft 1
func @main() -> () {
  return
}
)"},
    {"constants of every dtype, specials as bits", R"(autograft 1
func @main() -> () {
  %0 = constant {value = bool[3](true, false, true)} : bool[3]
  %1 = constant {value = u8[2](0, 255)} : u8[2]
  %2 = constant {value = u16[](65535)} : u16[]
  %3 = constant {value = u32[](4294967295)} : u32[]
  %4 = constant {value = u64[](18446744073709551615)} : u64[]
  %5 = constant {value = i8[2](-128, 127)} : i8[2]
  %6 = constant {value = i16[](-32768)} : i16[]
  %7 = constant {value = i32[](-2147483648)} : i32[]
  %8 = constant {value = i64[](-9223372036854775808)} : i64[]
  %9 = constant {value = f16[6](65504, 5.9604645e-08, -0, 0x7c00, 0xfc00, 0x7e01)} : f16[6]
  %10 = constant {value = bf16[3](3.3895314e+38, 9.1835e-41, 0x7fc1)} : bf16[3]
  %11 = constant {value = f32[2, 3](0.1, 1e-45, -0, 0x7f800000, 0x7fc00000, 3.4028235e+38)} : f32[2, 3]
  %12 = constant {value = f64[4](0.1, 5e-324, 0xfff0000000000000, 0x7ff8000000000001)} : f64[4]
  %13 = constant {value = f32[0, 3]()} : f32[0, 3]
  return
}
)"},
    {"collatz", collatz},
    {"counted loop with symbols", R"(autograft 1
func @"sum of <T>"(%0 "t": f32[?a, 3], %1: f32[?a, 3], %2 "n": i64[]) -> (f32[?a, 3]) {
  %3 = add %0, %1 : f32[?a, 3]
  %4 "s" = for %2, %3 (%5 "i": i64[], %6 "s": f32[?a, 3]) {
    %7 = add %6, %0 : f32[?a, 3] loc("a \"b\"\\c.cpp":4294967295:0)
    yield %7
  } : f32[?a, 3] loc("":2:1)
  return %4
}
)"},
    {"calls, checks, prints", R"(autograft 1
func @main(%0: i64[]) -> (i64[]) {
  %1 = constant {value = i64[](0)} : i64[]
  %2 = gt %0, %1 : bool[]
  check %2, %0 {text = "n is {}\nand \xc3\xa4 \"x\""} loc("m.cpp":3:3)
  print %0 {text = "n = {}"}
  print ()
  %3 = call %0 {callee = "fact"} : i64[]
  return %3
}
func @fact(%0 "n": i64[]) -> (i64[]) {
  %1 = constant {value = i64[](1)} : i64[]
  %2 = le %0, %1 : bool[]
  %3 = cond %2 {
    yield %1
  } {
    %4 = sub %0, %1 : i64[]
    %5 = call %4 {callee = "fact"} : i64[]
    %6 = mul %5, %0 : i64[]
    yield %6
  } : i64[]
  return %3
}
)"},
    {"a loop without carries in a branch without results", R"(autograft 1
func @main(%0: bool[], %1: i64[]) -> () {
  cond %0 {
    for %1 (%2: i64[]) {
      print %2 {text = "{}"}
      yield
    }
    while {
      yield %0
    } {
      yield
    }
    yield
  } {
    yield
  }
  return
}
)"},
};

} // namespace

std::span<const Text> canonical_texts() { return texts; }

ag::Tensor zeros(std::int64_t n) {
  const Type *type = ag::detail::intern(ag::DType::f32, ag::Shape{n});
  ag::detail::TensorImpl *block = ag::detail::allocate(type);
  std::memset(block->data, 0, type->bytes);
  return ag::detail::Access::adopt(block);
}

const Type *i64_type() { return ag::detail::intern(ag::DType::i64, ag::Shape{}); }
const Type *bool_type() { return ag::detail::intern(ag::DType::boolean, ag::Shape{}); }

namespace {

class RandomGraph {
public:
  explicit RandomGraph(std::uint64_t seed) : dice_(seed), graph_(std::make_shared<Graph>()) {}

  std::shared_ptr<Graph> run() {
    Function *f = graph_->add_function("main");
    for (const char *name : {"a", "", "c"})
      scope_.push_back(graph_->add_argument(f->body, i64_type(), name));
    build_.set_region(f->body);
    one_ = build_.constant(ag::Tensor(std::int64_t{1}), {});
    statements(5 + dice_.below(5), 0);
    std::vector<Value *> results;
    for (std::size_t i = 0; i < 3; ++i)
      results.push_back(pick());
    build_.yield(results);
    return graph_;
  }

private:
  Value *pick() { return scope_[dice_.below(scope_.size())]; }

  Value *op(OpId id, Value *a, Value *b) {
    Value *both[] = {a, b};
    return build_
        .append(id, both, {}, {"random.cpp", 1 + static_cast<std::uint32_t>(dice_.below(99)), 1})
        ->results[0];
  }

  void statements(std::size_t n, int depth) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t kind = dice_.below(depth < 3 ? 8 : 5);
      if (kind < 3) {
        constexpr OpId ids[] = {OpId::add, OpId::sub, OpId::mul};
        scope_.push_back(op(ids[kind], pick(), pick()));
      } else if (kind == 3) {
        scope_.push_back(
            build_.constant(ag::Tensor(static_cast<std::int64_t>(dice_.below(7))), {}));
      } else if (kind == 4) {
        scope_.push_back(op(OpId::add, pick(), one_));
      } else if (kind == 5) {
        branch(depth);
      } else {
        loop(depth, kind == 6);
      }
    }
  }

  /// Fills a region and yields `count` values of it after `first`.
  void fill(Region *region, std::size_t count, std::vector<Value *> first, int depth) {
    Region *outer = build_.set_region(region);
    const std::size_t mark = scope_.size();
    const bool is_loop = !region->arguments.empty();
    if (is_loop)
      scope_.insert(scope_.end(), region->arguments.begin(), region->arguments.end());
    statements(1 + dice_.below(3), depth + 1);
    for (std::size_t i = 0; i < count; ++i)
      first.push_back(pick());
    build_.yield(first);
    scope_.resize(mark);
    build_.set_region(outer);
  }

  void branch(int depth) {
    Value *predicate = op(OpId::lt, pick(), pick());
    const std::size_t count = dice_.below(3);
    Region *then = build_.new_region();
    Region *otherwise = build_.new_region();
    fill(then, count, {}, depth);
    fill(otherwise, count, {}, depth);
    add(build_.cond(predicate, then, otherwise, {"random.cpp", 7, 3}));
  }

  void add(const Op *op) { scope_.insert(scope_.end(), op->results.begin(), op->results.end()); }

  /// A loop of at most three turns: the while counts in its first carry.
  void loop(int depth, bool counted) {
    Value *turns = build_.constant(ag::Tensor(static_cast<std::int64_t>(dice_.below(4))), {});
    std::vector<Value *> carries;
    for (std::size_t i = 0; i < 1 + dice_.below(3); ++i)
      carries.push_back(pick());
    Region *body = build_.new_region();
    if (counted) {
      build_.argument(body, i64_type(), "i");
      for (std::size_t i = 0; i < carries.size(); ++i)
        build_.argument(body, i64_type());
      fill(body, carries.size(), {}, depth);
      return add(build_.for_(turns, carries, body, {}));
    }
    carries.insert(carries.begin(), turns);
    Region *test = build_.new_region();
    for (std::size_t i = 0; i < carries.size(); ++i) {
      build_.argument(test, i64_type());
      build_.argument(body, i64_type());
    }
    Region *outer = build_.set_region(test);
    Value *zero = build_.constant(ag::Tensor(std::int64_t{0}), {});
    Value *more[] = {op(OpId::lt, zero, test->arguments[0])};
    build_.yield(more);
    build_.set_region(body);
    Value *left = op(OpId::sub, body->arguments[0], one_);
    build_.set_region(outer);
    fill(body, carries.size() - 1, {left}, depth);
    add(build_.while_(carries, test, body, {}));
  }

  Dice dice_;
  std::shared_ptr<Graph> graph_;
  Builder build_{*graph_};
  std::vector<Value *> scope_;
  Value *one_ = nullptr;
};

} // namespace

std::shared_ptr<Graph> random_graph(std::uint64_t seed) { return RandomGraph(seed).run(); }

} // namespace graphs
