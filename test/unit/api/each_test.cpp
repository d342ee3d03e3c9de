// ag::Each: rows of tensors, ag::range, exits, host containers.
#include "both.h"

#include <numeric>

TEST_CASE("the rows of a tensor") {
  auto f = [](Tensor t) {
    Tensor s = zeros_like(t[0]);
    for (auto row : ag::Each(SITE, t, ag::state("s", s)))
      s = s * 2 + row;
    return s;
  };
  const Tensor t{{1.f, 2.f}, {3.f, 4.f}, {5.f, 6.f}};
  const Tensor eager = f(t);
  CHECK(same(eager, Tensor{15.f, 22.f}));
  auto g = ag::trace(f, ag::spec<float>({3, 2}));
  CHECK(same(g(t), eager));
  CHECK(g.node_count("for") == 1);
}

TEST_CASE("rows of an extent that is not known: one graph for each") {
  auto f = [](Tensor t) {
    Tensor s(0.f);
    for (auto row : ag::Each(SITE, t, ag::state("s", s)))
      s = s * 2 + row;
    return s;
  };
  auto g = ag::trace(f, ag::spec<float>({-1}));
  CHECK(same(g(Tensor{1.f, 2.f}), Tensor(4.f)));
  CHECK(same(g(Tensor{1.f, 2.f, 3.f}), Tensor(11.f)));
  CHECK(same(g(ag::zeros({0})), Tensor(0.f)));
  CHECK(code([&] { g.text(); }) == "AG0302");
}

TEST_CASE("a loop over a named tensor sees later writes to it") {
  auto f = [](Tensor t) {
    Tensor s(0.f);
    for (auto x : ag::Each(SITE, t, ag::state("s,t", s, t))) {
      s = s + x;
      t = t + 10;
    }
    return s;
  };
  CHECK(same(f(Tensor{1.f, 2.f, 3.f}), Tensor(36.f)));
  CHECK(same(ag::trace(f, ag::spec<float>({3}))(Tensor{1.f, 2.f, 3.f}), Tensor(36.f)));
}

TEST_CASE("a temporary as the range") {
  auto f = [](Tensor t) {
    Tensor s(0.f);
    for (auto x : ag::Each(SITE, t * 2, ag::state("s", s)))
      s = s + x;
    return s;
  };
  CHECK(same(f(Tensor{1.f, 2.f}), Tensor(6.f)));
  CHECK(same(ag::trace(f, ag::spec<float>({2}))(Tensor{1.f, 2.f}), Tensor(6.f)));
}

TEST_CASE("ranks and unset ranges") {
  auto f = [](Tensor t) {
    for (auto x : ag::Each(SITE, t, ag::state()))
      (void)x;
  };
  CHECK(code([&] { f(Tensor(1.f)); }) == "AG0214");
  CHECK(code([&] { f(Tensor()); }) == "AG0201");
}

TEST_CASE("ag::range counts as C++ would") {
  struct Bounds {
    int a, b, s;
  };
  for (const auto [a, b, s] :
       {Bounds{0, 5, 1}, Bounds{2, 11, 3}, Bounds{2, 10, 4}, Bounds{5, 5, 1}, Bounds{5, 2, 1},
        Bounds{5, -3, -2}, Bounds{-3, 5, -1}, Bounds{-2, -9, -3}}) {
    std::int64_t expect = 1;
    for (int i = a; s > 0 ? i < b : i > b; i += s)
      expect = expect * 3 + i;
    const int step = s;
    auto f = [step](Scalar<int> from, Scalar<int> to) {
      Scalar<std::int64_t> r = 1;
      for (auto i : ag::Each(SITE, ag::range(from, to, step), ag::state("r", r)))
        r = r * 3 + i;
      return Tensor(r);
    };
    INFO(a << ' ' << b << ' ' << s);
    CHECK(same(both(f, a, b), Tensor(expect)));
    std::int64_t plain = 1;
    for (int i : ag::range(a, b, step))
      plain = plain * 3 + i;
    CHECK(plain == expect);
  }
  CHECK(code([] { ag::Each(SITE, ag::range(0, 3, 0), ag::state()); }) == "AG0211");
  CHECK(code([] { ag::range(9u, 0u, -1); }) == "AG0211");
}

TEST_CASE("an exit leaves a counted loop") {
  auto f = [](Tensor t, Scalar<float> limit) {
    Tensor s(0.f);
    Scalar<bool> out = false;
    Scalar<int> turns = 0;
    for (auto x : ag::Each(SITE, t, ag::state("s,out,turns", s, out, turns), out)) {
      ++turns;
      s = s + x;
      ag::Branch b(SITE, s > limit, ag::state("out", out));
      if (b.then())
        out = true;
      if (b.other())
        (void)0;
      b.join();
    }
    return s * 100 + turns;
  };
  const Tensor t{1.f, 2.f, 3.f, 4.f};
  auto g = ag::trace(f, ag::spec<float>({4}), ag::spec<float>({}));
  for (float limit : {0.f, 2.5f, 5.f, 100.f}) {
    float s = 0;
    int turns = 0;
    for (float x : {1.f, 2.f, 3.f, 4.f}) {
      ++turns, s += x;
      if (s > limit)
        break;
    }
    CHECK(same(g(t, limit), Tensor(s * 100 + static_cast<float>(turns))));
    CHECK(same(f(t, limit), g(t, limit)));
  }
}

TEST_CASE("extents that change unroll a counted loop, many turns make them ?") {
  auto f = [](int n) {
    return [n](Tensor x) {
      for (auto i : ag::Each(SITE, ag::range(n), ag::state("x", x)))
        x = concat({x[ag::slice(-2, {})], x + i}, 0)[ag::slice(0, 5)];
      return x;
    };
  };
  auto few = ag::trace(f(3), ag::spec<float>({1}));
  CHECK(few.node_count("loop") == 0);
  CHECK(few.outputs()[0].dims[0] > 0);
  CHECK(same(few(Tensor{1.f}), f(3)(Tensor{1.f})));
  auto many = ag::trace(f(1001), ag::spec<float>({1}));
  CHECK(many.node_count("loop") == 1);
  CHECK(same(many(Tensor{1.f}), f(1001)(Tensor{1.f})));
}

TEST_CASE("a structure that changes unrolls a counted loop") {
  auto f = [](Tensor x) {
    for (auto i : ag::Each(SITE, ag::range(2), ag::state("x", x)))
      x = stack({x, x + i}, 0);
    return x;
  };
  auto g = ag::trace(f, ag::spec<float>({1}));
  CHECK(g.node_count("loop") == 0);
  CHECK(same(g(Tensor{1.f}), f(Tensor{1.f})));
  auto of_run_time = [](Tensor x, Scalar<int> n) {
    for (auto i : ag::Each(SITE, ag::range(n), ag::state("x", x)))
      x = stack({x, x + i}, 0);
    return x;
  };
  CHECK(code([&] { ag::trace(of_run_time, ag::spec<float>({1}), number()); }) == "AG0203");
}

TEST_CASE("a host container is an ordinary loop") {
  const std::vector<int> v{1, 2, 3};
  auto f = [&](Tensor x) {
    for (int i : ag::Each(SITE, v, ag::state("x", x)))
      x = x * i;
    for (int i : ag::Each(SITE, std::vector<int>{5}, ag::state("x", x)))
      x = x + i;
    return x;
  };
  CHECK(same(both(f, Tensor{2.f}), Tensor{17.f}));
}
