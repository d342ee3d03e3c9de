// The text form: exact round trips, and errors with their places.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "graphs.h"
#include "ir/op_def.h"

using namespace ag::ir;

TEST_CASE("canonical texts are reproduced byte for byte") {
  for (const auto &t : graphs::canonical_texts()) {
    INFO(t.what);
    CHECK(print(*parse(t.text)) == t.text);
  }
}

TEST_CASE("a text in another form is brought to the canonical one") {
  const auto graph = parse(R"(// numbers, blanks and attribute defaults do not matter
autograft 1 func @"f" (%x "n" : i64 [ ], %7: f32[?rows,?cols, ?rows]) -> (bool[])
{ %k = constant { value = i64[ ]( 12 ) } : i64[]   // a comment
  %cmp = lt %x, %k : bool[] return %cmp })");
  CHECK(print(*graph) == R"(autograft 1
func @f(%0 "n": i64[], %1: f32[?a, ?b, ?a]) -> (bool[]) {
  %2 = constant {value = i64[](12)} : i64[]
  %3 = lt %0, %2 : bool[]
  return %3
}
)");
  CHECK(graph->symbols.size() == 2);
}

TEST_CASE("attribute structs are printed, read, hashed and compared by their fields") {
  using ag::Tensor;
  const auto nan1 = Attributes(ConstantAttributes{Tensor(std::nan("1"))});
  const auto nan2 = Attributes(ConstantAttributes{Tensor(std::nan("1"))});
  const auto zero = Attributes(ConstantAttributes{Tensor(0.0)});
  const auto minus = Attributes(ConstantAttributes{Tensor(-0.0)});
  const auto narrow = Attributes(ConstantAttributes{Tensor(0.0f)});
  CHECK(nan1 == nan2);
  CHECK(nan1.view().hash() == nan2.view().hash());
  CHECK_FALSE(zero == minus);
  CHECK_FALSE(zero == narrow);
  CHECK_FALSE(zero == Attributes(CallAttributes{"f"}));
  CHECK(print(minus) == "{value = f64[](-0)}");
  CHECK(print(Attributes(CallAttributes{})).empty());
  CHECK_THROWS_AS(zero.as<CallAttributes>(), ag::InternalError);
}

TEST_CASE("symbols are named in the order of their appearance") {
  Graph graph;
  Function *f = graph.add_function("main");
  for (int i = 0; i < 30; ++i)
    graph.new_symbol("s");
  for (int i = 0; i < 30; i += 2) {
    ag::Shape two;
    two.push_back(-30 + i);
    two.push_back(-30 + i + 1);
    graph.add_argument(f->body, ag::detail::intern(ag::DType::f32, two));
  }
  Builder(graph, f->body).yield({});
  const std::string text = print(graph);
  CHECK(text.find("%0: f32[?a, ?b], %1: f32[?c, ?d]") != std::string::npos);
  CHECK(text.find("%13: f32[?aa, ?ab], %14: f32[?ac, ?ad]") != std::string::npos);
  CHECK(print(*parse(text)) == text);
}

TEST_CASE("random graphs keep their text through parse and clone") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const auto graph = graphs::random_graph(seed);
    INFO("seed " << seed);
    REQUIRE_NOTHROW(verify(*graph));
    const std::string text = print(*graph);
    const auto again = parse(text);
    REQUIRE(print(*again) == text);
    const auto copy = clone(*graph);
    REQUIRE_NOTHROW(verify(*copy));
    REQUIRE(print(*copy) == text);
  }
}

TEST_CASE("a picture has every function, region and name") {
  const std::string picture = dot(*parse(graphs::collatz));
  for (const char *part :
       {"digraph autograft {", "label=\"@collatz\"", "label=\"condition\"", "label=\"body\"",
        "label=\"then\"", "label=\"else\"", "[label=\"while\", shape=box", "[label=\"n: i64[]\"",
        "[label=\"return\"", "line 5", "[label=\"k\"]"})
    CHECK(picture.find(part) != std::string::npos);
  CHECK(std::count(picture.begin(), picture.end(), '{') ==
        std::count(picture.begin(), picture.end(), '}'));
}

namespace {
struct Wrong {
  const char *text;  // after "autograft 1\n"
  const char *place; // "line:col" in the whole text
  const char *part;  // of the message
};
} // namespace

TEST_CASE("a wrong text is refused at its place") {
  const Wrong wrong[] = {
      {"", "2:1", "no function"},
      {"fun @f() -> () { return }", "2:1", "expected 'func'"},
      {"func f() -> () { return }", "2:6", "expected '@'"},
      {"func @f() -> () { return } func @f() -> () { return }", "2:28", "second function"},
      {"func @f() -> () { }", "2:1", "does not end with return"},
      {"func @f() -> () { yield }", "2:19", "a function ends with return"},
      {"func @f() -> (i64[]) { return }", "2:24", "other types"},
      {"func @f() -> () { frobnicate return }", "2:19", "unknown op 'frobnicate'"},
      {"func @f() -> () { return %1 }", "2:26", "%1 is not defined before"},
      {"func @f(%0: i64[]) -> () { %0 = add %0, %0 : i64[] return }", "2:28", "defined twice"},
      {"func @f(%0: i65[]) -> () { return }", "2:13", "unknown dtype 'i65'"},
      {"func @f(%0: i64[-1]) -> () { return }", "2:17", "negative"},
      {"func @f(%0: i64[1,1,1,1,1,1,1,1,1]) -> () { return }", "2:33", "at most 8"},
      {"func @f(%0: i64[4611686018427387904,4611686018427387904]) -> () { return }", "2:13", ""},
      {"func @f(%0: i64[99999999999999999999]) -> () { return }", "2:17", "not an integer of 64"},
      {"func @f(%0: i64[]) -> () { %1 = add %0 : i64[] return }", "2:33", "1 operands"},
      {"func @f(%0: i64[]) -> () { %1 = add %0, %0 : f32[] return }", "2:33", "should be i64[]"},
      {"func @f(%0: i64[]) -> () { %1, %2 = add %0, %0 : i64[] return }", "2:37", "2 results"},
      {"func @f(%0: i64[]) -> () { add %0, %0 return }", "2:28", "0 results"},
      {"func @f() -> () { %0 = constant {value = i64[2](1)} : i64[2] return }", "2:42",
       "1 elements"},
      {"func @f() -> () { %0 = constant {value = u8[](256)} : u8[] return }", "2:47", "dtype u8"},
      {"func @f() -> () { %0 = constant {value = f32[](inf)} : f32[] return }", "2:48",
       "dtype f32"},
      {"func @f() -> () { %0 = constant {value = f32[?a](1)} : f32[?a] return }", "2:42", "known"},
      {"func @f() -> () { %0 = constant : f32[] return }", "2:24", "needs a value"},
      {"func @f() -> () { %0 = constant {volume = f32[](1)} : f32[] return }", "2:34", "'volume'"},
      {"func @f() -> () { print {text = \"x\",} return }", "2:37", "after ','"},
      {"func @f() -> () { print {text = \"x\", size = 2} return }", "2:38", "'size'"},
      {"func @f() -> () { print (%0) return }", "2:26", "expected ')'"},
      {"func @f() -> () { print {text = \"x} return }", "2:33", "closing quote"},
      {"func @f() -> () { print {text = \"\\q\"} return }", "2:33", "escape"},
      {"func @f() -> () { call {callee = \"g\"} return }", "2:19", "no function g"},
      {"func @f() -> () { return } $", "2:28", "cannot stand here"},
      {"func @f(%0: i64[]) -> () { cond %0 { yield } { yield } return }", "2:28", "must be bool[]"},
      {"func @f(%0: bool[]) -> () { cond %0 { yield } return }", "2:47", "expected '{'"},
      {"func @f(%0: bool[]) -> () { cond %0 { yield %0 } { yield } return }", "2:29",
       "1 values for 0"},
      {"func @f(%0: bool[]) -> () { cond %0 { } { yield } return }", "2:29", "end with yield"},
      {"func @f(%0: bool[]) -> () { cond %0 { %1 = ne %0, %0 : bool[] yield } { yield } "
       "print %1 {text = \"\"} return }",
       "2:81", "not defined before"},
      {"func @f(%0: i64[]) -> () { for %0 (%1: i32[]) { yield } return }", "2:28", "the index"},
      {"func @f(%0: i32[]) -> () { for %0 (%1: i64[]) { yield } return }", "2:28", "trip count"},
  };
  for (const Wrong &w : wrong) {
    INFO(w.text);
    try {
      parse(std::string("autograft 1\n") + w.text, "g.ag");
      FAIL_CHECK("was accepted");
    } catch (const ag::Error &e) {
      CHECK(e.code() == "AG0218");
      CHECK(e.where() == std::string("g.ag:") + w.place);
      CHECK_THAT(e.message(), Catch::Matchers::Contains(w.part));
    }
  }
  CHECK_THROWS_AS(parse("autograft 2\nfunc @f() -> () { return }"), ag::Error);
  CHECK_THROWS_AS(parse(""), ag::Error);
}

TEST_CASE("regions may nest 64 deep in text, not deeper") {
  const auto nested = [](int levels) {
    std::string text = "autograft 1\nfunc @f(%0: bool[]) -> () {\n";
    for (int i = 1; i < levels; ++i)
      text += "cond %0 {\n";
    for (int i = 1; i < levels; ++i)
      text += "yield } { yield }\n";
    return text + "return }\n";
  };
  CHECK_NOTHROW(parse(nested(64)));
  CHECK_THROWS_WITH(parse(nested(65)), Catch::Matchers::Contains("nest more than 64"));
  CHECK_THROWS_AS(parse(nested(100'000)), ag::Error);
}
