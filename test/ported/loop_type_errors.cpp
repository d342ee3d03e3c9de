// TITLE: Loops: dtypes and structures that may not change
// TF: 11 88 90 91 92 95 98
// RUN: %autograft %s -o %t.cpp %flags
// RUN: %cxx -iquote%S %t.cpp -o %t %link && %t | %check
#include <autograft/autograft.h>

#include <iostream>
#include <map>
#include <optional>
#include <string>

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

// 90: in a loop over rows; 91: in one that may end early.
AG_FUNCTION Tensor dtype_over_rows(Tensor xs) {
  Tensor s = 0;
  for (Tensor x : xs) {
    if (x > 100)
      break;
    s = s + 0.5 * x;
  }
  return s;
}

// 98: only one branch adds a key.
AG_FUNCTION Tensor key_in_one_branch(Tensor c) {
  std::map<std::string, Tensor> m;
  m["a"] = c;
  if (c > 0)
    m["b"] = c;
  return m["a"];
}

// 11: only one branch takes the value away.
AG_FUNCTION Tensor none_in_one_branch(Tensor c) {
  std::optional<Tensor> o = c;
  if (c > 0)
    o.reset();
  return o ? *o : c;
}

template <class F> void error_of(F f) {
  try {
    f();
    std::cout << "no error\n";
  } catch (const ag::Error &e) {
    std::cout << e.what() << "\n";
  }
}

int main() {
  // CHECK: loop_type_errors.cpp:17:3: error: `s` {{.*}}i32{{.*}}f64{{.*}} [AG0203]
  error_of([] { dtype_changes(5); });
  // CHECK: loop_type_errors.cpp:26:3: error: `s` {{.*}}rank{{.*}} [AG0203]
  error_of([] { rank_changes(5.f); });
  // CHECK: loop_type_errors.cpp:35:3: error: `s` {{.*}} [AG0204]
  error_of([] { branch_dtypes(5); });
  // CHECK: loop_type_errors.cpp:{{4[67]}}:{{[35]}}: error: `s` {{.*}}i32{{.*}}f64{{.*}} [AG0204]
  // CHECK: loop_type_errors.cpp:46:3: note: in this staged loop
  error_of([] { dtype_over_rows(ag::arange(4)); });
  // CHECK: loop_type_errors.cpp:58:3: error: `m` has 2 elements {{.*}} [AG0204]
  error_of([] { key_in_one_branch(1); });
  // CHECK: loop_type_errors.cpp:66:3: error: `o` has 0 elements {{.*}} [AG0204]
  error_of([] { none_in_one_branch(1); });
}
