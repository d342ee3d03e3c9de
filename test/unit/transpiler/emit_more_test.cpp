// The emitted text of each construct: combinations. `~` stands for `::ag::` and `@3:5` for
// `AG_SITE(3, 5)`; the prologue is left out, it has its own tests.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;

TEST_CASE("emit: a variable set in both branches needs no value") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { Tensor y; if (x > 0) { y = x; } else { y = 2 * x; } return y; })") ==
      R"({ Tensor y; { ~Branch ag_1(@1:32, x > 0, ~state("y", y)); if (ag_1.then()) { y = x; } if (ag_1.other()) { y = 2 * x; } ag_1.join(); } return y; })");
}

TEST_CASE("emit: a declaration of which only a part is promoted is split") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, int n) { int a = 0, b = 1; for (int i = 0, c = 5; i < 3; ++i) { if (x > i) { b = 2; c = 3; } x = x + a + b + c; } return x; })") ==
      R"({ int a = 0;  ~Scalar<int> b = 1; { ~Scalar<int> i = 0, c = 5; for (~Loop ag_1(@1:47, ~state("x,b,i,c", x, b, i, c), ~Loop::choice); ag_1.next() && ag_1.test(i < 3); ++i) { { ~Branch ag_2(@1:84, x > i, ~state("b,c", b, c)); if (ag_2.then()) { b = 2; c = 3; } if (ag_2.other()) {} ag_2.join(); } x = x + a + b + c; } } return x; }})");
}

TEST_CASE("emit: nested loops with break, continue and return at every level") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { while (x > 0) { for (int j = 0; j < 3; ++j) { for (int k = 0; k < 2; ++k) { if (x > k) break; if (x > j) return x; x = x - 1; } if (x == j) continue; x = x * 2; } if (x > 100) break; x = x + 1; } x = x + 3; return x; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; { ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@1:22, ~state("x,return,done,break", x, ag_ret, ag_done, ag_brk), ag_brk); ag_1.next() && ag_1.test(x > 0);) { { ~Scalar<int> j = 0; for (~Loop ag_2(@1:38, ~state("x,j,return,done,break", x, j, ag_ret, ag_done, ag_brk), ag_done); ag_2.next() && ag_2.test(j < 3); ++j) { { ~Scalar<int> k = 0; ~Scalar<bool> ag_brk_2 = false; for (~Loop ag_3(@1:68, ~state("x,k,return,done,break,break", x, k, ag_ret, ag_done, ag_brk, ag_brk_2), ag_brk_2); ag_3.next() && ag_3.test(k < 2); ++k) { { ~Branch ag_4(@1:98, x > k, ~state("x,return,done,break,break", x, ag_ret, ag_done, ag_brk, ag_brk_2)); if (ag_4.then()) ag_brk_2 = true; if (ag_4.other()) { { ~Branch ag_5(@1:116, x > j, ~state("x,return,done,break,break", x, ag_ret, ag_done, ag_brk, ag_brk_2)); if (ag_5.then()) { ag_ret = x; ag_brk = true; ag_brk_2 = true; ag_done = true; } if (ag_5.other()) { x = x - 1; } ag_5.join(); } } ag_4.join(); } } } { ~Branch ag_6(@1:150, ~not_(@1:150, ag_done), ~state("x", x)); if (ag_6.then()) { { ~Branch ag_7(@1:150, x == j, ~state("x", x)); if (ag_7.then()) { ; } if (ag_7.other()) { x = x * 2; } ag_7.join(); } } if (ag_6.other()) {} ag_6.join(); } } } { ~Branch ag_8(@1:185, ~not_(@1:185, ag_brk), ~state("x,break", x, ag_brk)); if (ag_8.then()) { { ~Branch ag_9(@1:185, x > 100, ~state("x,break", x, ag_brk)); if (ag_9.then()) ag_brk = true; if (ag_9.other()) { x = x + 1; } ag_9.join(); } } if (ag_8.other()) {} ag_8.join(); } } } { ~Branch ag_10(@1:218, ~not_(@1:218, ag_done), ~state("x,return", x, ag_ret)); if (ag_10.then()) { x = x + 3; ag_ret = x; } if (ag_10.other()) {} ag_10.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: range-for over ag::range") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { for (auto i : ag::range(10)) { x = x + i; if (x > 4) break; } for (int j : ag::range(3)) x = x + j; return x; })") ==
      R"({ { ~Scalar<bool> ag_brk = false; for (auto i : ~Each(@1:22, ag::range(10), ~state("x,break", x, ag_brk), ag_brk)) { x = x + i; { ~Branch ag_1(@1:64, x > 4, ~state("break", ag_brk)); if (ag_1.then()) ag_brk = true; if (ag_1.other()) {} ag_1.join(); } } } for (~Scalar<int> j : ~Each(@1:84, ag::range(3), ~state("x", x))) x = x + j; return x; })");
}

TEST_CASE("emit: a lifted condition is a branch; its return is lowered") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, int n) { if (n > 3) { if (x > 0) return x; x = x + 1; } x = x * 2; return x; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; { ~Branch ag_1(@1:29, n > 3, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_1.then()) { { ~Branch ag_2(@1:42, x > 0, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_2.then()) { ag_ret = x; ag_done = true; } if (ag_2.other()) { x = x + 1; } ag_2.join(); } } if (ag_1.other()) {} ag_1.join(); } { ~Branch ag_3(@1:76, ~not_(@1:76, ag_done), ~state("x,return", x, ag_ret)); if (ag_3.then()) { x = x * 2; ag_ret = x; } if (ag_3.other()) {} ag_3.join(); }  return ag_0.ret<Tensor>(ag_ret); }})");
}

TEST_CASE("emit: a host if stays, its return is lowered") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec  hot) { if (hot) { if (x > 0) return x; x = x + 1; } x = x * 2; if (!hot) return x; return {1, 2}; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; if (hot) { { ~Branch ag_1(@1:43, x > 0, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_1.then()) { ag_ret = x; ag_done = true; } if (ag_1.other()) { x = x + 1; } ag_1.join(); } } { ~Branch ag_2(@1:77, ~not_(@1:77, ag_done), ~state("x,return,done", x, ag_ret, ag_done)); if (ag_2.then()) { x = x * 2; if (!hot) { ag_ret = x; ag_done = true; } { ~Branch ag_3(@1:108, ~not_(@1:108, ag_done), ~state("return", ag_ret)); if (ag_3.then()) { ag_ret = ~Lift<Tensor> {1, 2}; } if (ag_3.other()) {} ag_3.join(); } } if (ag_2.other()) {} ag_2.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: shadowing: the state list names the inner variable") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { Tensor y = 1; { Tensor y = 2; while (x > 0) { y = y + x; x = x - y; } x = y; } return y; })") ==
      R"({ Tensor y = 1; { Tensor y = 2; for (~Loop ag_1(@1:52, ~state("x,y", x, y)); ag_1.next() && ag_1.test(x > 0);) { y = y + x; x = x - y; } x = y; } return y; })");
}

TEST_CASE("emit: a closure that writes state") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 0; auto g = [&] { k += 1; }; while (x > 2) { g(); x = x - 1; } return k; })") ==
      R"({ ~Scalar<int> k = 0; auto g = [&] { k += 1; }; for (~Loop ag_1(@1:56, ~state("x,k", x, k)); ag_1.next() && ag_1.test(x > 2);) { g(); x = x - 1; } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: templates: dependent locals and parameters") {
  CHECK(
      emitted(
          R"(T f(T x, int n) { T s = x; for (int i = 0; i < n; ++i) { if (x > 2) s = s + x; } return s; })") ==
      R"({ ~Lift<T> s = x; { ~Scalar<int> i = 0; for (~Loop ag_1(@1:28, ~state("s,i", s, i), ~Loop::choice); ag_1.next() && ag_1.test(i < n); ++i) { { ~Branch ag_2(@1:58, x > 2, ~state("s", s)); if (ag_2.then()) s = s + x; if (ag_2.other()) {} ag_2.join(); } } } return ag_0.ret<T>(s); }})");
}

TEST_CASE("emit: several variables and comma increments in for") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { for (int i = 0, j = 9; i < j; ++i, --j) x = x + i * j; return x; })") ==
      R"({ { ~Scalar<int> i = 0, j = 9; for (~Loop ag_1(@1:22, ~state("x,i,j", x, i, j), ~Loop::choice); ag_1.next() && ag_1.test(i < j); ++i, --j) x = x + i * j; } return x; })");
}

TEST_CASE("emit: do while with continue and break") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 0; do { if (x > 5) continue; if (x > 7) break; ++k; x = x + 1; } while (x < 3); return k; })") ==
      R"({ ~Scalar<int> k = 0; { ~Scalar<bool> ag_brk = false; ~Loop ag_1(@1:30, ~state("x,k,break", x, k, ag_brk), ag_brk, ~Loop::body_first); do { { ~Branch ag_2(@1:35, x > 5, ~state("x,k,break", x, k, ag_brk)); if (ag_2.then()) { ; } if (ag_2.other()) { { ~Branch ag_3(@1:56, x > 7, ~state("x,k,break", x, k, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) { ++k; x = x + 1; } ag_3.join(); } } ag_2.join(); } } while (ag_1.next() && ag_1.test(x < 3)); } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: do while whose condition writes") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k = 5; do { x = x + 1; } while (k-- > 0 && x > 2); return k; })") ==
      R"({ ~Scalar<int> k = 5; { ~Scalar<bool> ag_brk = false; ~Loop ag_1(@1:30, ~state("x,k,break", x, k, ag_brk), ag_brk, ~Loop::body_first); do { { x = x + 1; } { ~Branch ag_2(@1:55, ~not_(@1:55, ag_brk), ~state("k,break", k, ag_brk)); if (ag_2.then()) { ~Branch ag_3(@1:55, ~and_(@1:55, k-- > 0, [&] { return x > 2; }), ~state("break", ag_brk)); if (ag_3.then()) {} if (ag_3.other()) { ag_brk = true; } ag_3.join(); } if (ag_2.other()) {} ag_2.join(); } } while (ag_1.next() && ag_1.test(true)); } return ag_0.ret<int>(k); })");
}

TEST_CASE("emit: for without header") {
  CHECK(
      emitted(R"(Tensor f(Tensor x) { for (;;) { x = x + 1; if (x > 9) break; } return x; })") ==
      R"({ { ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@1:22, ~state("x,break", x, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { x = x + 1; { ~Branch ag_2(@1:44, x > 9, ~state("break", ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {} ag_2.join(); } } } return x; })");
}

TEST_CASE("emit: while (true) that is left by return only") {
  CHECK(
      emitted(R"(Tensor f(Tensor x) { while (true) { if (x > 9) return x; x = x + 1; } })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; for (~Loop ag_1(@1:22, ~state("x,return,done", x, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(true);) { { ~Branch ag_2(@1:37, x > 9, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_2.then()) { ag_ret = x; ag_done = true; } if (ag_2.other()) { x = x + 1; } ag_2.join(); } }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: continue in an if with else, over rows") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { Tensor s = 0; for (auto v : x) { if (v > 2) { s = s + 1; continue; } else { s = s - 1; } s = s + v; } return s; })") ==
      R"({ Tensor s = 0; for (auto v : ~Each(@1:36, x, ~state("s", s))) { { ~Branch ag_1(@1:55, v > 2, ~state("s", s)); if (ag_1.then()) { s = s + 1; { ; } } if (ag_1.other()) { { s = s - 1; } s = s + v; } ag_1.join(); } } return s; })");
}

TEST_CASE("emit: a host switch stays; staged code in its arms") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec  mode) { switch (3) { case 1: x = x + 1; break; case 2: { while (x > 0) x = x - 1; break; } default: x = x * 2; } return x; })") ==
      R"({ switch (3) { case 1: x = x + 1; break; case 2: { for (~Loop ag_1(@1:82, ~state("x", x)); ag_1.next() && ag_1.test(x > 0);) x = x - 1; break; } default: x = x * 2; } return x; })");
}

TEST_CASE("emit: a staged switch stands behind a cursor") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { switch (x.item<int>()) { case 1: case 2: x = x + 1; break; default: x = x * 2; } return x; })") ==
      R"({ for (~Cases ag_1(@1:22, x.as_scalar<int>(), {{1, 2}}, ~state("x", x)); ag_1.next();) { switch (ag_1.arm()) { case 1: case 2: x = x + 1; break; default: x = x * 2; } } return x; })");
}

TEST_CASE("emit: jumps out of a staged switch leave it by break") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { for (auto v : x) { switch (v.item<int>()) { case 1: continue; case 2: return v; } x = x + 1; } return x; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; for (auto v : ~Each(@1:22, x, ~state("x,return,done", x, ag_ret, ag_done), ag_done)) { ~Scalar<bool> ag_skip = false; for (~Cases ag_1(@1:41, v.as_scalar<int>(), {1, 2}, ~state("return,done,skip", ag_ret, ag_done, ag_skip)); ag_1.next();) { switch (ag_1.arm()) { case 1: { ag_skip = true; break; } case 2: { ag_ret = v; ag_done = true; ag_skip = true; break; } } } { ~Branch ag_2(@1:104, ~not_(@1:104, ag_skip), ~state("x", x)); if (ag_2.then()) { x = x + 1; } if (ag_2.other()) {} ag_2.join(); } } { ~Branch ag_3(@1:117, ~not_(@1:117, ag_done), ~state("return", ag_ret)); if (ag_3.then()) { ag_ret = x; } if (ag_3.other()) {} ag_3.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: guards of a switch close before the next label") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { switch (3) { case 1: if (x > 3) break; x = x + 1; case 2: x = x - 1; break; case 3: if (x > 4) return x; x = x * 2; break; } return x; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; { ~Scalar<bool> ag_brk = false; switch (3) { case 1: { ~Branch ag_1(@1:43, x > 3, ~state("x,break", x, ag_brk)); if (ag_1.then()) ag_brk = true; if (ag_1.other()) { x = x + 1; } ag_1.join(); } case 2:  { ~Branch ag_2(@1:80, ~not_(@1:80, ag_brk), ~state("x", x)); if (ag_2.then()) {x = x - 1; { ; } } if (ag_2.other()) {} ag_2.join(); } break; case 3: { ~Branch ag_3(@1:106, x > 4, ~state("x,return,done", x, ag_ret, ag_done)); if (ag_3.then()) { ag_ret = x; ag_done = true; } if (ag_3.other()) { x = x * 2; { ; } } ag_3.join(); } break; } } { ~Branch ag_4(@1:147, ~not_(@1:147, ag_done), ~state("return", ag_ret)); if (ag_4.then()) { ag_ret = x; } if (ag_4.other()) {} ag_4.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: what a lazy operand writes is its state") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Tensor y) { int k = 0; if (x > 0 && (k = 1) > 0) y = x; return y * k; })") ==
      R"({ ~Scalar<int> k = 0; { ~Branch ag_1(@1:43, ~and_(@1:47, x > 0, [&] { return (k = 1) > 0; }, ~state("k", k)), ~state("y", y)); if (ag_1.then()) y = x; if (ag_1.other()) {} ag_1.join(); } return y * k; })");
}

TEST_CASE("emit: empty initialisers are zero") {
  CHECK(
      emitted(
          R"(int f(Tensor x) { int k{}; bool b{}; double d = 0.5, e; if (x > 0) { k = 1; b = true; d = 2; e = d; } else e = 1; return b ? k : int(d + e); })") ==
      R"({ ~Scalar<int> k{0}; ~Scalar<bool> b{false}; ~Scalar<double> d = 0.5, e; { ~Branch ag_1(@1:57, x > 0, ~state("k,b,d,e", k, b, d, e)); if (ag_1.then()) { k = 1; b = true; d = 2; e = d; } if (ag_1.other()) e = 1; ag_1.join(); } return ag_0.ret<int>(~select(@1:122, b, [&] { return k; }, [&] { return ~cast<int>(@1:130, d + e); })); })");
}

TEST_CASE("emit: if constexpr and a host ?: stay") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Vec  h) { if constexpr (true) { x = x + 1; } else { x = x - 1; } return h ? x : x * 2; })") ==
      R"({ if constexpr (true) { x = x + 1; } else { x = x - 1; } return h ? x : x * 2; })");
}

TEST_CASE("emit: an enumeration as state machine") {
  CHECK(
      emitted(
          R"(int f(Tensor x, int n) { State s = Off; while (x > n) { if (s == Off && x > 3) s = On; x = x - 1; } return s == On ? 1 : 2; })") ==
      R"({ ~Scalar<State> s = Off; for (~Loop ag_1(@1:41, ~state("x,s", x, s)); ag_1.next() && ag_1.test(x > n);) { { ~Branch ag_2(@1:57, ~and_(@1:61, s == Off, [&] { return x > 3; }), ~state("s", s)); if (ag_2.then()) s = On; if (ag_2.other()) {} ag_2.join(); } x = x - 1; } return ag_0.ret<int>(~select(@1:108, s == On, [&] { return 1; }, [&] { return 2; })); }})");
}

TEST_CASE("emit: a while over a host number") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { int k = 0; const int c = 3; while (k < c) { x = x + 1; ++k; } return x; })") ==
      R"({ ~Scalar<int> k = 0; const int c = 3; for (~Loop ag_1(@1:50, ~state("x,k", x, k), ~Loop::choice); ag_1.next() && ag_1.test(k < c);) { x = x + 1; ++k; } return x; })");
}

TEST_CASE("emit: void and in-out parameter: returns at the end need no flag") {
  CHECK(
      emitted(
          R"(void f(Tensor& x, const Tensor& y) { if (y > 0) { x = y; return; } for (int i = 0; i < 3; ++i) x += i; if (x > 5) return; x = -x; })") ==
      R"({ { ~Branch ag_1(@1:38, y > 0, ~state("x", x)); if (ag_1.then()) { x = y; { ; } } if (ag_1.other()) { { ~Scalar<int> i = 0; for (~Loop ag_2(@1:68, ~state("x,i", x, i), ~Loop::choice); ag_2.next() && ag_2.test(i < 3); ++i) x += i; } { ~Branch ag_3(@1:104, x > 5, ~state("x", x)); if (ag_3.then()) { ; } if (ag_3.other()) { x = -x; } ag_3.join(); } } ag_1.join(); } })");
}

TEST_CASE("emit: comments and line breaks stay where they are") {
  CHECK(emitted(R"(Tensor f(Tensor x, Tensor y) {
  // find
  int k = 0;  // count
  for (int i = 0;   // start
       i < 10       // end
       && x > i;    // and
       ++i) {       // step
    if (x > y       // cond
        ) {         // open
      ++k;          // inc
      continue;     // go on
    }               // close
    else            // otherwise
      x = x + 1;    // add
    /* c */ x = x * 2;  // twice
    if (x > 100) break; // out
  }                 // end for
  // done
  return x + k;     // bye
})") ==
        R"({
  // find
  ~Scalar<int> k = 0;  // count
  { ~Scalar<int> i = 0; ~Scalar<bool> ag_brk = false; for (~Loop ag_1(@4:3, ~state("x,k,i,break", x, k, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(// start
       ~and_(@5:8, i < 10// end
       , [&] { return x > i; }));    // and
       ++i) {       // step
    { ~Branch ag_2(@8:5, x > y       // cond
        , ~state("x,k,break", x, k, ag_brk)); if (ag_2.then()) {         // open
      ++k;          // inc
      { ; }     // go on
    }               // close
    if (ag_2.other()) {            // otherwise
      x = x + 1;    // add
    /* c */ x = x * 2;  // twice
    { ~Branch ag_3(@16:5, x > 100, ~state("break", ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) {} ag_3.join(); } } ag_2.join(); } // out
  } }                 // end for
  // done
  return x + k;     // bye
})");
}

TEST_CASE("emit: a lifted else-if chain") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, int n) { if (n > 0) { x = x + 1; } else if (x > 2) { x = x + 2; } else { x = x + 3; } while (n > 0) { n = n - 1; x = x + n; } return x; })") ==
      R"({ { ~Branch ag_1(@1:29, n > 0, ~state("x", x)); if (ag_1.then()) { x = x + 1; } if (ag_1.other()) { ~Branch ag_2(@1:60, x > 2, ~state("x", x)); if (ag_2.then()) { x = x + 2; } if (ag_2.other()) { x = x + 3; } ag_2.join(); } ag_1.join(); } for (~Loop ag_3(@1:106, ~state("x,n", x, n), ~Loop::choice); ag_3.next() && ag_3.test(n > 0);) { n = n - 1; x = x + n; } return x; }})");
}

TEST_CASE("emit: continue in a while by choice") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { int i = 0; while (i < 10) { if (x > i) { i += 2; continue; } x = x + i; ++i; } return x; })") ==
      R"({ ~Scalar<int> i = 0; for (~Loop ag_1(@1:33, ~state("x,i", x, i), ~Loop::choice); ag_1.next() && ag_1.test(i < 10);) { { ~Branch ag_2(@1:50, x > i, ~state("x,i", x, i)); if (ag_2.then()) { i += 2; { ; } } if (ag_2.other()) { x = x + i; ++i; } ag_2.join(); } } return x; })");
}

TEST_CASE("emit: break of an inner range-for, return through both loops") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { int n = 0; for (int i = 0; i < 4; ++i) { for (auto r : x) { if (r > 3) { ++n; break; } if (r < 0) return x; } } return x * n; })") ==
      R"({ ~Slot<Tensor> ag_ret; ~Scalar<bool> ag_done = false; ~Scalar<int> n = 0; { ~Scalar<int> i = 0; for (~Loop ag_1(@1:33, ~state("n,i,return,done", n, i, ag_ret, ag_done), ag_done); ag_1.next() && ag_1.test(i < 4); ++i) { { ~Scalar<bool> ag_brk = false; for (auto r : ~Each(@1:63, x, ~state("n,return,done,break", n, ag_ret, ag_done, ag_brk), ag_brk)) { { ~Branch ag_2(@1:82, r > 3, ~state("n,return,done,break", n, ag_ret, ag_done, ag_brk)); if (ag_2.then()) { ++n; ag_brk = true; } if (ag_2.other()) { { ~Branch ag_3(@1:109, r < 0, ~state("return,done,break", ag_ret, ag_done, ag_brk)); if (ag_3.then()) { ag_ret = x; ag_brk = true; ag_done = true; } if (ag_3.other()) {} ag_3.join(); } } ag_2.join(); } } } } } { ~Branch ag_4(@1:134, ~not_(@1:134, ag_done), ~state("return", ag_ret)); if (ag_4.then()) { ag_ret = x * n; } if (ag_4.other()) {} ag_4.join(); }  return ag_0.ret<Tensor>(ag_ret); })");
}

TEST_CASE("emit: dangling else") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x) { if (x > 0) if (x > 1) x = x + 1; else x = x + 2; else x = x + 3; return x; })") ==
      R"({ { ~Branch ag_1(@1:22, x > 0, ~state("x", x)); if (ag_1.then()) { ~Branch ag_2(@1:33, x > 1, ~state("x", x)); if (ag_2.then()) x = x + 1; if (ag_2.other()) x = x + 2; ag_2.join(); } if (ag_1.other()) x = x + 3; ag_1.join(); } return x; })");
}

TEST_CASE("emit: a staged loop as the only statement of a branch") {
  CHECK(
      emitted(R"(Tensor f(Tensor x) { if (x > 0) { while (x > 2) x = x - 1; } return x; })") ==
      R"({ { ~Branch ag_1(@1:22, x > 0, ~state("x", x)); if (ag_1.then()) { for (~Loop ag_2(@1:35, ~state("x", x)); ag_2.next() && ag_2.test(x > 2);) x = x - 1; } if (ag_1.other()) {} ag_1.join(); } return x; })");
}

TEST_CASE("emit: item assignment; staged code in a lambda") {
  CHECK(
      emitted(
          R"(Tensor f(Tensor x, Tensor y) { x[0] = y; if (x[1] > 0) x[1] += 2; auto g = [&](Tensor z) { if (z > 0) y = z; }; g(x); return x + y; })") ==
      R"({ x[0] = y; { ~Branch ag_1(@1:42, x[1] > 0, ~state("x", x)); if (ag_1.then()) x[1] += 2; if (ag_1.other()) {} ag_1.join(); } auto g = [&](Tensor z) { { ~Branch ag_2(@1:92, z > 0, ~state("y", y)); if (ag_2.then()) y = z; if (ag_2.other()) {} ag_2.join(); } }; g(x); return x + y; })");
}

TEST_CASE("emit: logic on the result") {
  CHECK(
      emitted(R"(bool f(Tensor x, Tensor y) { return x > 0 && !(y > 1) || x < 3; })") ==
      R"({ return ag_0.ret<bool>(~or_(@1:37, ~and_(@1:37, x > 0, [&] { return ~not_(@1:46, (y > 1)); }), [&] { return x < 3; })); })");
}

TEST_CASE("emit: a host-only function") {
  CHECK(emitted(R"(Tensor f() { return {1, 2}; })") == R"({ return {1, 2}; })");
}

TEST_CASE("emit: rvalue and host parameters") {
  CHECK(emitted(R"(Tensor f(Tensor&& x, Vec v, const Tensor& y) { return x + y; })") ==
        R"({ return x + y; })");
}
