// --inline-headers: messages speak of the header, and what cannot be written out is refused.
// RUN: %expect 1 %autograft %s --inline-headers -o %t.cpp %flags -DBROKEN | %check --implicit-check-not=error:
// RUN: %expect 0 %autograft %s --inline-headers --list %flags | %check --check-prefix=LIST
// RUN: %expect 0 %autograft %s --inline-headers --emit=json -o - %flags | %check --check-prefix=JSON
// RUN: %expect 0 %autograft %s --inline-headers --emit=html -o %t.html %flags
// RUN: %expect 1 %autograft %s --inline-headers -o %t.cpp %flags -DASKS | %check --check-prefix=ASKS
// RUN: echo 'int main() {}' > %t.main.cpp
// RUN: %expect 1 %autograft %t.main.cpp --inline-headers -o %t.cpp %flags -include %S/Inputs/inline.h | %check --check-prefix=FLAG
// CHECK: {{^/.*}}Inputs/inline.h:17:21: error: {{.*}}'n'{{.*}} [AG0301]
// CHECK-NEXT: return ag::zeros({n})
// CHECK: {{^/.*}}Inputs/inline.h:14:3: note: this loop is staged
// LIST: {{^/.*}}Inputs/inline.h:20:31 in_header
// LIST: {{^.*}}header_inline.cpp:[[@LINE+6]]:{{[0-9]+}} here
// JSON: "file": "{{.*}}Inputs/inline.h"
// ASKS: Inputs/inline.h:20:31: error: the header of the annotated function 'in_header' cannot be written into the output: __has_include with quotes would look in another folder [AG0515]
// FLAG: Inputs/inline.h:20:31: error: the header of the annotated function 'in_header' cannot be written into the output: a compiler flag includes it, not the source [AG0515]
#include "Inputs/inline.h"

AG_FUNCTION ag::Tensor here(ag::Tensor x) { return in_header(x); }
