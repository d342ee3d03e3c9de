// TITLE: Annotated functions that headers define
// DOC: With `--inline-headers` (in CMake: `INLINE_HEADERS`) the headers that lead to them are written into the output, each once; everything else stays `#include`d.
// RUN: %autograft %s --inline-headers -o - %flags | %check
// RUN: %run-three %s --inline-headers
#include "../golden.h"

// [source
#include "Inputs/steps.h"

AG_FUNCTION int weeks(ag::Tensor x) {
  int days = halvings(x);
  while (days % 7 != 0) ++days;
  return days / 7;
}
// source]

// CHECK: // #include "Inputs/steps.h"
// CHECK-NEXT: #line 1 "{{.*}}/Inputs/steps.h"
// CHECK-NEXT: // #pragma once
// CHECK-NEXT: #include <autograft/autograft.h>
// CHECK: #line 4 "{{.*}}/Inputs/steps.h"
// CHECK-NEXT: {{\[\[}}gnu::abi_tag("ag")]] AG_FUNCTION inline int halvings(ag::Tensor x) {{[{]}} AG_FN("halvings", 4, 24)
// CHECK: for (::ag::Loop ag_1(AG_SITE(6, 3), ::ag::state("x,n", x, n)); ag_1.next() && ag_1.test(max(x) > 1.0);)
// CHECK: #line 8 "{{.*}}/inline.cpp"
// CHECK: AG_FUNCTION int weeks(ag::Tensor x) {{[{]}} AG_FN("weeks", 10, 17)
int main() {
  same(weeks(ag::Tensor{100.0, 3.0}), 1);
  same(weeks(ag::Tensor{1e5, 3.0}), 3);
  return result();
}
