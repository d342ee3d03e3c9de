// TITLE: Loops: dtypes and structures that may not change
// TF: 88 92 95
// RUN: %autograft %s -o %t.cpp %flags
// RUN: %cxx -iquote%S %t.cpp -o %t %link && %t | %check
#include <autograft/autograft.h>

#include <iostream>

using ag::Tensor;

// 88: the dtype changes.
AG_FUNCTION Tensor dtype_changes(Tensor n) {
  Tensor s = 0;
  while (s < n) {
    s = s + 0.5;
  }
  return s;
}

// The rank changes.
AG_FUNCTION Tensor rank_changes(Tensor n) {
  Tensor s = ag::ones({2});
  while (ag::sum(s) < n) {
    s = ag::stack({s, s});
  }
  return s;
}

// 95: the number of tensors changes.
AG_FUNCTION Tensor branch_dtypes(Tensor c) {
  Tensor s;
  if (c > 0) {
    s = 1;
  } else {
    s = 2.5f;
  }
  return s;
}

template <class F>
void error_of(F f) {
  try {
    f();
    std::cout << "no error\n";
  } catch (const ag::Error& e) {
    std::cout << e.what() << "\n";
  }
}

int main() {
  // CHECK: loop_type_errors.cpp:14{{.*}}'s'{{.*}}i32{{.*}}f64{{.*}}AG0203
  error_of([] { dtype_changes(5); });
  // CHECK: loop_type_errors.cpp:23{{.*}}'s'{{.*}}rank{{.*}}AG0203
  error_of([] { rank_changes(5.f); });
  // CHECK: loop_type_errors.cpp:32{{.*}}'s'{{.*}}AG0204
  error_of([] { branch_dtypes(5); });
}
