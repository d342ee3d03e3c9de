// TITLE: if: a variable that one path leaves unset
// TF: 7 8 14 107
// RUN: %expect 1 %autograft %s -o %t.cpp %flags 2>&1 | %check
#include <autograft/autograft.h>

using ag::Tensor;

// 7
AG_FUNCTION Tensor set_in_then(Tensor c) {
  Tensor i;
  // CHECK: cond_errors.cpp:[[@LINE+1]]:3: error: 'i' may be unset here: only the first branch of this `if` sets it [AG0201]
  if (c > 0)
    i = c;
  return i;
}

// 8
AG_FUNCTION Tensor set_in_else(Tensor c) {
  Tensor i;
  // CHECK: cond_errors.cpp:[[@LINE+1]]:3: error: 'i' may be unset here: only the second branch of this `if` sets it [AG0201]
  if (c > 0) {
  } else {
    i = c;
  }
  return i;
}

// 14: a path that ends the function without a result.
AG_FUNCTION Tensor missing_return(Tensor a, Tensor b) {
  // CHECK: cond_errors.cpp:[[@LINE+1]]:3: error: 'the result' may be unset here: {{.*}} [AG0201]
  if (a > 0) {
    if (b > 0)
      return a;
  } else {
    return b;
  }
}

// 107
AG_FUNCTION Tensor missing_in_else(Tensor a) {
  // CHECK: cond_errors.cpp:[[@LINE+1]]:3: error: 'the result' may be unset here: {{.*}} [AG0201]
  if (a > 0)
    return a;
  else
    a = -a;
}
