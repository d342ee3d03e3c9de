// Many threads that call and build at once: hits without locks, graphs that are dropped meanwhile,
// hidden inputs, modes, builds that throw. Under ThreadSanitizer this is the test of the cache.
#include "both.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "support/readers.h"

namespace {

constexpr int threads = 6;

/// Runs `f(thread)` in all threads at once; what they throw goes on.
template <class F> void together(F f) {
  std::atomic<int> ready{0}, failed{0};
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t)
    pool.emplace_back([&, t] {
      ++ready;
      while (ready < threads)
        std::this_thread::yield();
      try {
        f(t);
      } catch (const std::exception &) {
        ++failed;
      }
    });
  for (auto &t : pool)
    t.join();
  CHECK(failed == 0);
}

std::atomic<int> builds{0};

Tensor twice(const Tensor &x) {
  AG_FN("twice", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&twice))
    return ag_0.run<Tensor>(+[](const Tensor &a) -> Tensor { return twice(a); }, x);
  ++builds;
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return x * 2;
}

Tensor labelled(const Tensor &x, const std::string &label) {
  AG_FN("labelled", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&labelled))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, const std::string &b) -> Tensor { return labelled(a, b); }, x, label);
  return x + static_cast<int>(label.size());
}

ag::Variable weight{Tensor{3.f, 4.f}};
Tensor offset{10.f, 20.f};

/// Reads a Variable and a global; `which` makes it build anew while others read the same.
Tensor weighted(const Tensor &x, const std::string &which) {
  AG_FN("weighted", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  const auto ag_in = ::ag::inputs("weight,offset", weight, ::ag::global(offset));
  ag_0.reads(ag_in);
  if (ag_0.outermost(&weighted))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, const std::string &b) -> Tensor { return weighted(a, b); }, x, which);
  std::this_thread::yield();
  return x * weight.value() + offset;
}

/// A counter of its own for each thread.
void count(ag::Variable &n) {
  AG_FN("count", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  const auto ag_in = ::ag::inputs("n", n);
  ag_0.reads(ag_in);
  if (ag_0.outermost(&count)) {
    ag_0.run<void>(+[](ag::Variable &v) -> void { count(v); }, n);
    return;
  }
  n = n.value() + 1;
}

Tensor fails_first(const Tensor &x) {
  AG_FN("fails_first", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&fails_first))
    return ag_0.run<Tensor>(+[](const Tensor &a) -> Tensor { return fails_first(a); }, x);
  if (builds.fetch_add(1) < 3)
    throw std::runtime_error("not yet");
  return x + 1;
}

/// Twice: another annotated function inlined, and a loop.
Tensor powers(const Tensor &x, int n) {
  AG_FN("powers", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn, 61);
  if (ag_0.outermost(&powers))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, ::ag::Lift<int> k) -> Tensor {
          return ::ag::Crossing(61).result(powers(a, ::ag::pass(1, k)));
        },
        x, n);
  Scalar<int> k = ag_0.arg(1, n), i = 0;
  Tensor r = ones_like(x);
  for (ag::Loop l(SITE, ag::state("r,i", r, i)); l.next() && l.test(i < k); ++i)
    r = r * x;
  return r;
}

} // namespace

TEST_CASE("threads: a graph that all want is built once") {
  builds = 0;
  together([](int) {
    for (int i = 1; i < 4; ++i)
      if (!same(twice(ag::full({i}, 2.f)), ag::full({i}, 4.f)))
        throw std::runtime_error("wrong");
  });
  CHECK(builds == 3);
  CHECK(ag::trace_count(twice) == 3);
}

TEST_CASE("threads: graphs are dropped while others run") {
  const Tensor x{1.f};
  together([&](int t) {
    for (int i = 0; i < 120; ++i) {
      const std::string label(static_cast<std::size_t>((i * 7 + t * 31) % 400), 'a');
      if (!same(labelled(x, label), Tensor{1.f + static_cast<float>(label.size())}))
        throw std::runtime_error("wrong");
    }
  });
  CHECK(ag::trace_count(labelled) > 256);
  // Nobody else looks any more: the next calls take along what the threads have left. The last
  // one's graph and table wait for the call itself to end.
  labelled(x, std::string(1000, 'b'));
  labelled(x, std::string(1001, 'b'));
  CHECK(ag::retired_count() <= 2);
}

TEST_CASE("threads: hidden inputs are read while graphs with them are built") {
  const Tensor x{1.f, 2.f}, expect{13.f, 28.f};
  together([&](int t) {
    for (int i = 0; i < 40; ++i)
      if (!same(weighted(x, std::string(static_cast<std::size_t>((i + t) % 10), 'w')), expect))
        throw std::runtime_error("wrong");
  });
  CHECK(same(weight.value(), Tensor{3.f, 4.f}));
  CHECK(same(offset, Tensor{10.f, 20.f}));
}

TEST_CASE("threads: each with a Variable of its own") {
  together([](int t) {
    ag::Variable n{Tensor(t)};
    for (int i = 0; i < 50; ++i)
      count(n);
    if (n.value().item<int>() != t + 50)
      throw std::runtime_error("wrong");
  });
}

TEST_CASE("threads: a build that throws leaves no lock behind") {
  builds = 0;
  std::atomic<int> thrown{0};
  together([&](int) {
    for (int i = 0; i < 3; ++i)
      try {
        if (!same(fails_first(Tensor{1.f}), Tensor{2.f}))
          throw std::logic_error("wrong");
      } catch (const std::runtime_error &) {
        ++thrown;
      }
  });
  CHECK(thrown == 3);
  CHECK(ag::trace_count(fails_first) == 1);
}

TEST_CASE("threads: modes change during calls") {
  std::atomic<bool> stop{false};
  std::thread switcher([&] {
    while (!stop) {
      ag::set_mode(ag::Mode::Eager);
      std::this_thread::yield();
      ag::set_mode(ag::Mode::Graph);
    }
  });
  together([](int t) {
    for (int i = 0; i < 60; ++i) {
      const int n = (i + t) % 5;
      float expect = 1;
      for (int k = 0; k < n; ++k)
        expect *= 2;
      if (!same(powers(Tensor{2.f}, n), Tensor{expect}))
        throw std::runtime_error("wrong");
    }
  });
  stop = true;
  switcher.join();
  ag::set_mode(ag::Mode::Graph);
}

TEST_CASE("threads: graphs are traced and called at once") {
  const auto f = [](const Tensor &x) {
    Tensor y = x;
    for (ag::Loop l(SITE, ag::state("y", y)); l.next() && l.test(sum(y) < 100.f);)
      y = y * 2;
    return y;
  };
  const ag::Graph shared = ag::trace(f, ag::spec<float>({-1}));
  together([&](int t) {
    const ag::Graph own = ag::trace(f, ag::spec<float>({2}));
    for (int i = 0; i < 30; ++i) {
      const Tensor x{static_cast<float>(t + 1), 1.f};
      if (!same(own(x), shared(x)) || !same(own(x), f(x)))
        throw std::runtime_error("wrong");
    }
  });
}
