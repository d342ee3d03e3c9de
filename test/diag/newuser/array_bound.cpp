// A value read from a tensor as the length of an array.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>

AG_FUNCTION ag::Tensor squares(ag::Tensor n) {
  // CHECK: array_bound.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the staged value '{{.*}}item<int>()' is needed on the host: an array bound [AG0301]
  double buffer[n.item<int>()];
  // CHECK: cure: keep the value in tensors
  buffer[0] = 1.0;
  return n + buffer[0];
}
