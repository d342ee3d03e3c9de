// ag::function and converted lambdas: caches, what crosses, whose numbers are taken.
#include "both.h"

#include <utility>

namespace {

// What the tool makes of `[](Tensor x, int n) { for (int i = 0; i < n; ++i) x = x * 2; return x;
// }`.
#define POWERS(id)                                                                                 \
  ::ag::converted(AG_CLOSURE("powers", 3, 7, id, 0x2u), [](Tensor x, int n) {                      \
    AG_FN("powers", 3, 7);                                                                         \
    ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, id);                                               \
    Scalar<int> k = ag_0.arg(1, n), i = 0;                                                         \
    for (ag::Loop l(SITE, ag::state("x,i", x, i)); l.next() && l.test(i < k); ++i)                 \
      x = x * 2;                                                                                   \
    return x;                                                                                      \
  })

// `[](Tensor x) { int k = 0; while (x > 1) { x = x / 2; ++k; } return k; }`
#define STEPS(id)                                                                                  \
  ::ag::converted(AG_CLOSURE("steps", 4, 7, id, 0x0u), [](auto x) {                                \
    AG_FN("steps", 4, 7);                                                                          \
    ::ag::Frame ag_0(ag_fn, ::ag::Frame::joins, id);                                               \
    Scalar<int> k = 0;                                                                             \
    for (ag::Loop l(SITE, ag::state("x,k", x, k)); l.next() && l.test(x > 1);) {                   \
      x = x / 2;                                                                                   \
      ++k;                                                                                         \
    }                                                                                              \
    return ag_0.ret<int>(k);                                                                       \
  })

} // namespace

TEST_CASE("an ag::function keeps its graphs as an annotated function does") {
  const auto f = ag::function(POWERS(0x51u));
  CHECK(ag::trace_count(f) == 0);
  CHECK(same(f({1, 2}, 3), Tensor{8, 16}));
  CHECK(same(f({1, 2}, 3), Tensor{8, 16}));
  CHECK(ag::trace_count(f) == 1);
  for (int n = 0; n < 5; ++n)
    CHECK(same(f({1, 2}, n), Tensor{1 << n, 2 << n}));
  CHECK(ag::trace_count(f) == 2); // the number is data
  CHECK(same(f(1.5, 2), Tensor(6.0)));
  CHECK(ag::trace_count(f) == 3);
}

TEST_CASE("a generic lambda has a cache for each kind of arguments") {
  const auto f = ag::function(STEPS(0x52u));
  CHECK(f(Tensor(9.0)) == 4);
  const Tensor list{9.0, 2.0};
  CHECK(f(list[1]) == 1);
  CHECK(ag::trace_count(f) == 1);
  CHECK(f(std::as_const(list)[0]) == 4);
  CHECK(f(Tensor(9)) == 3);
  CHECK(ag::trace_count(f) == 2);
}

TEST_CASE("in eager mode an ag::function is a call") {
  const auto f = ag::function(POWERS(0x53u));
  ag::set_mode(ag::Mode::Eager);
  CHECK(same(f({1, 2}, 3), Tensor{8, 16}));
  ag::set_mode(ag::Mode::Graph);
  CHECK(ag::trace_count(f) == 0);
}

TEST_CASE("a converted lambda takes the numbers that ag::trace gives it, and no others") {
  const auto powers = POWERS(0x54u);
  const auto g = ag::trace(powers, ag::spec<int>({2}), number());
  CHECK(same(g(Tensor{1, 2}, 3), Tensor{8, 16}));
  CHECK(g.node_count("loop") == 1);
  CHECK(same(ag::trace(ag::function(powers), ag::spec<int>({}), number())(5, 1), Tensor(10)));
  // A lambda that was not converted calls it with a number of its own.
  CHECK(code([&] {
          ag::trace([&](Tensor x, int n) { return powers(x, 1) + n; }, ag::spec<int>({}), number());
        }) == "AG0313");
  CHECK(same(powers(Tensor(3), 2), Tensor(12)));
}

TEST_CASE("a number that a converted lambda returns is the graph's result") {
  const auto g = ag::trace(STEPS(0x55u), ag::spec<double>({}));
  CHECK(same(g(10.0), Tensor(4)));
}

TEST_CASE("an ag::function that holds no converted lambda only calls it") {
  int calls = 0;
  const auto f = ag::function([&](Tensor x) {
    ++calls;
    return x + 1;
  });
  CHECK(same(f(1), Tensor(2)));
  CHECK(same(f(1), Tensor(2)));
  CHECK(calls == 2);
}
