// Edits that cure for certain: under the caret, or in a note where they belong elsewhere; in the
// machine-readable forms too.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
// RUN: not %autograft --diagnostics-format=json %s -o %t.cpp %flags 2> %t.json
// RUN: %check --check-prefix=JSON < %t.json
// RUN: not %autograft --diagnostics-format=sarif %s -o %t.cpp %flags 2> %t.sarif
// RUN: %python %S/Inputs/sarif.py < %t.sarif | %check --check-prefix=SARIF
// RUN: %check --check-prefix=FIX < %t.sarif
// SARIF: 6 results: AG0306 AG0305 AG0108 AG0122 AG0510 AG0115
// FIX: "text": "insert `AG_FUNCTION ` here"
// FIX: "text": "write `ag::Variable` instead of `int`"
// FIX: "text": "remove `AG_STAGE `"
#include <autograft/autograft.h>
using ag::Tensor;

Tensor scaled(Tensor x, int turns);
int seen = 0;

AG_FUNCTION Tensor calls(Tensor x) {
  int turns = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++turns;
  }
  // CHECK: fixits.cpp:[[@LINE+3]]:20: error: the staged value 'turns' is passed to 'scaled', which has no form that takes one: its body is not visible here [AG0306]
  // CHECK: fixits.cpp:23:5: note: 'turns' is staged because it is written here, inside a staged loop
  // CHECK: fixits.cpp:16:1: note: insert `AG_FUNCTION ` here
  return scaled(x, turns);
}
// JSON: "fixit": {
// JSON-NEXT: "text": "AG_FUNCTION ",
// JSON-NEXT: "file": "{{.*}}fixits.cpp",
// JSON-NEXT: "line": 16,
// JSON-NEXT: "column": 1,
// JSON-NEXT: "length": 0

AG_FUNCTION Tensor counts(Tensor x) {
  // CHECK: fixits.cpp:[[@LINE+2]]:{{[0-9]+}}: error: a write to the global 'seen' in an annotated function{{.*}} [AG0305]
  // CHECK: fixits.cpp:17:1: note: write `ag::Variable` instead of `int`
  if (sum(x) > 1.0) ++seen;
  return x;
}

AG_FUNCTION Tensor wide(Tensor x) {
  // CHECK: fixits.cpp:[[@LINE+4]]:15: error: 'total' must be staged, but its type 'long double' has no staged form [AG0108]
  // CHECK-NEXT: long double total = 0;
  // CHECK-NEXT: ^
  // CHECK-NEXT: {{^ +\| +double$}}
  long double total = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    total += 1;
  }
  return x + static_cast<double>(total);
}

// CHECK: fixits.cpp:[[@LINE+3]]:20: error: the parameter 'w' takes an ag::Variable by value [AG0122]
// CHECK-NEXT: AG_FUNCTION
// CHECK: {{^ +\| +&$}}
AG_FUNCTION Tensor by_value(Tensor x, ag::Variable w) { return x * w; }

// CHECK: fixits.cpp:[[@LINE+3]]:18: error: the annotated function 'deduced' has a deduced result type [AG0510]
// CHECK-NEXT: AG_FUNCTION
// CHECK: {{^ +\| +(ag::)?Tensor$}}
AG_FUNCTION auto deduced(Tensor x) { return x / 2; }

AG_FUNCTION Tensor insists(Tensor x) {
  // CHECK: fixits.cpp:[[@LINE+2]]:3: error: AG_STAGE: this loop cannot be staged: AG_STAGE does not stand before a loop [AG0115]
  // CHECK: fixits.cpp:[[@LINE+1]]:3: note: remove `AG_STAGE `
  AG_STAGE x = x + 1;
  return x;
}
