// The dtype of a variable changes over the turns of a loop: the program says so when it builds the
// graph, with the line and the name of the variable.
// RUN: %expect 0 %autograft --verify %s -o %t.cpp %flags
// RUN: %cxx %t.cpp -o %t.graph %link
// RUN: %expect 1 %t.graph | %check
#include <autograft/autograft.h>
#include <cstdio>
using ag::Tensor;

AG_FUNCTION Tensor grow(Tensor x) {
  Tensor total = 0;
  // CHECK: dtype_changes.cpp:[[@LINE+1]]:3: {{.*}}`total`{{.*}}i32{{.*}}f32{{.*}}before the loop
  while (sum(total) < 10.f) total = total + x;
  return total;
}

int main() {
  try {
    grow(ag::ones({}));
  } catch (const ag::Error &error) {
    std::puts(error.what());
    // CHECK: AG0203
    std::puts(std::string(error.code()).c_str());
    return 1;
  }
}
