// Saved graphs: what comes back is the graph that was saved; old files stay readable.
#include <thread>

#include "files.h"
#include "io/model.h"
#include "io/safetensors.h"
#include "ir/text.h"

using ag::Tensor;
using files::code;
using files::same;

namespace {

/// Saves, loads, and demands that text and signature are the same and that saving again gives equal
/// bytes.
ag::Graph there_and_back(const ag::Graph &g, const files::Scratch &scratch) {
  ag::save(g, scratch("g.agraph"));
  ag::Graph h = ag::load(scratch("g.agraph"));
  CHECK(h.text() == g.text());
  ag::save(h, scratch("h.agraph"));
  CHECK(ag::io::read_file(scratch("h.agraph")) == ag::io::read_file(scratch("g.agraph")));
  return h;
}

} // namespace

TEST_CASE("a traced graph with open extents and a large constant") {
  const files::Scratch scratch;
  std::vector<float> numbers(60);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<float>(i) / 7;
  const Tensor w = ag::from_span(numbers, {20, 3});
  const auto g =
      ag::trace([w](const Tensor &x) { return matmul(x, w) + w[0]; }, ag::spec<float>({-1, 20}));
  const ag::Graph h = there_and_back(g, scratch);
  for (const std::int64_t n : {2, 5}) {
    const Tensor x = ag::ones({n, std::int64_t{20}});
    CHECK(same(h(x), g(x)));
  }
  CHECK(h.inputs().at(0).dims == std::vector<std::int64_t>{-1, 20});
  const auto tensors = ag::safetensors::load(scratch("g.agraph"));
  REQUIRE(tensors.size() == 1);
  CHECK(same(tensors.at("constant0"), w));
}

TEST_CASE("single numbers, in-out parameters and several outputs") {
  const files::Scratch scratch;
  const auto g = ag::trace(
      [](Tensor &total, ag::Scalar<int> n) {
        total = total + n;
        return ag::Scalar<double>(n) * 0.5;
      },
      ag::spec<float>({2}), ag::spec<int>({}));
  const ag::Graph h = there_and_back(g, scratch);
  const std::vector<Tensor> outputs = h.run({Tensor{1.f, 2.f}, 3});
  REQUIRE(outputs.size() == 2);
  CHECK(same(outputs[0], Tensor(1.5)));
  CHECK(same(outputs[1], Tensor{4.f, 5.f}));
  CHECK(h.inputs().at(1).dims.empty());
  CHECK(code([&] { h.run({Tensor{1.f}, 3}); }) == "AG0215");
}

TEST_CASE("errors keep the user's place") {
  const files::Scratch scratch;
  const auto g = ag::trace([](const Tensor &a, const Tensor &b) { return a / b; },
                           ag::spec<int>({}), ag::spec<int>({}));
  const ag::Graph h = there_and_back(g, scratch);
  const auto where = [](const ag::Graph &f) {
    try {
      f(1, 0);
    } catch (const ag::Error &e) {
      return std::string(e.what());
    }
    return std::string("no error");
  };
  CHECK(where(h) == where(g));
  CHECK(where(h).find("model_test.cpp") != std::string::npos);
}

TEST_CASE("files that are no graphs or of another version") {
  const files::Scratch scratch;
  ag::safetensors::save({{"w", Tensor(1)}}, scratch("w.safetensors"));
  CHECK(code([&] { ag::load(scratch("w.safetensors")); }) == "AG0225");
  CHECK(code([&] { ag::load(scratch("missing.agraph")); }) == "AG0224");
  CHECK(code([&] { ag::save(ag::Graph(), scratch("g.agraph")); }) == "AG0201");

  const auto g = ag::trace([](const Tensor &x) { return x + 1; }, ag::spec<float>({2}));
  ag::save(g, scratch("g.agraph"));
  const auto changed = [&](const std::string &key, const std::string &text) {
    auto file = ag::io::read_safetensors(ag::io::read_file(scratch("g.agraph")), "g");
    for (auto &[k, t] : file.metadata)
      if (k == key)
        t = text;
    ag::io::write_safetensors(scratch("bad.agraph"), file);
    return code([&] { ag::load(scratch("bad.agraph")); });
  };
  CHECK(changed("format", "autograft graph") == "none");
  CHECK(changed("format", "else") == "AG0225");
  CHECK(changed("format_version", "2") == "AG0226");
  CHECK(changed("op_set", "99") == "AG0226");
  CHECK(changed("op_set", "0") == "AG0225");
  CHECK(changed("op_set", "1x") == "AG0225");
  CHECK(changed("signature", "(arg0: f32[3]) -> (f32[3])") == "AG0225");
  CHECK(changed("__graph__", "autograft 1\n") == "AG0225");
  CHECK(changed("__graph__", "autograft 2\n") == "AG0225");

  auto file = ag::io::read_safetensors(ag::io::read_file(scratch("g.agraph")), "g");
  file.tensors.add("nobody's", Tensor(1));
  ag::io::write_safetensors(scratch("bad.agraph"), file);
  CHECK(code([&] { ag::load(scratch("bad.agraph")); }) == "AG0225");
}

TEST_CASE("upgrades run one after the other, and none may be missing") {
  const ag::io::Upgrade table[] = {{2, [](std::string t) { return t + " then three"; }},
                                   {1, [](std::string t) { return t + " then two"; }}};
  CHECK(ag::io::upgraded("one", 1, 3, table) == "one then two then three");
  CHECK(ag::io::upgraded("two", 2, 3, table) == "two then three");
  CHECK(ag::io::upgraded("three", 3, 3, table) == "three");
  CHECK_THROWS_AS(ag::io::upgraded("one", 1, 4, table), ag::InternalError);
}

TEST_CASE("a file of op set 1") {
  // Hand-written text: loops, branches, calls, open extents, a large constant (README.md beside
  // it).
  const ag::Graph g = ag::load(AG_TEST_COMPAT "/op_set_1.agraph");
  const auto wanted = ag::npz::load(AG_TEST_COMPAT "/op_set_1.npz");
  const std::vector<Tensor> outputs = g.run({wanted.at("t"), wanted.at("n")});
  REQUIRE(outputs.size() == 3);
  for (std::size_t i = 0; i < outputs.size(); ++i)
    CHECK(same(outputs[i], wanted.at("output" + std::to_string(i))));
  CHECK(g.inputs()[0].name == "t");
  CHECK(g.node_count("loop") == 2);
}

TEST_CASE("a graph as JSON") {
  const auto g =
      ag::trace([](const Tensor &x) { return x + ag::ones({20}); }, ag::spec<float>({-1}));
  const std::string text = g.json();
  CHECK(text.find(R"("name": "main", "arguments": [{"id": )") != std::string::npos);
  CHECK(text.find(R"("dtype": "f32", "shape": ["?a"])") != std::string::npos);
  CHECK(text.find(R"({"op": "add", "operands": [)") != std::string::npos);
  CHECK(text.find(R"("attributes": {"value": {"dtype": "f32", "shape": [20]}})") !=
        std::string::npos);
}
