// ag::Loop: carries, widening, exits, `do`, plain loops inside a trace, starting over.
#include "both.h"

namespace {
const auto any_vector = ag::spec<float>({-1});

Tensor halve(Tensor x) {
  Scalar<int> k = 0;
  for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test(sum(x) > 1);) {
    x = x / 2;
    ++k;
  }
  return x + k;
}

/// A loop whose variable nobody set before it.
Tensor last_turn(Tensor x, Scalar<int> n) {
  Tensor last;
  Scalar<int> k = 0;
  for (ag::Loop l(SITE, ag::state("last,k", last, k)); l.next() && l.test(k < n);) {
    last = x * k;
    ++k;
  }
  return last;
}
} // namespace

TEST_CASE("a while loop carries its state") {
  CHECK(same(both(halve, Tensor{8.f, 8.f}), Tensor{4.5f, 4.5f}));
  CHECK(same(both(halve, Tensor{0.5f}), Tensor{0.5f})); // no turn at all
  CHECK(ag::trace(halve, any_vector).node_count("while") == 1);
}

TEST_CASE("extents that change become ?") {
  auto f = [](Tensor x, Scalar<int> n) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test(k < n);) {
      x = concat({x, x + 1}, 0);
      ++k;
    }
    return x;
  };
  CHECK(same(both(f, Tensor{1.f}, 2), Tensor{1.f, 2.f, 2.f, 3.f}));
  CHECK(same(both(f, Tensor{1.f}, 0), Tensor{1.f}));
  CHECK(ag::trace(f, ag::spec<float>({1}), number()).outputs()[0].dims[0] == -1);
}

TEST_CASE("a variable that is first set in the loop") {
  auto g = ag::trace(last_turn, ag::spec<float>({1}), number());
  CHECK(same(g(Tensor{3.f}, 3), Tensor{6.f}));
  CHECK(same(g(Tensor{3.f}, 1), Tensor{0.f}));
  CHECK(code([&] { g(Tensor{3.f}, 0); }) == "AG0201");
}

TEST_CASE("a dtype or rank that changes over the turns") {
  auto f = [](Tensor x) {
    Tensor y(1.f);
    for (ag::Loop l(SITE, ag::state("x,y", x, y)); l.next() && l.test(sum(x) > 1);) {
      y = y + Tensor(1.0);
      x = x / 2;
    }
    return y;
  };
  CHECK(code([&] { ag::trace(f, any_vector); }) == "AG0203");
  auto g = [](Tensor x) {
    Tensor y(1.f);
    for (ag::Loop l(SITE, ag::state("x,y", x, y)); l.next() && l.test(sum(x) > 1);) {
      y = y + x;
      x = x / 2;
    }
    return y;
  };
  CHECK(code([&] { ag::trace(g, ag::spec<float>({2})); }) == "AG0203");
}

TEST_CASE("do loops run their block first") {
  auto f = [](Tensor x) {
    Scalar<int> k = 0;
    {
      ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::body_first);
      do {
        x = x / 2;
        ++k;
      } while (l.next() && l.test(sum(x) > 1));
    }
    return x + k;
  };
  CHECK(same(both(f, Tensor{8.f}), Tensor{4.f}));
  CHECK(same(both(f, Tensor{1.f}), Tensor{1.5f}));
}

TEST_CASE("do loops with a wider carry and with an exit") {
  auto f = [](Tensor x, Scalar<int> stop) {
    Scalar<bool> out = false;
    Scalar<int> k = 0;
    {
      ag::Loop l(SITE, ag::state("x,k,out", x, k, out), out, ag::Loop::body_first);
      do {
        x = concat({x, x}, 0);
        ++k;
        ag::Branch b(SITE, k == stop, ag::state("out", out));
        if (b.then())
          out = true;
        if (b.other())
          (void)0;
        b.join();
        // After the exit the condition is not evaluated: it would divide by zero.
      } while (l.next() && l.test(12 / (stop - k) > 2));
    }
    return x + k;
  };
  CHECK(same(both(f, Tensor{1.f}, 1), Tensor{2.f, 2.f}));
  CHECK(both(f, Tensor{1.f}, 2).shape(0) == 4);
  CHECK(both(f, Tensor{1.f}, 4).shape(0) == 16);
  CHECK(both(f, Tensor{1.f}, 9).shape(0) == 2); // 12 / 8 > 2 fails after the first turn
}

TEST_CASE("an exit flag ends the loop before its condition") {
  auto f = [](Tensor x, Scalar<int> stop) {
    Scalar<bool> out = false;
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k,out", x, k, out), out);
         l.next() && l.test(100 / (stop - k) > 0);) {
      x = x + 1;
      ++k;
      ag::Branch b(SITE, k == stop, ag::state("out", out));
      if (b.then())
        out = true;
      if (b.other())
        (void)0;
      b.join();
    }
    return x;
  };
  CHECK(same(both(f, Tensor{1.f}, 4), Tensor{5.f}));
  CHECK(same(both(f, Tensor{1.f}, 1), Tensor{2.f}));
}

TEST_CASE("a condition that is a host value makes the loop plain") {
  int turns = 0;
  auto f = [&](Tensor x) {
    int i = 0;
    turns = 0;
    for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(i < 3);) {
      x = x + i;
      ++i;
      ++turns;
    }
    return x;
  };
  auto g = ag::trace(f, ag::spec<float>({1}));
  CHECK(turns == 3);
  CHECK(g.node_count("loop") == 0);
  CHECK(same(g(Tensor{1.f}), Tensor{4.f}));
}

TEST_CASE("a loop by choice that cannot be staged runs plainly") {
  auto f = [](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice); l.next() && l.test(k < 3); ++k)
      x = stack({x, x}, 0); // the rank changes
    return x;
  };
  CHECK(both(f, Tensor{1.f}).rank() == 4);
  CHECK(ag::trace(f, ag::spec<float>({1})).node_count("loop") == 0);
  auto fine = [](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice); l.next() && l.test(k < 3); ++k)
      x = x * k + 1;
    return x;
  };
  CHECK(same(both(fine, Tensor{1.f}), Tensor{5.f}));
  CHECK(ag::trace(fine, ag::spec<float>({1})).node_count("loop") == 1);
}

TEST_CASE("an error in a loop by choice starts the trace over, in a nest too") {
  auto f = [](Tensor x) {
    Scalar<int> i = 0;
    for (ag::Loop a(SITE, ag::state("x,i", x, i), ag::Loop::choice); a.next() && a.test(i < 2);
         ++i) {
      Scalar<int> k = 0;
      for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice); l.next() && l.test(k < 2);
           ++k) {
        const std::vector<float> host{1.f, 10.f, 100.f};
        x = x + host[static_cast<std::size_t>((k + i).value())]; // AG0301 while it is staged
      }
    }
    return x;
  };
  CHECK(same(both(f, Tensor{0.f}), Tensor{121.f}));
}

TEST_CASE("AG_STAGE: a loop that cannot be staged is an error") {
  auto f = [](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice | ag::Loop::insist);
         l.next() && l.test(k < 3); ++k)
      x = stack({x, x}, 0);
    return x;
  };
  CHECK(code([&] { ag::trace(f, ag::spec<float>({1})); }) == "AG0203");
}

TEST_CASE("ag::host of a loop's own variable") {
  const std::vector<float> table{1.f, 20.f, 300.f};
  auto f = [&](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice); l.next() && l.test(k < 3); ++k)
      x = x + table[static_cast<std::size_t>(ag::host(SITE, k))];
    return x;
  };
  CHECK(same(both(f, Tensor{1.f}), Tensor{322.f}));
  auto in_condition = [&](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice);
         l.next() && l.test(table[static_cast<std::size_t>(ag::host(SITE, k))] < 100); ++k)
      x = x + k + 1;
    return x;
  };
  CHECK(same(both(in_condition, Tensor{1.f}), Tensor{4.f}));
}

TEST_CASE("ag::host of an outer loop's variable") {
  const std::vector<float> table{1.f, 20.f, 300.f};
  auto f = [&](Tensor x) {
    Scalar<int> i = 0;
    for (ag::Loop a(SITE, ag::state("x,i", x, i), ag::Loop::choice); a.next() && a.test(i < 3);
         ++i) {
      Scalar<int> k = 0;
      for (ag::Loop l(SITE, ag::state("x,k", x, k), ag::Loop::choice); l.next() && l.test(k < 2);
           ++k)
        x = x + table[static_cast<std::size_t>(ag::host(SITE, i))] * k;
    }
    return x;
  };
  CHECK(same(both(f, Tensor{1.f}), Tensor{322.f}));
}

TEST_CASE("ag::host of what only the graph knows") {
  CHECK(code([] {
          ag::trace([](Scalar<int> n) { return Tensor(ag::host(SITE, n)); }, number());
        }) == "AG0301");
  CHECK(ag::host(SITE, Scalar<int>(4)) == 4);
}

TEST_CASE("how often a block is run while it is built") {
  int runs = 0;
  auto count = [&](auto change) {
    runs = 0;
    ag::trace(
        [&](Tensor x) {
          for (ag::Loop l(SITE, ag::state("x", x)); l.next() && l.test(sum(x) < 9);) {
            x = change(x);
            ++runs;
          }
          return x;
        },
        ag::spec<float>({1}));
    return runs;
  };
  CHECK(count([](Tensor x) { return x + 1; }) == 1);
  CHECK(count([](Tensor x) { return concat({x, x}, 0); }) == 2);
}

TEST_CASE("nested staged loops, the inner one with a zero-trip start") {
  auto f = [](Scalar<int> n) {
    Scalar<int> total = 0, i = 0;
    for (ag::Loop a(SITE, ag::state("total,i", total, i)); a.next() && a.test(i < n); ++i) {
      Scalar<int> k = 0;
      for (ag::Loop l(SITE, ag::state("total,k", total, k)); l.next() && l.test(k < i); ++k)
        total += i * 10 + k;
    }
    return Tensor(total);
  };
  int expect = 0;
  for (int i = 0; i < 5; ++i)
    for (int k = 0; k < i; ++k)
      expect += i * 10 + k;
  CHECK(same(both(f, 5), Tensor(expect)));
  CHECK(same(both(f, 0), Tensor(0)));
}

TEST_CASE("the condition of a staged loop may not write its state") {
  auto f = [](Tensor x) {
    Scalar<int> k = 0;
    for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test((++k, sum(x) > 1));)
      x = x / 2;
    return x;
  };
  CHECK(code([&] { ag::trace(f, any_vector); }) == "internal");
  CHECK(code([&] { ag::trace(halve, any_vector); }) == "");
}
