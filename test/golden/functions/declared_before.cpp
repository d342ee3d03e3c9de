// TITLE: Declared before, defined after
// DOC: A declaration may carry the mark too; other functions may then pass promoted values before
// DOC: the definition is seen.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
namespace math {
AG_FUNCTION static inline int half_of(int k);

AG_FUNCTION static Tensor count_down(const Tensor& x) {
  int k = x.item<int>();
  int turns = 0;
  while (k > 0) {
    k = half_of(k);
    ++turns;
  }
  return Tensor(turns);
}

AG_FUNCTION static inline int half_of(int k) { return k / 2; }
}  // namespace math
// source]

int main() {
  same(math::count_down(Tensor(100)).item<int>(), 7);
  same(math::half_of(9), 4);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}namespace math {{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION static inline int half_of(int k);{{$}}
// CHECK: {{^ *}}#line 16 "{{.*}}declared_before.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION static Tensor count_down(const Tensor& x) { AG_FN("count_down", 16, 27); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&count_down))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return count_down(x); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = x.as_scalar<int>();{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> turns = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(19, 3), ::ag::state("k,turns", k, turns), ::ag::Loop::choice); ag_1.next() && ag_1.test(k > 0);) {{{$}}
// CHECK-NEXT: {{^ *}}k = ::ag::Crossing(0x{{[0-9a-f]+}}u).result(half_of(::ag::pass(0, k)));{{$}}
// CHECK-NEXT: {{^ *}}++turns;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}return Tensor(turns);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 26 "{{.*}}declared_before.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION static inline int half_of(int k) { AG_FN("half_of", 26, 31); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<int (*)(decltype(k))>(&half_of))) return ag_0.run<int>(+[](::ag::Lift<decltype(k)> k) -> ::ag::Lift<int> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(half_of(::ag::pass(0, k))); }, k); auto& ag_k = k; { ::ag::Scalar<int> k = ag_0.arg(0, ag_k); AG_LOUD return ag_0.ret<int>(k / 2); }}{{$}}
// CHECK-NEXT: {{^ *}}}  // namespace math{{$}}
