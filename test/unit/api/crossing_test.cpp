// Annotated functions that call each other: what crosses beside the C++ signature.
#include "both.h"

namespace {

int square_plus(int a, int b) {
  AG_FN("square_plus", 1, 1);
  ::ag::Frame ag_0(ag_fn, 21);
  if (ag_0.outermost(&square_plus))
    return ag_0.run<int>(
        +[](::ag::Lift<int> p, ::ag::Lift<int> q) -> ::ag::Lift<int> {
          return ::ag::Crossing(21).result(square_plus(::ag::pass(0, p), ::ag::pass(1, q)));
        },
        a, b);
  Scalar<int> x = ag_0.arg(0, a), y = ag_0.arg(1, b);
  return ag_0.ret<int>(x * x + y);
}

Tensor shifted(const Tensor &t, int by) {
  AG_FN("shifted", 2, 1);
  ::ag::Frame ag_0(ag_fn, 22);
  if (ag_0.outermost(&shifted))
    return ag_0.run<Tensor>(
        +[](const Tensor &p, ::ag::Lift<int> q) -> Tensor {
          return ::ag::Crossing(22).result(shifted(p, ::ag::pass(1, q)));
        },
        t, by);
  Scalar<int> n = ag_0.arg(1, by);
  return t + ::ag::Crossing(21).result(square_plus(::ag::pass(0, n), ::ag::pass(1, n)));
}

/// Takes its first number as data and needs the second one in C++.
int half_taken(int a, int b) {
  AG_FN("half_taken", 3, 1);
  ::ag::Frame ag_0(ag_fn, 24);
  if (ag_0.outermost(&half_taken))
    return ag_0.run<int>(
        +[](::ag::Lift<int> p, int q) -> ::ag::Lift<int> {
          return ::ag::Crossing(24).result(half_taken(::ag::pass(0, p), q));
        },
        a, b);
  Scalar<int> x = ag_0.arg(0, a);
  return ag_0.ret<int>(x * 10 + b);
}

/// Never converted: takes its number as C++ does.
int plain_function(int n) { return n + 1; }

/// Annotated, but returns a plain number to a caller that left no crossing.
int lonely(const Tensor &t) {
  AG_FN("lonely", 5, 1);
  ::ag::Frame ag_0(ag_fn, 23);
  if (ag_0.outermost(&lonely))
    return ag_0.run<int>(
        +[](const Tensor &p) -> ::ag::Lift<int> { return ::ag::Crossing(23).result(lonely(p)); },
        t);
  return ag_0.ret<int>(sum(t).as_scalar<int>());
}

int calls_of_helper = 0;
Tensor helper(const Tensor &t) {
  AG_FN("helper", 6, 1);
  ::ag::Frame ag_0(ag_fn);
  if (ag_0.outermost(&helper))
    return ag_0.run<Tensor>(+[](const Tensor &p) -> Tensor { return helper(p); }, t);
  ++calls_of_helper;
  return t * 3;
}

} // namespace

TEST_CASE("numbers cross into nested functions and come back") {
  for (int n = -3; n < 4; ++n) {
    CHECK(same(shifted(Tensor{1, 2}, n), Tensor{1 + n * n + n, 2 + n * n + n}));
    CHECK(square_plus(n, 5) == n * n + 5);
  }
  CHECK(ag::trace_count(square_plus) == 1); // no tensor: data from the first call
  auto g = ag::trace(shifted, ag::spec<int>({2}), number());
  CHECK(same(g(Tensor{1, 2}, 4), Tensor{21, 22}));
}

TEST_CASE("a loop that calls an annotated function") {
  auto f = [](Tensor x, Scalar<int> n) {
    Scalar<int> i = 0, s = 0;
    for (ag::Loop l(SITE, ag::state("i,s,x", i, s, x)); l.next() && l.test(i < n); ++i) {
      s = ::ag::Crossing(21).result(square_plus(::ag::pass(0, i), ::ag::pass(1, s)));
      x = ::ag::Crossing(22).result(shifted(x, ::ag::pass(1, s)));
    }
    return x;
  };
  std::int64_t expect = 7;
  for (int i = 0, s = 0; i < 5; ++i)
    s = i * i + s, expect += s * s + s;
  CHECK(same(both(f, Tensor{7}, 5), Tensor{static_cast<int>(expect)}));
}

TEST_CASE("nested functions join the caller's graph") {
  calls_of_helper = 0;
  auto g = ag::trace([](Tensor x) { return helper(helper(x)); }, ag::spec<float>({1}));
  CHECK(calls_of_helper == 2);
  CHECK(ag::trace_count(helper) == 0);
  CHECK(same(g(Tensor{2.f}), Tensor{18.f}));
  CHECK(calls_of_helper == 2);
}

TEST_CASE("an annotated function that takes one staged argument and not the other") {
  CHECK(half_taken(3, 4) == 34);
  CHECK(code([] {
          ag::trace(
              [](Scalar<int> n) {
                return Tensor(
                    ::ag::Crossing(24).result(half_taken(::ag::pass(0, n), ::ag::pass(1, n))));
              },
              number());
        }) == "AG0313");
}

TEST_CASE("a staged argument that nobody takes") {
  CHECK(code([] {
          ag::trace(
              [](Scalar<int> n) {
                return Tensor(::ag::Crossing(99).result(plain_function(::ag::pass(0, n))));
              },
              number());
        }) == "AG0313");
  CHECK(code([] {
          ag::trace(
              [](Scalar<int> n) {
                (::ag::Crossing(99), (void)plain_function(::ag::pass(0, n)));
                return Tensor(n);
              },
              number());
        }) == "AG0313");
  CHECK(code([] { ag::trace(plain_function, number()); }) == "AG0313");
  // Its first annotated callee must not take what was meant for the lambda.
  CHECK(code([] {
          ag::trace([](int a, int b) { return square_plus(b, a); }, number(), number());
        }) == "AG0313");
  // Concrete numbers need no crossing.
  CHECK(::ag::Crossing(99).result(plain_function(::ag::pass(0, Scalar<int>(4)))).value() == 5);
  CHECK(square_plus(3, 1) == 10);
}

TEST_CASE("a staged result without a caller that takes it") {
  CHECK(lonely(Tensor{1, 2}) == 3);
  CHECK(code([] { ag::trace([](Tensor t) { return t + lonely(t); }, ag::spec<int>({2})); }) ==
        "AG0301");
}
