// A function that is not annotated branches on a tensor. Given a value of the graph it cannot; the
// message names the place of the branch and that of the annotated caller.
// RUN: %expect 0 %autograft --verify %s -o %t.cpp %flags
// RUN: %cxx %t.cpp -o %t.graph %link
// RUN: %expect 1 %t.graph | %check
#include <autograft/autograft.h>
#include <cstdio>
using ag::Tensor;

AG_NO_CONVERT Tensor clamped(Tensor x) {
  if (sum(x) > 1.0) return x * 0;
  return x;
}

AG_FUNCTION Tensor twice(Tensor x) {
  Tensor y = clamped(x);
  return y + y;
}

int main() {
  try {
    twice(ag::ones({4}));
  } catch (const ag::Error &error) {
    // CHECK: opaque_condition.cpp:{{[0-9]+}}
    // CHECK-SAME: `twice` ({{.*}}opaque_condition.cpp:[[@LINE-10]]:20)
    // CHECK-SAME: AG_FUNCTION
    std::puts(error.what());
    // CHECK: AG0301
    std::puts(std::string(error.code()).c_str());
    return 1;
  }
}
