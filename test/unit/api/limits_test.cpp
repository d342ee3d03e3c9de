// ag::run_options: turns, memory and requests to stop, eagerly, in the interpreter and where loops
// would be native code.
#include "both.h"

#include <atomic>
#include <chrono>
#include <stop_token>
#include <thread>

namespace {

Tensor endless(const Tensor &x) {
  AG_FN("endless", 10, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&endless))
    return ag_0.run<Tensor>(+[](const Tensor &a) -> Tensor { return endless(a); }, x);
  Tensor y = x;
  for (ag::Loop l(AG_SITE(12, 3), ag::state("y", y)); l.next() && l.test(y != 0.f);)
    y = y + 1;
  return y;
}

Tensor counted(const Tensor &x, int n) {
  AG_FN("counted", 20, 1);
  ::ag::Frame ag_0(ag_fn, 71);
  if (ag_0.outermost(&counted))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, ::ag::Lift<int> k) -> Tensor {
          return ::ag::Crossing(71).result(counted(a, ::ag::pass(1, k)));
        },
        x, n);
  Scalar<int> k = ag_0.arg(1, n), i = 0;
  Tensor y = x;
  for (ag::Loop l(AG_SITE(22, 3), ag::state("y,i", y, i)); l.next() && l.test(i < k); ++i)
    y = y * 2;
  return y;
}

Tensor grown(const Tensor &x) {
  AG_FN("grown", 30, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&grown))
    return ag_0.run<Tensor>(+[](const Tensor &a) -> Tensor { return grown(a); }, x);
  return sum(broadcast_to(x, {1000, 1000}) * 2.f);
}

/// Runs a test in both modes.
template <class F> void in_both(F f) {
  for (const auto m : {ag::Mode::Graph, ag::Mode::Eager}) {
    ag::set_mode(m);
    INFO((m == ag::Mode::Eager ? "eager" : "graph"));
    f();
  }
  ag::set_mode(ag::Mode::Graph);
}

} // namespace

TEST_CASE("max_iterations ends a loop that would not end, at its place") {
  in_both([] {
    try {
      ag::with({.max_iterations = 100}, [] { return endless(1.f); });
      FAIL("no error");
    } catch (const ag::Error &e) {
      CHECK(e.code() == "AG0216");
      CHECK(std::string(e.where()).find(":12:3") != std::string::npos);
    }
  });
}

TEST_CASE("max_iterations turns are allowed, and the limit ends with its scope") {
  in_both([] {
    const auto at_most = [](std::int64_t turns, int n) {
      return code([&] {
        const ag::run_scope scope({.max_iterations = turns});
        if (!same(counted(1.f, n), Tensor(static_cast<float>(1 << n))))
          throw std::logic_error("wrong");
      });
    };
    CHECK(at_most(7, 7) == "");
    CHECK(at_most(6, 7) == "AG0216");
    CHECK(at_most(0, 7) == "");
    CHECK(same(counted(1.f, 9), Tensor(512.f)));
    const ag::run_scope outer({.max_iterations = 3});
    CHECK(at_most(10, 7) == "AG0216"); // both hold
  });
}

TEST_CASE("a request to stop ends a loop") {
  in_both([] {
    std::stop_source source;
    std::thread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      source.request_stop();
    });
    CHECK(code([&] { ag::with({.stop = source.get_token()}, [] { return endless(1.f); }); }) ==
          "AG0216");
    later.join();
  });
}

TEST_CASE("memory_limit counts the tensors that a run holds") {
  in_both([] {
    CHECK(code([] { ag::with({.memory_limit = 100'000}, [] { return grown(1.f); }); }) == "AG0217");
    CHECK(code([] {
            const ag::run_scope scope({.memory_limit = 20'000'000});
            for (int i = 0; i < 50; ++i) // what was freed does not count
              if (!same(grown(1.f), Tensor(2'000'000.f)))
                throw std::logic_error("wrong");
          }) == "");
  });
}

TEST_CASE("graphs obey limits, too") {
  const ag::Graph g = ag::trace([](const Tensor &x) { return endless(x); }, ag::spec<float>({}));
  CHECK(code([&] { ag::with({.max_iterations = 5}, [&] { return g(1.f); }); }) == "AG0216");
  CHECK(same(g(0.f), Tensor(0.f)));
}
