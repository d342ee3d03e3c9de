// Errors of the running program: file, line and column of the user's source, in eager mode and in
// graphs, and the staged regions around the place (native code does not name all of them).
// RUN: %expect 0 %autograft --verify %s -o %t.cpp %flags
// RUN: %cxx %t.cpp -o %t.graph %link
// RUN: env AUTOGRAFT_BACKEND=ref %t.graph > %t.out && %check < %t.out
// RUN: env AUTOGRAFT_MODE=eager %t.graph > %t.out && %check --check-prefix=EAGER < %t.out
// RUN: %clangxx %t.cpp -o %t.clang %link
// RUN: env AUTOGRAFT_BACKEND=ref %t.clang > %t.out && %check < %t.out
#include <autograft/autograft.h>
#include <cstdio>
using ag::Tensor;

AG_FUNCTION Tensor late(Tensor x, Tensor table) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    if (k < 9) {
      ++k;       x = x + table[k] * 0;
    }
  }
  return x;
}

AG_FUNCTION Tensor shapes(Tensor x) {
  Tensor y = x;
  while (sum(y) > 1.0) { y = y / 2;   y = y + ag::zeros({7}); }
  return y;
}

// Two on a line, a number that is promoted, and a call behind inserted text.
AG_FUNCTION Tensor one(Tensor x) { return x / 2; } AG_FUNCTION int two(Tensor n, Tensor m) { int k = 0; while (n > 0) { n = n - 1; ++k; } return (n / m).item<int>(); }

template <class F> void attempt(F f) {
  try {
    f();
    std::puts("fine");
  } catch (const ag::Error &error) {
    std::puts(error.what());
    std::puts(error.where().c_str());
  }
}

int main() {
  // CHECK: {{^.*}}runtime_place.cpp:18:{{(2[6-9]|3[0-3])}}: error: index 3 is out of range for an extent of 3 [AG0212]
  // CHECK-NEXT: runtime_place.cpp:17:5: note: where this condition is true
  // CHECK-NEXT: runtime_place.cpp:15:3: note: in turn 3 of this loop
  // CHECK-NEXT: {{^.*}}runtime_place.cpp:18:{{(2[6-9]|3[0-3])}}{{$}}
  // EAGER: {{^.*}}runtime_place.cpp:18:{{[0-9]+}}: error: {{.*}} [AG0212]
  attempt([] { late(ag::full({2}, 64.0), ag::zeros({3})); });
  // CHECK: {{^.*}}runtime_place.cpp:26:{{(4[3-9]|5[0-9]|60)}}: error: {{.*}} [AG0214]
  // CHECK-NEXT: runtime_place.cpp:26:3: note: in this staged loop
  // EAGER: {{^.*}}runtime_place.cpp:26:{{(4[3-9]|5[0-9]|60)}}: error: {{.*}} [AG0214]
  attempt([] { shapes(ag::ones({4})); });
  // CHECK: {{^.*}}runtime_place.cpp:31: error: {{.*}} [AG0211]
  // EAGER: {{^.*}}runtime_place.cpp:31: error: {{.*}} [AG0211]
  attempt([] { two(Tensor(3), Tensor(0)); });
}
