// TITLE: Writes inside lazy operands
// DOC: What an operand that runs only when needed writes is state of its `cond`: `x > 0 && ++n == 3`, both
// DOC: arms of `?:`, assignments and increments in conditions.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION int rises(const Tensor& v) {
  int rises = 0, found = -1;
  for (int i = 1; i < v.shape(0); ++i) {
    if (v[i] > v[i - 1] && ++rises == 3) { found = i; break; }
  }
  return found * 10 + rises;
}

AG_FUNCTION int orwrite(const Tensor& x) {
  int n = 7;
  bool r = x > 0 || (n = 3) > 5;
  return r ? n : -n;
}

AG_FUNCTION Tensor arms(const Tensor& x) {
  int a = 0, b = 0;
  Tensor y = 1.f;
  x > 0 ? ++a : --b;
  x > 2 ? (void)(y = y * 2.f) : (void)(y = y - 1.f);
  int c = x > 1 ? (a = 5) : (b += 2);
  Tensor z = x < 0 ? y += 3.f : y -= 3.f;
  return ag::stack({Tensor(a), Tensor(b), Tensor(c)}).to(ag::f32) + z + y;
}
// source]

int main() {
  same(rises(Tensor{1, 2, 3, 2, 5, 6, 7}), 43);
  same(rises(Tensor{1, 2, 3, 2}), -8);
  same(orwrite(Tensor(1)), 7);
  same(orwrite(Tensor(-1)), -3);
  const std::vector<float> want[] = {{6.f, 7.f, 7.f}, {-5.f, -4.f, -4.f}, {-1.f, -6.f, -1.f}, {3.f, -2.f, 3.f}};
  const float at[] = {-1.f, 0.5f, 1.5f, 3.f};
  for (int i = 0; i < 4; ++i) same(arms(Tensor(at[i])).to_vector<float>(), want[i]);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 13 "{{.*}}writes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int rises(const Tensor& v) { AG_FN("rises", 13, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(v))>(&rises))) return ag_0.run<int>(+[](decltype(v) v) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(rises(v)); }, v); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> rises = 0, found = -1;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 1; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(15, 3), ::ag::state("rises,found,i,break", rises, found, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(i < v.shape(0)); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(16, 5), ::ag::and_(AG_SITE(16, 9), v[i] > v[i - 1], [&] { return ++rises == 3; }, ::ag::state("rises", rises)), ::ag::state("found,break", found, ag_brk)); if (ag_2.then()) { found = i; ag_brk = true; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(found * 10 + rises);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 21 "{{.*}}writes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int orwrite(const Tensor& x) { AG_FN("orwrite", 21, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(x))>(&orwrite))) return ag_0.run<int>(+[](decltype(x) x) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(orwrite(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> n = 7;{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<bool> r = ::ag::or_(AG_SITE(23, 12), x > 0, [&] { return (n = 3) > 5; }, ::ag::state("n", n));{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(::ag::select(AG_SITE(24, 10), r, [&] { return n; }, [&] { return -n; }));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 27 "{{.*}}writes.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor arms(const Tensor& x) { AG_FN("arms", 27, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&arms))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return arms(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> a = 0, b = 0;{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = 1.f;{{$}}
// CHECK-NEXT: {{^ *}}::ag::select(AG_SITE(30, 3), x > 0, [&] { return ++a; }, [&] { return --b; }, ::ag::state("a,b", a, b));{{$}}
// CHECK-NEXT: {{^ *}}::ag::select(AG_SITE(31, 3), x > 2, [&] { return(y = y * 2.f); }, [&] { return(y = y - 1.f); }, ::ag::state("y", y));{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> c = ::ag::select(AG_SITE(32, 11), x > 1, [&] { return (a = 5); }, [&] { return (b += 2); }, ::ag::state("a,b", a, b));{{$}}
// CHECK-NEXT: {{^ *}}Tensor z = ::ag::select(AG_SITE(33, 14), x < 0, [&] { return y += 3.f; }, [&] { return y -= 3.f; }, ::ag::state("y", y));{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(a), Tensor(b), Tensor(c)}).to(ag::f32) + z + y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
