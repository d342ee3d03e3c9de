// A jump out of a loop that depends on a tensor.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>

AG_FUNCTION ag::Tensor halve(ag::Tensor x) {
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: goto_in_loop.cpp:[[@LINE+1]]:24: error: goto cannot stand in a staged function [AG0101]
    if (x.rank() == 0) goto done;
    // CHECK: cure: write the jump as a loop with `break` or `continue`
  }
done:
  return x;
}
