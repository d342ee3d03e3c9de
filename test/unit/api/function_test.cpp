// Annotated functions: the cache and its keys, in-out arguments, aliases, errors, threads.
#include "both.h"

#include <thread>
#include <unistd.h>

namespace {

// The emitted head of a function of tensors and host arguments (no crossing).
#define HEAD(name, R, self, ...)                                                                   \
  AG_FN(name, __LINE__, 1);                                                                        \
  ::ag::Frame ag_0(ag_fn);                                                                         \
  if (ag_0.outermost(self))                                                                        \
  return ag_0.run<R>

int builds = 0;

Tensor twice(const Tensor &x) {
  HEAD("twice", Tensor, &twice)(+[](const Tensor &a) -> Tensor { return twice(a); }, x);
  ++builds;
  return x * 2;
}

/// n is data once it varies.
Tensor powers(const Tensor &x, int n) {
  AG_FN("powers", 1, 1);
  ::ag::Frame ag_0(ag_fn, 11);
  if (ag_0.outermost(&powers))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, ::ag::Lift<int> k) -> Tensor {
          return ::ag::Crossing(11).result(powers(a, ::ag::pass(1, k)));
        },
        x, n);
  Scalar<int> k = ag_0.arg(1, n);
  Tensor r = ones_like(x);
  Scalar<int> i = 0;
  for (ag::Loop l(SITE, ag::state("r,i", r, i)); l.next() && l.test(i < k); ++i)
    r = r * x;
  return r;
}

/// The structure depends on n: it can only be a constant.
Tensor repeated(const Tensor &x, int n) {
  AG_FN("repeated", 7, 1);
  ::ag::Frame ag_0(ag_fn, 12);
  if (ag_0.outermost(&repeated))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, ::ag::Lift<int> k) -> Tensor {
          return ::ag::Crossing(12).result(repeated(a, ::ag::pass(1, k)));
        },
        x, n);
  Scalar<int> k = ag_0.arg(1, n);
  return tile(x, {k.value()});
}

Tensor styled(const Tensor &x, const std::string &style, const std::vector<int> &by) {
  HEAD("styled", Tensor, &styled)
  (
      +[](const Tensor &a, const std::string &b, const std::vector<int> &c) -> Tensor {
        return styled(a, b, c);
      },
      x, style, by);
  Tensor r = style == "neg" ? -x : x;
  for (int i : by)
    r = r + i;
  return r;
}

void axpy(const Tensor &x, Tensor &y) {
  AG_FN("axpy", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&axpy)) {
    ag_0.run<void>(+[](const Tensor &a, Tensor &b) -> void { axpy(a, b); }, x, y);
    return;
  }
  y = y + 1;
  y = y + x * 2; // sees the first write when x is y
}

Tensor swapped(Tensor &a, Tensor b) {
  HEAD("swapped", Tensor,
       &swapped)(+[](Tensor &p, Tensor q) -> Tensor { return swapped(p, q); }, a, b);
  Tensor old = a;
  a = b;
  b = old + 1;
  return b;
}

double total(const Tensor &x) {
  AG_FN("total", __LINE__, 1);
  ::ag::Frame ag_0(ag_fn, 13);
  if (ag_0.outermost(&total))
    return ag_0.run<double>(
        +[](const Tensor &a) -> ::ag::Lift<double> { return ::ag::Crossing(13).result(total(a)); },
        x);
  return ag_0.ret<double>(sum(x).as_scalar<double>() * 2);
}

Tensor keyed(const Tensor &x, const std::string &k) {
  HEAD("keyed", Tensor, &keyed)
  (+[](const Tensor &a, const std::string &b) -> Tensor { return keyed(a, b); }, x, k);
  return x + static_cast<int>(k.size());
}

Tensor positive(const Tensor &x, int n) {
  AG_FN("positive", 1, 1);
  ::ag::Frame ag_0(ag_fn, 14);
  if (ag_0.outermost(&positive))
    return ag_0.run<Tensor>(
        +[](const Tensor &a, ::ag::Lift<int> k) -> Tensor {
          return ::ag::Crossing(14).result(positive(a, ::ag::pass(1, k)));
        },
        x, n);
  Scalar<int> k = ag_0.arg(1, n);
  return x + Tensor{1.f, 2.f} * k; // f32[3] does not fit
}

/// What `f` writes to stderr.
template <class F> std::string captured(F f) {
  std::fflush(stderr);
  FILE *file = std::tmpfile();
  const int old = dup(2);
  dup2(fileno(file), 2);
  f();
  std::fflush(stderr);
  dup2(old, 2);
  close(old);
  std::rewind(file);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

} // namespace

TEST_CASE("a function is built once for each dtype and shape") {
  builds = 0;
  CHECK(ag::trace_count(twice) == 0);
  for (float v : {1.f, 2.f, 3.f})
    CHECK(same(twice(Tensor{v}), Tensor{2 * v}));
  CHECK(ag::trace_count(twice) == 1);
  CHECK(builds == 1);
  CHECK(same(twice(Tensor{1, 2}), Tensor{2, 4}));
  CHECK(same(twice(Tensor{1.f, 2.f}), Tensor{2.f, 4.f}));
  twice(Tensor{9.f});
  CHECK(ag::trace_count(twice) == 3);
  CHECK(code([] { twice(Tensor()); }) == "AG0201");
}

TEST_CASE("fifty values of a number need two graphs") {
  const Tensor x{2.f, 1.f};
  for (int n = 0; n < 50; ++n) {
    float expect = 1;
    for (int i = 0; i < n; ++i)
      expect *= 2;
    CHECK(same(powers(x, n), Tensor{expect, 1.f}));
  }
  CHECK(ag::trace_count(powers) <= 2);
}

TEST_CASE("a number that shapes the graph stays a constant, with one warning") {
  const Tensor x{1.f, 2.f};
  const std::string text = captured([&] {
    for (int n = 1; n < 6; ++n)
      CHECK(repeated(x, n).shape(0) == 2 * n);
    for (int n = 1; n < 6; ++n)
      CHECK(repeated(x, n).shape(0) == 2 * n);
  });
  const std::size_t first = text.find("[AG0403]");
  CHECK(first != std::string::npos);
  CHECK(text.find("[AG0403]", first + 1) == std::string::npos);
  CHECK(text.find(":7:1: warning: argument 2 of repeated") != std::string::npos);
  CHECK(ag::trace_count(repeated) == 5);
}

TEST_CASE("a call that fails for its tensors leaves the number's way open") {
  const Tensor good{1.f, 2.f}, bad{1.f, 2.f, 3.f};
  CHECK(same(positive(good, 1), Tensor{2.f, 4.f}));
  CHECK(code([&] { positive(bad, 2); }) == "AG0214");
  for (int n = 2; n < 20; ++n)
    CHECK(same(positive(good, n),
               Tensor{1.f + static_cast<float>(n), 2.f + 2 * static_cast<float>(n)}));
  CHECK(ag::trace_count(positive) <= 2);
}

TEST_CASE("host arguments are compared by value") {
  const Tensor x{1.f};
  CHECK(same(styled(x, "neg", {1, 2}), Tensor{2.f}));
  CHECK(same(styled(x, "pos", {1, 2}), Tensor{4.f}));
  CHECK(same(styled(x, "pos", {1}), Tensor{2.f}));
  CHECK(ag::trace_count(styled) == 3);
  std::string name = "po";
  name += 's';
  CHECK(same(styled(x, name, std::vector<int>{1, 2}), Tensor{4.f}));
  CHECK(ag::trace_count(styled) == 3);
}

TEST_CASE("Tensor& arguments are results, and aliases stay aliases") {
  Tensor x{1.f, 2.f}, y{10.f, 20.f};
  const Tensor before = y;
  axpy(x, y);
  CHECK(same(y, Tensor{13.f, 25.f}));
  CHECK(same(before, Tensor{10.f, 20.f}));
  axpy(x, x); // x = x + 1; x = x + 2 x
  CHECK(same(x, Tensor{6.f, 9.f}));
  CHECK(ag::trace_count(axpy) == 2);
  Tensor a{1.f}, b{5.f};
  CHECK(same(swapped(a, b), Tensor{2.f}));
  CHECK(same(a, Tensor{5.f}));
  CHECK(same(b, Tensor{5.f}));
}

TEST_CASE("a number as the result") {
  CHECK(total(Tensor{1.f, 2.5f}) == 7.0);
  CHECK(total(Tensor{1.f, 0.5f}) == 3.0);
  CHECK(ag::trace_count(total) == 1);
}

TEST_CASE("at most 256 graphs are kept") {
  const Tensor x{1.f};
  for (int i = 0; i < 300; ++i)
    keyed(x, std::string(static_cast<std::size_t>(i), 'a'));
  CHECK(ag::trace_count(keyed) == 300);
  keyed(x, std::string(299, 'a'));
  CHECK(ag::trace_count(keyed) == 300);
  CHECK(same(keyed(x, ""), Tensor{1.f})); // gone: built again
  CHECK(ag::trace_count(keyed) == 301);
}

TEST_CASE("threads share a function") {
  constexpr int threads = 8, calls = 200;
  std::vector<int> wrong(threads, 0);
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t)
    pool.emplace_back([&wrong, t] {
      for (int i = 0; i < calls; ++i) {
        const int extent = 1 + (t + i) % 5;
        const float v = static_cast<float>(t * calls + i);
        const Tensor r = powers(ag::full({extent}, v), i % 4);
        float expect = 1;
        for (int k = 0; k < i % 4; ++k)
          expect *= v;
        if (!same(r, ag::full({extent}, expect)))
          ++wrong[static_cast<std::size_t>(t)];
      }
    });
  for (auto &t : pool)
    t.join();
  CHECK(wrong == std::vector<int>(threads, 0));
}
