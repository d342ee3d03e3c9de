// ag::trace and ag::Graph: specs, arguments, what can be asked of a graph.
#include "both.h"

namespace {
Tensor scaled(const Tensor &x, const Tensor &w) { return matmul(x, w); }
void update(Tensor &a, const Tensor &b) {
  ag::Branch br(SITE, sum(b) > 0, ag::state("a", a));
  if (br.then())
    a = a + b;
  if (br.other())
    (void)0;
  br.join();
}
} // namespace

TEST_CASE("any extents and exact ones") {
  auto g = ag::trace(scaled, ag::spec<float>({-1, 2}), ag::spec<float>({2, 1}));
  const Tensor w{{1.f}, {10.f}};
  CHECK(same(g(Tensor{{1.f, 2.f}}, w), Tensor{{21.f}}));
  CHECK(same(g(Tensor{{1.f, 2.f}, {3.f, 4.f}}, w), Tensor{{21.f}, {43.f}}));
  CHECK(code([&] { g(Tensor{1.f, 2.f}, w); }) == "AG0215");
  CHECK(code([&] { g(Tensor{{1.f, 2.f, 3.f}}, w); }) == "AG0215");
  CHECK(code([&] { g(Tensor{{1.0, 2.0}}, w); }) == "AG0215");
  CHECK(code([&] { g(w); }) == "AG0215");
  CHECK(code([&] { g(Tensor(), w); }) == "AG0201");
}

TEST_CASE("specs that do not fit the callable or make no sense") {
  CHECK(code([] { ag::trace(scaled, ag::spec<float>({2, 2})); }) == "AG0215");
  CHECK(code([] { ag::trace(scaled, ag::spec<float>({-2, 2}), ag::spec<float>({2, 1})); }) ==
        "AG0214");
  CHECK(code([] {
          ag::trace(scaled, ag::spec<float>({1, 1, 1, 1, 1, 1, 1, 1, 1}), ag::spec<float>({}));
        }) == "AG0214");
  CHECK(code([] { ag::trace(scaled, ag::spec<float>({-1, 3}), ag::spec<float>({2, 1})); }) ==
        "AG0214");
}

TEST_CASE("what a graph says of itself") {
  auto g = ag::trace(
      [](Tensor x, Scalar<int> n) {
        Scalar<int> k = 0;
        for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test(k < n); ++k)
          x = x + k;
        return x;
      },
      ag::spec<float>({-1}), number());
  REQUIRE(g.inputs().size() == 2);
  CHECK(g.inputs()[0].dims == std::vector<std::int64_t>{-1});
  CHECK(g.inputs()[1].dtype == ag::DType::i32);
  REQUIRE(g.outputs().size() == 1);
  CHECK(g.outputs()[0].dtype == ag::DType::f32);
  CHECK(g.outputs()[0].dims == std::vector<std::int64_t>{-1});
  CHECK(g.node_count("while") == 1);
  CHECK(g.node_count("loop") == 1);
  CHECK(g.node_count("for") == 0);
  CHECK(g.node_count("add") == 2);
  CHECK(code([&] { (void)g.node_count("no such op"); }) == "AG0218");
  CHECK(g.text().find("while") != std::string::npos);
  CHECK(g.text() == g.text());
  CHECK(g.dot().rfind("digraph", 0) == 0);
}

TEST_CASE("in-out parameters are outputs after the result") {
  auto g = ag::trace(update, ag::spec<float>({1}), ag::spec<float>({1}));
  const auto out = g.run({Tensor{1.f}, Tensor{2.f}});
  REQUIRE(out.size() == 1);
  CHECK(same(out[0], Tensor{3.f}));
  auto both_results = ag::trace(
      [](Tensor &a) {
        a = a + 1;
        return a * 10;
      },
      ag::spec<float>({1}));
  const auto two = both_results.run({Tensor{1.f}});
  REQUIRE(two.size() == 2);
  CHECK(same(two[0], Tensor{20.f}));
  CHECK(same(two[1], Tensor{2.f}));
  CHECK(code([&] { both_results(Tensor{1.f}); }) == "AG0215");
}

TEST_CASE("numbers take the spec's dtype when they fit") {
  auto g = ag::trace([](Scalar<double> x) { return Tensor(x * 2); }, ag::spec<double>({}));
  CHECK(same(g(3), Tensor(6.0)));
  CHECK(same(g(2.5f), Tensor(5.0)));
  auto i = ag::trace([](Scalar<int> x) { return Tensor(x * 2); }, number());
  CHECK(code([&] { i(2.5); }) == "AG0210");
}

TEST_CASE("extents that C++ needs as numbers: one graph for each") {
  auto f = [](Tensor x) {
    const std::int64_t n = x.shape(0);
    return x * static_cast<float>(n);
  };
  auto g = ag::trace(f, ag::spec<float>({-1}));
  CHECK(same(g(Tensor{1.f, 2.f}), Tensor{2.f, 4.f}));
  CHECK(same(g(Tensor{1.f, 2.f, 3.f}), Tensor{3.f, 6.f, 9.f}));
  CHECK(same(g(Tensor{4.f, 2.f}), Tensor{8.f, 4.f}));
  CHECK(code([&] { (void)g.node_count("mul"); }) == "AG0302");
}

TEST_CASE("the rank depends on an open extent: one graph for each") {
  auto g = ag::trace([](Tensor x) { return squeeze(x) + 1; }, ag::spec<float>({-1, 3}));
  CHECK(same(g(Tensor{{1.f, 2.f, 3.f}}), Tensor{2.f, 3.f, 4.f}));
  CHECK(same(g(Tensor{{1.f, 2.f, 3.f}, {4.f, 5.f, 6.f}}),
             Tensor{{2.f, 3.f, 4.f}, {5.f, 6.f, 7.f}}));
  auto named = ag::trace([](Tensor x) { return squeeze(x, {0}); }, ag::spec<float>({-1, 3}));
  CHECK(same(named(Tensor{{1.f, 2.f, 3.f}}), Tensor{1.f, 2.f, 3.f}));
  CHECK(code([&] { named(ag::ones({2, 3})); }) == "AG0214");
}

TEST_CASE("empty graphs, and graphs inside graphs") {
  ag::Graph empty;
  CHECK(code([&] { empty(Tensor{1.f}); }) == "AG0201");
  CHECK(code([&] { (void)empty.text(); }) == "AG0201");
  auto g = ag::trace([](Tensor x) { return x + 1; }, ag::spec<float>({1}));
  CHECK(code([&] { ag::trace([&](Tensor x) { return g(x); }, ag::spec<float>({1})); }) == "AG0305");
  CHECK(code([&] {
          ag::trace(
              [&](Tensor x) {
                ag::trace([](Tensor y) { return y; }, ag::spec<float>({1}));
                return x;
              },
              ag::spec<float>({1}));
        }) == "AG0305");
  CHECK(same(g(Tensor{1.f}), Tensor{2.f}));
}

TEST_CASE("generic callables get tensors") {
  auto g =
      ag::trace([](auto x, auto y) { return x * y; }, ag::spec<float>({2}), ag::spec<float>({}));
  CHECK(same(g(Tensor{1.f, 2.f}, 3.f), Tensor{3.f, 6.f}));
}

TEST_CASE("a product of a large item reads it where it is", "[graph]") {
  std::vector<float> values(3 * 64 * 64);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(i % 97) / 50 - 1;
  const ag::Tensor w = ag::from_span(values, {3, 64, 64}), x = w[0][ag::slice(0, 2)];
  const auto f = [](const ag::Tensor &weights, const ag::Tensor &input, const ag::Tensor &i) {
    ag::Tensor h = matmul(matmul(input, weights[i]), weights[1]);
    return h + matmul(h, weights[2]);
  };
  auto g = ag::trace(f, ag::spec<float>({3, 64, 64}), ag::spec<float>({2, 64}), ag::spec<int>({}));
  CHECK(g(w, x, 2).to_vector<float>() == f(w, x, 2).to_vector<float>());
  CHECK(w.to_vector<float>() == values);
  CHECK_THROWS_AS(g(w, x, 3), ag::Error);
}
