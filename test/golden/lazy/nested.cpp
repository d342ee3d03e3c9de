// TITLE: Nested conditional operators
// DOC: Conditional operators nest; arms of different number types take C++'s common type.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION double grade(const Tensor& x) {
  const int k = x < 10 ? 0 : x < 20 ? 1 : x < 30 ? 2 : 3;
  return k == 0 ? -1 : k == 1 ? 0.5 : k == 2 ? 2.f : 'A';
}
// source]

int main() {
  const double want[] = {-1, 0.5, 2., 65.};
  for (int i = 0; i < 4; ++i) same(grade(Tensor(10 * i + 5)), want[i]);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 12 "{{.*}}nested.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION double grade(const Tensor& x) { AG_FN("grade", 12, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<double (*)(decltype(x))>(&grade))) return ag_0.run<double>(+[](decltype(x) x) -> ::ag::Lift<double> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(grade(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int> k = ::ag::select(AG_SITE(13, 17), x < 10, [&] { return 0; }, [&] { return ::ag::select(AG_SITE(13, 30), x < 20, [&] { return 1; }, [&] { return ::ag::select(AG_SITE(13, 43), x < 30, [&] { return 2; }, [&] { return 3; }); }); });{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<double>(::ag::select(AG_SITE(14, 10), k == 0, [&] { return -1; }, [&] { return ::ag::select(AG_SITE(14, 24), k == 1, [&] { return 0.5; }, [&] { return ::ag::select(AG_SITE(14, 39), k == 2, [&] { return 2.f; }, [&] { return 'A'; }); }); }));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
