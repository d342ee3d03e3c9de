// A variable that only one branch of an `if` on a tensor sets, and that is read afterwards.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>

AG_FUNCTION ag::Tensor f(ag::Tensor x) {
  ag::Tensor y;
  // CHECK: unset_after_if.cpp:[[@LINE+1]]:3: error: 'y' may be unset here: only the first branch of this `if` sets it [AG0201]
  if (sum(x) > 0.0) y = x * 2;
  // CHECK: cure: give it a value where it is declared, or on every path
  return y;
}
