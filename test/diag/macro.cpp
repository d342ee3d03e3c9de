// AG0116: a macro of the program hides a word of the emitted code.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#define Branch 7
// CHECK: macro.cpp:[[@LINE+1]]:24: error: the macro 'Branch' hides a word that the emitted code needs [AG0116]
AG_FUNCTION ag::Tensor f(ag::Tensor x) {
  if (sum(x) > 1.0) x = x / 2;
  return x;
}
// CHECK: cure: rename the macro

// The second function has the same cause: one message is enough.
AG_FUNCTION ag::Tensor g(ag::Tensor x) { return x + Branch; }
