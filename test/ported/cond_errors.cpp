// TITLE: if: a variable that one path leaves unset
// TF: 7 8
// RUN: %expect 1 %autograft %s -o %t.cpp %flags 2>&1 | %check
#include <autograft/autograft.h>

using ag::Tensor;

// 7
AG_FUNCTION Tensor set_in_then(Tensor c) {
  Tensor i;
  // CHECK: cond_errors.cpp:[[@LINE+1]]:3: error: 'i' may be unset here: only the first branch of this `if` sets it [AG0201]
  if (c > 0) i = c;
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
