// The emitted text of each construct: the basic forms. `~` stands for `::ag::` and `@3:5` for
// `AG_SITE(3, 5)`; the prologue is left out, it has its own tests.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;

TEST_CASE("emit: while and if, with a promoted counter") {
  CHECK(emitted(R"(int f(Tensor n) {
  int k = 0;
  while (n != 1) {
    if (n % 2 == 0) n = n / 2; else n = 3 * n + 1;
    ++k;
  }
  return k;
})") ==
        R"({
  ~Scalar<int> k = 0;
  for (~Loop ag_1(@3:3, ~state("n,k", n, k)); ag_1.next() && ag_1.test(n != 1);) {
    { ~Branch ag_2(@4:5, n % 2 == 0, ~state("n", n)); if (ag_2.then()) n = n / 2; if (ag_2.other()) n = 3 * n + 1; ag_2.join(); }
    ++k;
  }
  return ag_0.ret<int>(k);
})");
}

TEST_CASE("emit: a return in one branch: the rest becomes the other branch") {
  CHECK(emitted(R"(Tensor f(Tensor x, Tensor a, Tensor b) {
  if (x > 0) return a; // early
  x = helper(x);
  return b;
})") ==
        R"({ ~Slot<Tensor> ag_ret;
  { ~Branch ag_1(@2:3, x > 0, ~state("x,return", x, ag_ret)); if (ag_1.then()) ag_ret = a; if (ag_1.other()) { // early
  x = helper(x);
  ag_ret = b; } ag_1.join(); }
 return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: search loop: the flag of return is the exit") {
  CHECK(emitted(R"(int f(const Tensor& t, Tensor x) {
  for (int i = 0; i < t.shape(0); ++i) { if (t[i] > x) return i; }
  return -1;
})") ==
        R"({ ~Slot<int> ag_ret; ~Scalar<bool> ag_done = false;
  { ~Scalar<int> i = 0; for (~Loop ag_1(@2:3, ~state("i,return,done", i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i < t.shape(0)); ++i) { { ~Branch ag_2(@2:42, t[i] > x, ~state("return,done", ag_ret, ag_done)); if (ag_2.then()) { ag_ret = i; ag_done = true; } if (ag_2.other()) {} ag_2.join(); } } } { ~Branch ag_3(@3:3, ~not_(@3:3, ag_done), ~state("return", ag_ret)); if (ag_3.then()) {
  ag_ret = -1; } if (ag_3.other()) {} ag_3.join(); }
 return ag_0.ret<int>(ag_ret); })");
}

TEST_CASE("emit: continue and break") {
  CHECK(emitted(R"(Tensor f(Tensor x) {
  Tensor s = 0.0;
  for (int j = 0; j < 5; ++j) { if (x == j) continue; if (s > 40) break; s += x; }
  return s;
})") ==
        R"({
  Tensor s = 0.0;
  { ~Scalar<int> j = 0; ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@3:3, ~state("s,j,break", s, j, ag_brk), ag_brk); ag_1.next() && ag_1.test(j < 5); ++j) { { ~Branch ag_2(@3:33, x == j, ~state("s,break", s, ag_brk)); if (ag_2.then()) { ; } if (ag_2.other()) { { ~Branch ag_3(@3:55, s > 40, ~state("s,break", s, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) { s += x; } ag_3.join(); } } ag_2.join(); } } }
  return s;
})");
}

TEST_CASE("emit: initialiser in a condition, else if") {
  CHECK(emitted(R"(Tensor f(Tensor x, Tensor y) {
  if (Tensor z = helper(x); z > 10) y = z; else if (z > 4) y = z + 1; else { y = -z; }
  return y;
})") ==
        R"({
  { Tensor z = helper(x);  ~Branch ag_1(@2:3, z > 10, ~state("y", y)); if (ag_1.then()) y = z; if (ag_1.other()) { ~Branch ag_2(@2:49, z > 4, ~state("y", y)); if (ag_2.then()) y = z + 1; if (ag_2.other()) { y = -z; } ag_2.join(); } ag_1.join(); }
  return y;
})");
}

TEST_CASE("emit: do while") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 0; do { x = x / 2; ++k; } while (x > 1); return k; })") ==
      R"({ ~Scalar<int> k = 0; { ~Loop ag_1(@1:30, ~state("x,k", x, k), ~Loop::body_first); do { x = x / 2; ++k; } while (ag_1.next() && ag_1.test(x > 1)); } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: range-for over a tensor") {
  CHECK(emitted(R"(Tensor f(Tensor t) { Tensor s = 0; for (auto v : t) s += v; return s; })") ==
        R"({ Tensor s = 0; for (auto v : ~Each(@1:36, t, ~state("s", s))) s += v; return s; })");
}

TEST_CASE("emit: a host loop whose variable is an index of a container stays as it is") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec v) { for (int i = 0; i < 3; ++i) { x = x + v[i]; } return x; })") ==
      R"({ for (int i = 0; i < 3; ++i) { x = x + v[i]; } return x; })");
}

TEST_CASE("emit: a loop over a lifted parameter is staged by choice") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, int n) { for (int i = 0; i < n; ++i) { x = x + i; } return x; })") ==
      R"({ { ~Scalar<int> i = 0; for (~Loop ag_1(@1:29, ~state("x,i", x, i), ~Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) { x = x + i; } } return x; }})");
}

TEST_CASE("emit: parameters: shadows of lifted ones, and of a promoted bool") {
  CHECK(
      emitted(
          R"(int f(Tensor x, int n, const int& m, bool b) { if (b) return n; int k = n; while (x > m) { x = x - 1; k -= 1; b = x > 2; } if (b) { k = 0; } return k; })") ==
      R"({ ~Slot<int> ag_ret; { ~Branch ag_1(@1:48, b, ~state("x,b,return", x, b, ag_ret)); if (ag_1.then()) ag_ret = n; if (ag_1.other()) { ~Scalar<int> k = n; for (~Loop ag_2(@1:76, ~state("x,b,k", x, b, k)); ag_2.next() && ag_2.test(x > m);) { x = x - 1; k -= 1; b = x > 2; } { ~Branch ag_3(@1:124, b, ~state("k", k)); if (ag_3.then()) { k = 0; } if (ag_3.other()) {} ag_3.join(); } ag_ret = k; } ag_1.join(); }  return ag_0.ret<int>(ag_ret); }})");
}

TEST_CASE("emit: void: conditional return inside and outside of a loop") {
  CHECK(
      emitted(
          R"(void f(Tensor& x, int n) { for (int i = 0; i < n; i++) { if (x > 3) return; x += i; } x = x * 2; })") ==
      R"({ ~Scalar<bool> ag_done = false; { ~Scalar<int> i = 0; for (~Loop ag_1(@1:28, ~state("x,i,done", x, i, ag_done), ag_done, ~Loop::choice); ag_1.next() && ag_1.test(i < n); i++) { { ~Branch ag_2(@1:58, x > 3, ~state("x,done", x, ag_done)); if (ag_2.then()) { ag_done = true; } if (ag_2.other()) { x += i; } ag_2.join(); } } } { ~Branch ag_3(@1:87, ~not_(@1:87, ag_done), ~state("x", x)); if (ag_3.then()) { x = x * 2; } if (ag_3.other()) {} ag_3.join(); } }})");
}

TEST_CASE("emit: a condition that changes its variable") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 10; while (k-- > 0) { x = x + k; if (x > 5) break; } return k; })") ==
      R"({ ~Scalar<int> k = 10; { ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@1:31, ~state("x,k,break", x, k, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { { ~Branch ag_2(@1:38, k-- > 0, ~state("x,k,break", x, k, ag_brk)); if (ag_2.then()) { x = x + k; { ~Branch ag_3(@1:60, x > 5, ~state("break", ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) {} ag_3.join(); } } if (ag_2.other()) { ag_brk = true; } ag_2.join(); } } } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: a condition variable of while") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 0; while (Tensor z = helper(x)) { x = x - z; ++k; } return k; })") ==
      R"({ ~Scalar<int> k = 0; { ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@1:30, ~state("x,k,break", x, k, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { Tensor z = helper(x); { ~Branch ag_2(@1:30, z, ~state("x,k,break", x, k, ag_brk)); if (ag_2.then()) { x = x - z; ++k; } if (ag_2.other()) { ag_brk = true; } ag_2.join(); } } } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: break: an increment of an outer variable moves under the guard") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int i = 0; for (; i < 10; ++i) { if (x > i) break; x += 1; } return i; })") ==
      R"({ ~Scalar<int> i = 0; { ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@1:30, ~state("x,i,break", x, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(i < 10); ) { { { ~Branch ag_3(@1:52, x > i, ~state("x,break", x, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) { x += 1; } ag_3.join(); } } { ~Branch ag_2(@1:45, ~not_(@1:45, ag_brk), ~state("i", i)); if (ag_2.then()) { ++i; } if (ag_2.other()) {} ag_2.join(); } } } return ag_0.ret<int>(i); })");
}

TEST_CASE("emit: break in a loop that must stay plain guards its turns") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec v) { for (int i = 0; i < v.size(); ++i) { x = x + v[i]; if (x > 10) break; } return x; })") ==
      R"({ { ~Scalar<bool> ag_brk = false; for (int i = 0; i < v.size(); ++i) { ~Branch ag_1(@1:29, ~not_(@1:29, ag_brk), ~state("x,break", x, ag_brk)); if (ag_1.then()) { x = x + v[i]; { ~Branch ag_2(@1:80, x > 10, ~state("break", ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {} ag_2.join(); } } if (ag_1.other()) {} ag_1.join(); } } return x; })");
}

TEST_CASE("emit: return and continue in a loop over a container") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec v) { for (auto& r : v) { if (x > 10) continue; x = x + r; if (x > 3) return x; } x = x * 2; return x; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; for (auto& r : v) { ~Branch ag_1(@1:29, ~not_(@1:29, ag_done), ~state("x,return,done", x, ag_ret, ag_done)); if (ag_1.then()) { { ~Branch ag_2(@1:49, x > 10, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_2.then()) { ; } if (ag_2.other()) { x = x + r; { ~Branch ag_3(@1:82, x > 3, ~state("return,done", ag_ret, ag_done)); if (ag_3.then()) { ag_ret = x; ag_done = true; } if (ag_3.other()) {} ag_3.join(); } } ag_2.join(); } } if (ag_1.other()) {} ag_1.join(); } { ~Branch ag_4(@1:105, ~not_(@1:105, ag_done), ~state("x,return", x, ag_ret)); if (ag_4.then()) { x = x * 2; ag_ret = x; } if (ag_4.other()) {} ag_4.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: lazy operators, item, casts, cmath, select") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { bool a = x > 1 && x < 3; bool b = !a || x == 7; int k = x.item<int>(); double d = static_cast<double>(k) / 2; d = std::sqrt(d); k = b ? k : 0; if (static_cast<bool>(x)) k++; return k + int(d); })") ==
      R"({ ~Scalar<bool> a = ~and_(@1:28, x > 1, [&] { return x < 3; }); ~Scalar<bool> b = ~or_(@1:53, ~not_(@1:53, a), [&] { return x == 7; }); ~Scalar<int> k = x.as_scalar<int>(); ~Scalar<double> d = ~cast<double>(@1:101, k) / 2; d = ~cmath::sqrt(d); k = ~select(@1:151, b, [&] { return k; }, [&] { return 0; }); { ~Branch ag_1(@1:162, ~Scalar<bool>(x), ~state("k", k)); if (ag_1.then()) k++; if (ag_1.other()) {} ag_1.join(); } return ag_0.ret<int>(k + ~cast<int>(@1:204, d)); })");
}

TEST_CASE("emit: calls of annotated functions: crossings") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = annI(x); annV(x, k); Tensor y = annT(x, k + 1); y = annT(x, 3); return k; })") ==
      R"({ ~Scalar<int> k = ~Crossing(0x0000000000000abcu).result(annI(x)); (~Crossing(0x0000000000000abcu), annV(x, ~pass(1, k))); Tensor y = ~Crossing(0x0000000000000abcu).result(annT(x, ~pass(1, k + 1))); y = annT(x, 3); return ag_0.ret<int>(k); })");
}
