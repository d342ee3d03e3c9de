// ag::Branch: both arms, what only one arm sets, types that differ, nesting, exceptions.
#include "both.h"

#include <stdexcept>

namespace {

Tensor absolute(Tensor x) {
  Tensor y;
  {
    ag::Branch b(SITE, sum(x) < 0, ag::state("y", y));
    if (b.then())
      y = -x;
    if (b.other())
      y = x;
    b.join();
  }
  return y;
}

Tensor only_one_side(Tensor x, bool read) {
  Tensor y;
  {
    ag::Branch b(SITE, sum(x) > 0, ag::state("y", y));
    if (b.then())
      y = x * 2;
    if (b.other()) {
    }
    b.join();
  }
  return read ? y + 1 : x;
}

} // namespace

TEST_CASE("the arm that the condition names decides") {
  CHECK(same(both(absolute, Tensor{-1.f, -2.f}), Tensor{1.f, 2.f}));
  CHECK(same(both(absolute, Tensor{3.f, -2.f}), Tensor{3.f, -2.f}));
  CHECK(ag::trace(absolute, ag::spec<float>({2})).node_count("cond") == 1);
}

TEST_CASE("a variable that one arm sets is in error only when it is read") {
  auto read = ag::trace([](Tensor x) { return only_one_side(x, true); }, ag::spec<float>({1}));
  CHECK(same(read(Tensor{2.f}), Tensor{5.f}));
  CHECK(code([&] { read(Tensor{-2.f}); }) == "AG0201");
  auto unread = ag::trace([](Tensor x) { return only_one_side(x, false); }, ag::spec<float>({1}));
  CHECK(same(unread(Tensor{-2.f}), Tensor{-2.f}));
  auto result = ag::trace(
      [](Tensor x) {
        Tensor y;
        ag::Branch b(SITE, sum(x) > 0, ag::state("y", y));
        if (b.then())
          y = x;
        if (b.other())
          (void)0;
        b.join();
        return y;
      },
      ag::spec<float>({1}));
  CHECK(same(result(Tensor{2.f}), Tensor{2.f}));
  CHECK(code([&] { result(Tensor{-2.f}); }) == "AG0201");
}

TEST_CASE("a variable that one arm sets may be read under the same condition") {
  auto f = [](Tensor x) {
    Tensor y, r = x;
    const Scalar<bool> positive(sum(x) > 0);
    {
      ag::Branch b(SITE, positive, ag::state("y", y));
      if (b.then())
        y = x * 3;
      if (b.other())
        (void)0;
      b.join();
    }
    {
      ag::Branch b(SITE, positive, ag::state("r", r));
      if (b.then())
        r = y + 1;
      if (b.other())
        (void)0;
      b.join();
    }
    return r;
  };
  CHECK(same(both(f, Tensor{2.f}), Tensor{7.f}));
  CHECK(same(both(f, Tensor{-2.f}), Tensor{-2.f}));
}

TEST_CASE("a slot that no path has set") {
  auto f = [](Tensor x) -> Tensor {
    ag::Slot<int> r;
    {
      ag::Branch b(SITE, sum(x) > 0, ag::state("r", r));
      if (b.then())
        r = Scalar<int>(7);
      if (b.other())
        (void)0;
      b.join();
    }
    return Tensor(r.get());
  };
  auto g = ag::trace(f, ag::spec<float>({1}));
  CHECK(same(g(Tensor{1.f}), Tensor(7)));
  CHECK(code([&] { g(Tensor{-1.f}); }) == "AG0201");
  CHECK(code([&] { f(Tensor{-1.f}); }) == "AG0201");
}

TEST_CASE("arms of two dtypes or ranks are refused, of two shapes become ?") {
  auto with = [](Tensor a, Tensor b) {
    return [a, b](Tensor x) {
      Tensor y;
      ag::Branch br(SITE, sum(x) > 0, ag::state("y", y));
      if (br.then())
        y = a;
      if (br.other())
        y = b;
      br.join();
      return y;
    };
  };
  const auto s = ag::spec<float>({1});
  CHECK(code([&] { ag::trace(with(Tensor{1.f}, Tensor{1}), s); }) == "AG0204");
  CHECK(code([&] { ag::trace(with(Tensor{1.f}, Tensor(1.f)), s); }) == "AG0204");
  auto g = ag::trace(with(Tensor{1.f}, Tensor{1.f, 2.f}), s);
  CHECK(g.outputs()[0].dims == std::vector<std::int64_t>{-1});
  CHECK(same(g(Tensor{1.f}), Tensor{1.f}));
  CHECK(same(g(Tensor{-1.f}), Tensor{1.f, 2.f}));
}

TEST_CASE("nested branches") {
  auto f = [](Tensor x, Tensor y) {
    Tensor r = x;
    Scalar<int> path = 0;
    ag::Branch a(SITE, sum(x) > 0, ag::state("r,path", r, path));
    if (a.then()) {
      ag::Branch b(SITE, sum(y) > 0, ag::state("r,path", r, path));
      if (b.then())
        r = x + y, path = 1;
      if (b.other())
        r = x - y, path = 2;
      b.join();
      r = r * 2;
    }
    if (a.other()) {
      ag::Branch b(SITE, sum(y) > 0, ag::state("r", r));
      if (b.then())
        r = r * y;
      if (b.other())
        (void)0;
      b.join();
    }
    a.join();
    return r + path;
  };
  const Tensor p{2.f}, n{-3.f};
  CHECK(same(both(f, p, p), Tensor{9.f}));
  CHECK(same(both(f, p, n), Tensor{12.f}));
  CHECK(same(both(f, n, p), Tensor{-6.f}));
  CHECK(same(both(f, n, n), Tensor{-3.f}));
}

TEST_CASE("numbers that both arms leave alone or set alike stay numbers") {
  bool untouched = true, alike = true, plain = true, differ = false;
  int host = 3;
  ag::trace(
      [&](Tensor x) {
        Scalar<int> a = 1, b = 2, c = 3;
        ag::Branch br(SITE, sum(x) > 0, ag::state("a,b,c,host", a, b, c, host));
        if (br.then())
          b = 5, c = 6;
        if (br.other())
          b = 5, c = 7;
        br.join();
        untouched = a.symbolic(), alike = b.symbolic(), differ = c.symbolic();
        plain = host != 3;
        return x;
      },
      ag::spec<float>({1}));
  CHECK_FALSE(untouched);
  CHECK_FALSE(alike);
  CHECK_FALSE(plain);
  CHECK(differ);
}

TEST_CASE("a plain number may not become staged") {
  auto f = [](Tensor x) {
    int n = 0;
    ag::Branch b(SITE, sum(x) > 0, ag::state("n", n));
    if (b.then())
      n = 1;
    if (b.other())
      n = 2;
    b.join();
    return x + n;
  };
  CHECK(code([&] { ag::trace(f, ag::spec<float>({1})); }) == "AG0301");
}

TEST_CASE("a condition of several elements") {
  CHECK(code([] {
          ag::trace(
              [](Tensor x) {
                ag::Branch b(SITE, x > 0, ag::state());
                if (b.then())
                  (void)0;
                if (b.other())
                  (void)0;
                b.join();
                return x;
              },
              ag::spec<float>({2}));
        }) == "AG0205");
}

TEST_CASE("an exception in an arm") {
  bool caught_inside = false;
  auto f = [&](Tensor x) {
    Tensor y = x;
    try {
      ag::Branch b(SITE, sum(x) > 0, ag::state("y", y));
      if (b.then())
        throw std::runtime_error("user");
      if (b.other())
        y = x + 1;
      b.join();
    } catch (const std::runtime_error &) {
      if (!caught_inside)
        throw;
    }
    return y;
  };
  CHECK_THROWS_AS(ag::trace(f, ag::spec<float>({1})), std::runtime_error);
  CHECK(ag::detail::open_region == 0);
  caught_inside = true;
  CHECK(code([&] { ag::trace(f, ag::spec<float>({1})); }) == "AG0305");
  CHECK(same(both(absolute, Tensor{-1.f}), Tensor{1.f}));
}
