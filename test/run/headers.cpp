// With `--inline-headers` (in CMake: `INLINE_HEADERS`) the headers that lead to them are written into the output, each once; everything else stays `#include`d.
// RUN: %autograft %s --inline-headers --verify -o - %flags | %check
// RUN: %run-three %s --inline-headers
// RUN: %run-three %s --inline-headers --line=generated
// RUN: %run-three %s --inline-headers --line=none
// RUN: %autograft %s --inline-headers --line=none -o - %flags | %check --check-prefix=NONE
#include <autograft/autograft.h>

#include "../golden/golden.h"
#include "Inputs/headers/chain.h"
#include "Inputs/headers/deep/steps.h" // met before
// CHECK: // #include "Inputs/headers/chain.h"
// CHECK-NEXT: #line 1 "{{.*}}/Inputs/headers/chain.h"
// CHECK: // #include "deep/steps.h"
// CHECK-NEXT: #line 1 "{{.*}}/Inputs/headers/deep/steps.h"
// CHECK: // #pragma once
// CHECK-NEXT: #include <autograft/autograft.h>
// CHECK: #include "{{/.*}}/Inputs/headers/plain.h"
// CHECK: {{^}}namespace lib {
// CHECK: #line 9 "{{.*}}/Inputs/headers/deep/steps.h"
// CHECK-NEXT: {{\[\[}}gnu::abi_tag("ag")]] AG_FUNCTION inline ag::Tensor shrink(ag::Tensor x) {{[{]}} AG_FN("shrink", 9, 31)
// CHECK: /// Declared in front of its definition.
// CHECK: {{\[\[}}gnu::abi_tag("ag")]] AG_FUNCTION inline int halvings(ag::Tensor x);
// CHECK-NOT: abi_tag
// CHECK: T settle(
// CHECK-NOT: abi_tag
// CHECK: inline double ag_near_one_
// CHECK: abi_tag
// CHECK: double copied(
// CHECK: #line 4 "{{.*}}/Inputs/headers/chain.h"
// CHECK-NEXT: // beside it, in a folder of its own
// CHECK-NEXT: // #  include  "deep/shapes.h"
// CHECK-NEXT: #line 1 "{{.*}}/Inputs/headers/deep/shapes.h"
// CHECK: // #include "steps.h"
// CHECK: abi_tag
// CHECK: int add(
// CHECK: {{\[\[}}gnu::abi_tag("ag")]] AG_FUNCTION ag::Tensor scaled(ag::Tensor x) const;
// CHECK: template <class T>
// CHECK: abi_tag
// CHECK: T more(T v) const
// CHECK-NOT: abi_tag
// CHECK: ag::Tensor apply(
// CHECK: abi_tag
// CHECK: T operator()(T x) const
// CHECK: #line 5 "{{.*}}/Inputs/headers/chain.h"
// CHECK-NEXT: /* spelled
// CHECK: #include "{{/.*}}/Inputs/headers/plain.h"
// CHECK: {{^}}#line 10 "{{.*}}/headers.cpp"
// CHECK: {{^}}// #include "Inputs/headers/deep/steps.h" // met before
// CHECK: {{^}}namespace {{[{]}} constexpr const char *ag_column_text_1[] =
// NONE-NOT: #line
// NONE: {{^}}// #include "Inputs/headers/chain.h"
// NONE-NEXT: // at 1 "{{.*}}/Inputs/headers/chain.h"

using ag::Tensor;

AG_FUNCTION int calls(Tensor x) {
  int n = lib::halvings(x);
  while (n > 2) --n;
  return n + lib::settle(n, 3);
}

int main() {
  const Tensor x{3.0, 4.0, 5.0};
  same(lib::shrink(x).to_vector<double>(), {0.1875, 0.25, 0.3125});
  same(lib::halvings(x), 3);
  same(lib::settle(x.at(0), 2).item<double>(), 0.75);
  same(lib::settle(8, 2), 2);
  same(lib::own(x).to_vector<double>(), {16, 20, 24});
  same(lib::copied(x), 65.0 / 64);
  same(twice_then(3), 7);
  Counter counter;
  same(counter.add(x), 1);
  same(counter.add(x), 2);
  same(counter.scaled(x).to_vector<double>(), {0.375, 0.5, 0.625});
  same(counter.more(Tensor(1)).item<int>(), 3);
  same(counter.apply(Tensor(-2)).item<int>(), 2);
  same(Outer<Tensor>::Inner{2.0}(Tensor(5.0)).item<double>(), 3);
  same(calls(x), 3);
  return result();
}
