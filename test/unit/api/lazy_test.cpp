// and_, or_, not_, select, cast: what is evaluated, and the types.
#include "both.h"

TEST_CASE("the second operand of && and || runs only where it decides") {
  auto divides = [](Scalar<int> a, Scalar<int> b) {
    return Tensor(ag::and_(SITE, b != 0, [&] { return a % b == 0; }));
  };
  CHECK(same(both(divides, 6, 3), Tensor(true)));
  CHECK(same(both(divides, 7, 3), Tensor(false)));
  CHECK(same(both(divides, 7, 0), Tensor(false)));
  auto other = [](Scalar<int> a, Scalar<int> b) {
    return Tensor(ag::or_(SITE, b == 0, [&] { return a / b > 2; }));
  };
  CHECK(same(both(other, 6, 0), Tensor(true)));
  CHECK(same(both(other, 6, 2), Tensor(true)));
  CHECK(same(both(other, 6, 3), Tensor(false)));
}

TEST_CASE("a host operand decides while the graph is built") {
  int runs = 0;
  auto f = [&](Tensor x) {
    Scalar<bool> no = ag::and_(SITE, false, [&] { return ++runs, sum(x) > 0; });
    Scalar<bool> yes = ag::or_(SITE, true, [&] { return ++runs, sum(x) > 0; });
    Scalar<bool> ask = ag::and_(SITE, true, [&] { return ++runs, sum(x) > 0; });
    return Tensor(no) * 100 + Tensor(yes) * 10 + Tensor(ask) * 1;
  };
  auto g = ag::trace(f, ag::spec<float>({1}));
  CHECK(runs == 1);
  CHECK(g.node_count("cond") == 0);
  CHECK(same(g(Tensor{1.f}), Tensor(11)));
  CHECK(same(g(Tensor{-1.f}), Tensor(10)));
}

TEST_CASE("! of tensors and numbers") {
  auto f = [](Tensor x) { return Tensor(ag::not_(SITE, x)); };
  CHECK(same(both(f, Tensor(0.f)), Tensor(true)));
  CHECK(same(both(f, Tensor(2.f)), Tensor(false)));
  CHECK(ag::not_(SITE, 0).value());
  CHECK_FALSE(ag::not_(SITE, Scalar<int>(3)).value());
}

TEST_CASE("select evaluates one arm and takes C++'s type") {
  auto f = [](Scalar<int> a, Scalar<int> b) {
    auto r = ag::select(SITE, b != 0, [&] { return a / b; }, [&] { return 0.5; });
    static_assert(std::is_same_v<decltype(r), Scalar<double>>);
    return Tensor(r);
  };
  CHECK(same(both(f, 7, 2), Tensor(3.0)));
  CHECK(same(both(f, 7, 0), Tensor(0.5)));
  auto tensors = [](Tensor x) {
    return ag::select(SITE, sum(x) > 0, [&] { return x + 1; }, [&] { return x - 1; });
  };
  CHECK(same(both(tensors, Tensor{1.f}), Tensor{2.f}));
  CHECK(same(both(tensors, Tensor{-1.f}), Tensor{-2.f}));
  auto mixed = [](Tensor x) {
    return ag::select(SITE, sum(x) > 0, [&] { return x; }, [&] { return Tensor{1}; });
  };
  CHECK(code([&] { ag::trace(mixed, ag::spec<float>({1})); }) == "AG0204");
}

TEST_CASE("nested lazy operators") {
  auto f = [](Scalar<int> a, Scalar<int> b) {
    return Tensor(ag::and_(SITE, a > 0, [&] {
      return ag::or_(SITE, b > 0,
                     [&] { return ag::and_(SITE, b != 0, [&] { return a / b < -1; }); });
    }));
  };
  for (int a : {-3, 0, 4})
    for (int b : {-5, -1, 0, 2})
      CHECK(same(both(f, a, b), Tensor(a > 0 && (b > 0 || (b != 0 && a / b < -1)))));
}

TEST_CASE("a lazy operand may not write what stands outside of it") {
  auto f = [](Tensor x) {
    Scalar<int> n = 0;
    Scalar<bool> b = ag::and_(SITE, sum(x) > 0, [&] { return ++n, sum(x) > 1; });
    return Tensor(b);
  };
  CHECK(code([&] { ag::trace(f, ag::spec<float>({1})); }) == "AG0207");
}

TEST_CASE("an exception in a lazy operand closes its region") {
  auto f = [](Tensor x) {
    Scalar<bool> b = ag::or_(SITE, sum(x) > 0, [&]() -> bool { throw std::runtime_error("user"); });
    return Tensor(b);
  };
  CHECK_THROWS_AS(ag::trace(f, ag::spec<float>({1})), std::runtime_error);
  CHECK(ag::detail::open_region == 0);
}

TEST_CASE("cast checks what does not fit") {
  auto f = [](Scalar<double> x) { return Tensor(ag::cast<int>(SITE, x)); };
  CHECK(same(both(f, -2.75), Tensor(-2)));
  auto g = ag::trace(f, ag::spec<double>({}));
  CHECK(code([&] { g(1e10); }) == "AG0209");
}
