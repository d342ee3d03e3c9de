// Turns that are too many: one error in the graph, in native code, in loops that run while the graph
// is built, and in converted code that runs eagerly.
// RUN: %expect 0 %autograft --verify %s -o %t.cpp %flags
// RUN: %cxx %t.cpp -o %t.graph %link
// RUN: %t.graph > %t.out && %check < %t.out
// RUN: env AUTOGRAFT_BACKEND=ref %t.graph > %t.out && %check < %t.out
// RUN: env AUTOGRAFT_MODE=eager %t.graph > %t.out && %check < %t.out
#include <autograft/autograft.h>
#include <cstdio>
#include <vector>
using ag::Tensor;

AG_FUNCTION int head(Tensor x) {
  int k = 0;
  while (x != 0) {
    ag::loop_options(ag::max_iterations(10));
    ++k;
    x = x - 1;
  }
  return k;
}
AG_FUNCTION Tensor whole(Tensor x) {
  do {
    ag::loop_options(ag::max_iterations(2));
    x = x - ag::ones_like(x);
  } while (sum(x) > 0.f);
  return x;
}
AG_FUNCTION Tensor rows(Tensor x) {
  Tensor s = 0;
  for (Tensor row : x) {
    ag::loop_options(ag::max_iterations(3));
    s += row;
  }
  return s;
}
AG_FUNCTION Tensor plain(Tensor x, std::vector<int> v) {
  for (int each : v) {
    ag::loop_options(ag::max_iterations(3));
    if (x > 100) break;
    x = x * each;
  }
  return x;
}

template <class F> void attempt(F f) {
  try {
    f();
    std::puts("fine");
  } catch (const ag::Error &error) {
    std::puts(error.where().c_str());
    std::puts(std::string(error.code()).c_str());
  }
}

int main() {
  // CHECK: fine
  // CHECK-NEXT: loop_options.cpp:15:3
  // CHECK-NEXT: AG0220
  attempt([] { head(10); });
  attempt([] { head(-1); });
  // CHECK-NEXT: fine
  // CHECK-NEXT: loop_options.cpp:23:3
  // CHECK-NEXT: AG0220
  attempt([] { whole(ag::full({3}, 2.f)); });
  attempt([] { whole(ag::full({3}, 3.f)); });
  // CHECK-NEXT: fine
  // CHECK-NEXT: loop_options.cpp:31:3
  // CHECK-NEXT: AG0220
  attempt([] { rows(ag::arange(3)); });
  attempt([] { rows(ag::arange(4)); });
  // CHECK-NEXT: fine
  // CHECK-NEXT: fine
  // CHECK-NEXT: loop_options.cpp:38:3
  // CHECK-NEXT: AG0220
  attempt([] { plain(7, {1, 2, 3}); });
  attempt([] { plain(70, {1, 2, 3, 4}); });
  attempt([] { plain(1, {1, 2, 3, 4}); });
}
