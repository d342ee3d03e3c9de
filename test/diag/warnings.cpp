// AG0402 is a warning: the output is written. -Werror and -Wno-AG0402 do what they say.
// RUN: %expect 0 %autograft %s -o %t.cpp %flags | %check
// RUN: %expect 1 %autograft -Werror %s -o %t.cpp %flags | %check --check-prefix=ERROR
// RUN: %expect 1 %autograft -Werror=AG0402 %s -o %t.cpp %flags | %check --check-prefix=ERROR
// RUN: %expect 0 %autograft -Werror -Wno-AG0402 -Wno-AG0404 %s -o %t.cpp %flags | count 0
#include <autograft/autograft.h>
#include <iostream>
using ag::Tensor;

// The printed tensor is a name in the graph, wherever the line stands.
AG_FUNCTION Tensor shows(Tensor x) {
  // CHECK: warnings.cpp:[[@LINE+2]]:3: warning: the effect of 'operator<<' happens once, while the graph is built, not at every turn [AG0402]
  // ERROR: warnings.cpp:[[@LINE+1]]:3: error: the effect of 'operator<<' happens once, while the graph is built, not at every turn [AG0402]
  std::cout << x;
  return x + 1;
}

AG_FUNCTION Tensor talks(Tensor x) {
  while (sum(x) > 1.0) {
    // CHECK: warnings.cpp:[[@LINE+2]]:5: warning: {{.*}}happens once, while the graph is built, not at every turn [AG0402]
    // ERROR: warnings.cpp:[[@LINE+1]]:5: error: {{.*}}happens once, while the graph is built, not at every turn [AG0402]
    std::cout << "turn\n";
    x = x / 2;
  }
  return x;
}

// A call that may do anything keeps a loop plain, unless the program says that this is meant.
Tensor smooth(const Tensor &x);
AG_FUNCTION Tensor calls(Tensor x) {
  // CHECK: warnings.cpp:[[@LINE+1]]:3: warning: this loop runs while the graph is built, which gets its body once for each turn: it calls 'smooth', which is not known to be pure [AG0404]
  for (int i = 0; i < 3; ++i) x = smooth(x);
  AG_UNROLL for (int i = 0; i < 3; ++i) x = smooth(x);
  int n = 0;
  for (int i = 0; i < 3; ++i) n += ag::to_string(x).empty();
  return x + n;
}
