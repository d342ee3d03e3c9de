// AG0402 is a warning: the output is written. -Werror and -Wno-AG0402 do what they say.
// RUN: %expect 0 %autograft %s -o %t.cpp %flags | %check
// RUN: %expect 1 %autograft -Werror %s -o %t.cpp %flags | %check --check-prefix=ERROR
// RUN: %expect 1 %autograft -Werror=AG0402 %s -o %t.cpp %flags | %check --check-prefix=ERROR
// RUN: %expect 0 %autograft -Werror -Wno-AG0402 %s -o %t.cpp %flags | count 0
#include <autograft/autograft.h>
#include <iostream>
using ag::Tensor;

AG_FUNCTION Tensor talks(Tensor x) {
  while (sum(x) > 1.0) {
    // CHECK: warnings.cpp:[[@LINE+2]]:5: warning: {{.*}}happens once, while the graph is built, not at every turn [AG0402]
    // ERROR: warnings.cpp:[[@LINE+1]]:5: error: {{.*}}happens once, while the graph is built, not at every turn [AG0402]
    std::cout << "turn\n";
    x = x / 2;
  }
  return x;
}
