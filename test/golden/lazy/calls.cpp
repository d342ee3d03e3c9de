// TITLE: Annotated calls in conditions
// DOC: A call in a condition or a lazy operand joins the graph where it stands.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION bool even(int k) { return k % 2 == 0; }

AG_FUNCTION int next(int k) {
  if (even(k)) return k / 2;
  return 3 * k + 1;
}

AG_FUNCTION Tensor climb(const Tensor& start) {
  int k = start.item<int>();
  int turns = 0;
  while (k > 1 && next(k) != 1 && !(even(k) && turns > 20)) {
    k = even(k) ? next(k) : next(next(k));
    turns += even(turns) ? 1 : 3;
  }
  return ag::stack({Tensor(k), Tensor(turns)});
}
// source]

int main() {
  auto next_of = [](int k) { return k % 2 == 0 ? k / 2 : 3 * k + 1; };
  for (const int start : {1, 7, 27}) {
    int k = start, turns = 0;
    while (k > 1 && next_of(k) != 1 && !(k % 2 == 0 && turns > 20)) {
      k = k % 2 == 0 ? next_of(k) : next_of(next_of(k));
      turns += turns % 2 == 0 ? 1 : 3;
    }
    same(climb(Tensor(start)).to_vector<int>(), std::vector<int>{k, turns});
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION bool even(int k) { AG_FN("even", 12, 18); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<bool (*)(decltype(k))>(&even))) return ag_0.run<bool>(+[](::ag::Lift<decltype(k)> k) -> ::ag::Lift<bool> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, k))); }, k); auto& ag_k = k; { ::ag::Scalar<int> k = ag_0.arg(0, ag_k); AG_LOUD return ag_0.ret<bool>(k % 2 == 0); }}{{$}}
// CHECK: {{^ *}}#line 14 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION int next(int k) { AG_FN("next", 14, 17); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(k))>(&next))) return ag_0.run<int>(+[](::ag::Lift<decltype(k)> k) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass(0, k))); }, k); auto& ag_k = k; { ::ag::Scalar<int> k = ag_0.arg(0, ag_k); AG_LOUD ::ag::Slot<int> ag_ret;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(15, 3), ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, k))), ::ag::state("return", ag_ret)); if (ag_1.then()) ag_ret = k / 2; if (ag_1.other()) {{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = 3 * k + 1; } ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<int>(ag_ret); }}{{$}}
// CHECK: {{^ *}}#line 19 "{{.*}}calls.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor climb(const Tensor& start) { AG_FN("climb", 19, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(start))>(&climb))) return ag_0.run<Tensor>(+[](decltype(start) start) -> ::ag::Lift<Tensor> { return climb(start); }, start); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = start.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(22, 3), ::ag::state("k,turns", k, turns), ::ag::Loop::choice); ag_1.next() && ag_1.test(::ag::and_(AG_SITE(22, 10), ::ag::and_(AG_SITE(22, 10), k > 1, [&] { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass(0, k))) != 1; }), [&] { return ::ag::not_(AG_SITE(22, 35), (::ag::and_(AG_SITE(22, 37), ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, k))), [&] { return turns > 20; }))); }));) {{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::select(AG_SITE(23, 9), ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, k))), [&] { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass(0, k))); }, [&] { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass(0, ::ag::Crossing(0x{{[0-9a-f]+}}u).result(next(::ag::pass(0, k)))))); });{{$}}
// CHECK-NEXT: {{^ *}}turns += ::ag::select(AG_SITE(24, 14), ::ag::Crossing(0x{{[0-9a-f]+}}u).result(even(::ag::pass(0, turns))), [&] { return 1; }, [&] { return 3; });{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return ag::stack({Tensor(k), Tensor(turns)});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
