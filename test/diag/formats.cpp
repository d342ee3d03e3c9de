// Diagnostics for programs: JSON and SARIF, with C++ errors among them, one document a run.
// RUN: not %autograft --diagnostics-format=sarif %s -o %t.cpp %flags 2> %t.sarif
// RUN: %python %S/Inputs/sarif.py < %t.sarif | %check --check-prefix=SARIF
// SARIF: 2 results: AG0402 AG0301
// RUN: not %autograft --diagnostics-format=json %s -o %t.cpp %flags 2> %t.json
// RUN: %check --check-prefix=JSON < %t.json
// JSON: "severity": "warning",
// JSON: "code": "AG0301",
// JSON-NEXT: "name": "PromotedOnHost",
// JSON-NEXT: "severity": "error",
// JSON-NEXT: "message": "the staged value 'k' is needed on the host: an index of 'layers'",
// JSON-NEXT: "file": "{{.*}}formats.cpp",
// JSON-NEXT: "line": 34,
// JSON-NEXT: "column": 21,
// JSON: "notes": [
// JSON: "message": "'k' is staged because it is written here, inside a staged loop",
// JSON: "errors": 1,
// JSON-NEXT: "warnings": 1
// RUN: not %autograft --diagnostics-format=sarif --extra-arg=-DBROKEN %s %S/formats.cpp --dry-run %flags 2> %t.sarif
// RUN: %python %S/Inputs/sarif.py < %t.sarif | %check --check-prefix=CPP
// CPP: 4 results: AG0513 AG0513 AG0513 AG0513
// RUN: %expect 0 %autograft --diagnostics-format=sarif --list %S/outputs.cpp %flags | %check --check-prefix=NONE
// NONE: "exitCode": 0
// NONE: "results": []
#include <autograft/autograft.h>
#include <iostream>
#include <vector>
using ag::Tensor;

AG_FUNCTION Tensor index(Tensor x) {
  std::vector<Tensor> layers = {x, x * 2, x * 3};
  int k = 0;
  while (sum(x) > 1.0) { x = x / 2; ++k; std::cout << "turn"; }
  return x + layers[k];
}
#ifdef BROKEN
int f() { return absent; }
int g() { f(1); }
#endif
