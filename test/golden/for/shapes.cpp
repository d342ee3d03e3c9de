// TITLE: Loop headers in all shapes
// DOC: Conditions that write or declare, several loop variables, comma increments, empty parts.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int conds(const Tensor& x) {
  int n = x.item<int>();
  int turns = 0;
  while (n-- > 0) ++turns;
  int m = turns;
  while (--m) turns += 100;
  do { turns += 1000; } while (m++ < 2);
  Tensor y = x;
  if ((y = y * 2).item<int>() > 5) turns += 10000;
  while (Tensor d = y - 3 > 0 ? y - 3 : Tensor(0)) { y = y - 2; turns += 100000; if (d > 100) break; }
  if (int k = y.item<int>(); k > 2) turns += 7; else turns -= k;
  if (int k = x.item<int>()) turns *= k; else turns = -turns;
  return turns + n;
}

AG_FUNCTION int fors(const Tensor& x) {
  int n = x.item<int>(), r = 0;
  for (;;) { if (r > n) break; r += 3; }
  for (int i = 0; ; ++i) { if (i * r > 20) break; r += i; }
  for (; r < 200; ) r *= 2;
  int i;
  for (i = 0; i < n; i += 2);
  for (; i > 0; --i) { if (i == 2) continue; r += i; }
  int k = 10;
  do { if (k % 2) { --k; continue; } r += k; k -= 3; } while (k > 0);
  for (int a = 0, b = n; a != b && a < 50; a++, ++b, b--) { if (a == 4) { a = 20; continue; } r++; }
  { } ; ;
  for (;;) { if (x > 0) { if (r > 300) return r; } else break; r += 50; }
  return -r;
}

AG_FUNCTION int commas(const Tensor& x) {
  int a = 1, b = 2, c = 3;
  if (x > 0) a = 5, b = a + 1, c = (a++, b++, a + b);
  for (int i = 0, j = 10; i < j; ++i, j -= 2) { if (x > 100) break; c += i * j; }
  (a--, b) += 4;
  a = b = c += 1;
  return a * 10000 + b * 100 + c;
}
// source]

int main() {
  const int starts[] = {1, 3, 5, 8}, ends[] = {2998, 639602, 2067014, 5709647};
  for (int i = 0; i < 4; ++i) same(conds(Tensor(starts[i])), ends[i]);
  const int from[] = {1, 3, 8, -4}, to[] = {308, 317, 469, -435};
  for (int i = 0; i < 4; ++i) same(fors(Tensor(from[i])), to[i]);
  same(commas(Tensor(1)), 464646);
  same(commas(Tensor(-1)), 363636);
  same(commas(Tensor(101)), 141414);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}shapes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int conds(const Tensor& x) { AG_FN("conds", 12, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&conds))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(conds(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = x.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("n,turns,break", n, turns, ag_brk), ag_brk, ::ag::Loop::choice); ag_1.next() && ag_1.test(true);) { { ::ag::Branch ag_2(AG_SITE(15, 10), n-- > 0, ::ag::state("n,turns,break", n, turns, ag_brk)); if (ag_2.then()) ++turns; if (ag_2.other()) { ag_brk = true; } ag_2.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> m = turns;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk_2 = false; for (::ag::Loop ag_3(AG_SITE(17, 3), ::ag::state("turns,m,break", turns, m, ag_brk_2), ag_brk_2, ::ag::Loop::choice); ag_3.next() && ag_3.test(true);) { { ::ag::Branch ag_4(AG_SITE(17, 10), --m, ::ag::state("turns,m,break", turns, m, ag_brk_2)); if (ag_4.then()) turns += 100; if (ag_4.other()) { ag_brk_2 = true; } ag_4.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk_3 = false; ::ag::Loop ag_5(AG_SITE(18, 3), ::ag::state("turns,m,break", turns, m, ag_brk_3), ag_brk_3, ::ag::Loop::body_first | ::ag::Loop::choice); do { { turns += 1000; } { ::ag::Branch ag_6(AG_SITE(18, 32), ::ag::not_(AG_SITE(18, 32), ag_brk_3), ::ag::state("m,break", m, ag_brk_3)); if (ag_6.then()) { ::ag::Branch ag_7(AG_SITE(18, 32), m++ < 2, ::ag::state("break", ag_brk_3)); if (ag_7.then()) {} if (ag_7.other()) { ag_brk_3 = true; } ag_7.join(); } if (ag_6.other()) {} ag_6.join(); } } while (ag_5.next() && ag_5.test(true)); }{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_8(AG_SITE(20, 3), (y = y * 2).as_scalar<int>() > 5, ::ag::state("turns", turns)); if (ag_8.then()) turns += 10000; if (ag_8.other()) {} ag_8.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk_4 = false; for (::ag::Loop ag_9(AG_SITE(21, 3), ::ag::state("turns,y,break", turns, y, ag_brk_4), ag_brk_4); ag_9.next() && ag_9.test(true);) { Tensor d = ::ag::select(AG_SITE(21, 21), y - 3 > 0, [&] { return y - 3; }, [&] { return Tensor(0); }); { ::ag::Branch ag_10(AG_SITE(21, 3), d, ::ag::state("turns,y,break", turns, y, ag_brk_4)); if (ag_10.then()) { y = y - 2; turns += 100000; { ::ag::Branch ag_11(AG_SITE(21, 82), d > 100, ::ag::state("break", ag_brk_4)); if (ag_11.then()) ag_brk_4 = true; if (ag_11.other()) {} ag_11.join(); } } if (ag_10.other()) { ag_brk_4 = true; } ag_10.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = y.as_scalar<int>();  ::ag::Branch ag_12(AG_SITE(22, 3), k > 2, ::ag::state("turns", turns)); if (ag_12.then()) turns += 7; if (ag_12.other()) turns -= k; ag_12.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> k = x.as_scalar<int>(); ::ag::Branch ag_13(AG_SITE(23, 3), k, ::ag::state("turns", turns)); if (ag_13.then()) turns *= k; if (ag_13.other()) turns = -turns; ag_13.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(turns + n);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 27 "{{.*}}shapes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int fors(const Tensor& x) { AG_FN("fors", 27, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&fors))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(fors(x)); }, x); AG_LOUD ::ag::Slot<int> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = x.as_scalar<int>(), r = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(29, 3), ::ag::state("r,break", r, ag_brk), ag_brk); ag_1.next() && ag_1.test(true);) { { ::ag::Branch ag_2(AG_SITE(29, 14), r > n, ::ag::state("r,break", r, ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) { r += 3; } ag_2.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; ::ag::Scalar<bool> ag_brk_2 = false; for (::ag::Loop ag_3(AG_SITE(30, 3), ::ag::state("r,i,break", r, i, ag_brk_2), ag_brk_2); ag_3.next() && ag_3.test(true ); ++i) { { ::ag::Branch ag_4(AG_SITE(30, 28), i * r > 20, ::ag::state("r,break", r, ag_brk_2)); if (ag_4.then()) ag_brk_2 = true; if (ag_4.other()) { r += i; } ag_4.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_5(AG_SITE(31, 3), ::ag::state("r", r)); ag_5.next() && ag_5.test(r < 200); ) r *= 2;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> i;{{$}}
// CHECK-NEXT: {{^ *}}{ i = 0; for (::ag::Loop ag_6(AG_SITE(33, 3), ::ag::state("i", i)); ag_6.next() && ag_6.test(i < n); i += 2); }{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_7(AG_SITE(34, 3), ::ag::state("r,i", r, i), ::ag::Loop::choice); ag_7.next() && ag_7.test(i > 0); --i) { { ::ag::Branch ag_8(AG_SITE(34, 24), i == 2, ::ag::state("r", r)); if (ag_8.then()) { ; } if (ag_8.other()) { r += i; } ag_8.join(); } }{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 10;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Loop ag_9(AG_SITE(36, 3), ::ag::state("r,k", r, k), ::ag::Loop::body_first | ::ag::Loop::choice); do { { ::ag::Branch ag_10(AG_SITE(36, 8), k % 2, ::ag::state("r,k", r, k)); if (ag_10.then()) { --k; { ; } } if (ag_10.other()) { r += k; k -= 3; } ag_10.join(); } } while (ag_9.next() && ag_9.test(k > 0)); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> a = 0, b = n; for (::ag::Loop ag_11(AG_SITE(37, 3), ::ag::state("r,a,b", r, a, b), ::ag::Loop::choice); ag_11.next() && ag_11.test(::ag::and_(AG_SITE(37, 26), a != b, [&] { return a < 50; })); a++, ++b, b--) { { ::ag::Branch ag_12(AG_SITE(37, 61), a == 4, ::ag::state("r,a", r, a)); if (ag_12.then()) { a = 20; { ; } } if (ag_12.other()) { r++; } ag_12.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}{ } ; ;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<bool> ag_brk_3 = false; for (::ag::Loop ag_13(AG_SITE(39, 3), ::ag::state("r,return,done,break", r, ag_ret, ag_done, ag_brk_3), ag_brk_3); ag_13.next() && ag_13.test(true);) { { ::ag::Branch ag_14(AG_SITE(39, 14), x > 0, ::ag::state("return,done,break", ag_ret, ag_done, ag_brk_3)); if (ag_14.then()) { { ::ag::Branch ag_15(AG_SITE(39, 27), r > 300, ::ag::state("return,done,break", ag_ret, ag_done, ag_brk_3)); if (ag_15.then()) { ag_ret = r; ag_brk_3 = true; ag_done = true; } if (ag_15.other()) {} ag_15.join(); } } if (ag_14.other()) ag_brk_3 = true; ag_14.join(); } { ::ag::Branch ag_16(AG_SITE(39, 64), ::ag::not_(AG_SITE(39, 64), ag_brk_3), ::ag::state("r", r)); if (ag_16.then()) { r += 50; } if (ag_16.other()) {} ag_16.join(); } } } { ::ag::Branch ag_17(AG_SITE(40, 3), ::ag::not_(AG_SITE(40, 3), ag_done), ::ag::state("return", ag_ret)); if (ag_17.then()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = -r; } if (ag_17.other()) {} ag_17.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }{{$}}
// CHECK: {{^ *}}#line 43 "{{.*}}shapes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int commas(const Tensor& x) { AG_FN("commas", 43, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&commas))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(commas(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> a = 1, b = 2, c = 3;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(45, 3), x > 0, ::ag::state("a,b,c", a, b, c)); if (ag_1.then()) a = 5, b = a + 1, c = (a++, b++, a + b); if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0, j = 10; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_2(AG_SITE(46, 3), ::ag::state("c,i,j,break", c, i, j, ag_brk), ag_brk); ag_2.next() && ag_2.test(i < j); ++i, j -= 2) { { ::ag::Branch ag_3(AG_SITE(46, 49), x > 100, ::ag::state("c,break", c, ag_brk)); if (ag_3.then()) ag_brk = true; if (ag_3.other()) { c += i * j; } ag_3.join(); } } }{{$}}
// CHECK-NEXT: {{^ *}}(a--, b) += 4;{{$}}
// CHECK-NEXT: {{^ *}}a = b = c += 1;{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(a * 10000 + b * 100 + c);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
