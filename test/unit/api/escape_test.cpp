// Jumps that leave a staged block, and values and stores that leave their region: errors, and the
// next trace works.
#include "both.h"

#include <functional>

namespace {

/// A trace that needs every stack of the thread to be balanced.
void check_next_trace() {
  CHECK(ag::detail::open_region == 0);
  auto f = [](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test(k < 2); ++k) {
      ag::Branch b(SITE, sum(x) > 0, ag::state("x", x));
      if (b.then())
        x = x + 1;
      if (b.other())
        x = x - 1;
      b.join();
    }
    return x;
  };
  CHECK(same(both(f, Tensor{1.f}), Tensor{3.f}));
}

void refused(const std::function<Tensor(Tensor)> &f, const char *expect) {
  INFO("expecting " << expect);
  CHECK(code([&] { ag::trace([&](Tensor x) { return f(x); }, ag::spec<float>({2})); }) == expect);
  check_next_trace();
}

Tensor global;

} // namespace

TEST_CASE("break and continue out of a staged if") {
  refused(
      [](Tensor x) {
        Tensor y = x;
        for (int i = 0; i < 2; ++i) {
          ag::Branch b(SITE, sum(x) > 0, ag::state("y", y));
          if (b.then()) {
            y = y + 1;
            break;
          }
          if (b.other())
            (void)0;
          b.join();
        }
        return y;
      },
      "internal");
  refused(
      [](Tensor x) {
        Tensor y = x;
        for (int i = 0; i < 2; ++i) {
          ag::Branch b(SITE, sum(x) > 0, ag::state("y", y));
          if (b.then())
            y = y + 1;
          if (b.other())
            continue;
          b.join();
        }
        return y;
      },
      "internal");
}

TEST_CASE("return and goto out of a staged if") {
  refused(
      [](Tensor x) {
        ag::Branch b(SITE, sum(x) > 0, ag::state("x", x));
        if (b.then())
          return x + 1;
        if (b.other())
          (void)0;
        b.join();
        return x;
      },
      "internal");
  refused(
      [](Tensor x) {
        {
          ag::Branch b(SITE, sum(x) > 0, ag::state("x", x));
          if (b.then())
            goto out;
          if (b.other())
            x = x + 1;
          b.join();
        }
        x = x * 2;
      out:
        return x;
      },
      "internal");
}

TEST_CASE("jumps out of a staged loop") {
  refused(
      [](Tensor x) {
        for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) > 1);) {
          x = x / 2;
          break;
        }
        return x;
      },
      "internal");
  refused(
      [](Tensor x) {
        for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) > 1);) {
          ag::Branch b(SITE, sum(x) > 0, ag::state("x", x));
          if (b.then())
            continue;
          if (b.other())
            x = x + 1;
          b.join();
        }
        return x;
      },
      "internal");
  refused(
      [](Tensor x) {
        for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) > 1);)
          return x / 2;
        return x;
      },
      "internal");
}

TEST_CASE("jumps out of a range loop") {
  refused(
      [](Tensor x) {
        for (auto row : ag::Each(SITE, x, ag::state("x", x))) {
          x = x + row;
          goto out;
        }
        x = x + 1;
      out:
        return x;
      },
      "internal");
  refused(
      [](Tensor x) {
        Tensor y = x;
        for (auto row : ag::Each(SITE, x, ag::state("y", y))) {
          y = y + row;
          break;
        }
        return y;
      },
      "internal");
}

TEST_CASE("a jump stays the cause when something fails after it") {
  refused(
      [](Tensor x) {
        Tensor inner;
        for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) > 1);) {
          x = x / 2;
          ag::detail::Access::replace(inner, x);
          break;
        }
        return inner + 1;
      },
      "internal");
}

TEST_CASE("an exception in a loop") {
  CHECK_THROWS_AS(ag::trace(
                      [](Tensor x) {
                        for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) > 1);)
                          throw std::runtime_error("user");
                        return x;
                      },
                      ag::spec<float>({2})),
                  std::runtime_error);
  check_next_trace();
}

TEST_CASE("stores that no state list names") {
  struct Closure {
    Tensor field;
  } closure;
  refused(
      [&](Tensor x) {
        ag::Branch b(SITE, sum(x) > 0, ag::state());
        if (b.then())
          closure.field = x;
        if (b.other())
          (void)0;
        b.join();
        return x;
      },
      "AG0207");
  std::vector<Tensor> list(2);
  refused(
      [&](Tensor x) {
        ag::Branch b(SITE, sum(x) > 0, ag::state());
        if (b.then())
          list[1] = x;
        if (b.other())
          (void)0;
        b.join();
        return x;
      },
      "AG0207");
  CHECK_FALSE(closure.field.defined());
}

TEST_CASE("stores into a number and a global") {
  refused(
      [](Tensor x) {
        Scalar<int> k = 0, hidden = 0;
        for (ag::Loop l(SITE, ag::state("k", k)); l.next() && l.test(k < sum(x)); ++k)
          hidden = 1;
        return x + hidden;
      },
      "AG0207");
  refused(
      [](Tensor x) {
        global = x;
        return x;
      },
      "AG0206");
  CHECK_FALSE(global.defined());
}

TEST_CASE("values of a closed region and of another trace") {
  std::vector<Tensor> list;
  refused(
      [&](Tensor x) {
        ag::Branch b(SITE, sum(x) > 0, ag::state());
        if (b.then())
          list.push_back(x + 1);
        if (b.other())
          (void)0;
        b.join();
        return list.back() + 1;
      },
      "AG0206");
  refused([&](Tensor x) { return x + list.back(); }, "AG0206");
  CHECK(code([&] { list.back() + 1; }) == "AG0206");
  list.clear();
  refused(
      [&](Tensor x) {
        list.push_back(x); // a new object, born in the trace: allowed while nobody reads it later
        return x;
      },
      "");
  CHECK(code([&] { (void)list.back().data<float>(); }) != "");
}
