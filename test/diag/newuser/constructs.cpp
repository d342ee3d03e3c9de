// What a new user writes that has no staged form: each is refused once, at its place, with a cure.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <algorithm>
#include <array>
#include <coroutine>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
using ag::Tensor;

// A list of numbers that grows in a staged loop.
AG_FUNCTION Tensor grows(Tensor x) {
  std::vector<int> turns;
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}[AG0{{207|301}}]
    turns.push_back(++k);
  }
  return x + static_cast<double>(turns.size());
}

// A string that is built in one.
AG_FUNCTION Tensor text(Tensor x) {
  std::string log;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: a staged value is stored where the tool cannot follow it: 'log' of type 'std::string' is changed inside a staged loop, which carries tensors, numbers and what is made of them [AG0207]
    log += "turn ";
  }
  return x + static_cast<double>(log.size());
}

// printf of a staged number.
AG_FUNCTION Tensor prints(Tensor x) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the staged value 'k' is needed on the host: an argument of 'printf' [AG0301]
  std::printf("%d\n", k);
  return x;
}

// An array of the host with a staged index.
AG_FUNCTION Tensor table(Tensor x) {
  std::array<double, 3> weights = {1, 2, 3};
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the staged value 'k' is needed on the host: an index of 'weights' [AG0301]
  return x * weights[k];
}

// A pointer to state; a reference that is bound to one of two variables.
AG_FUNCTION Tensor pointer(Tensor x) {
  // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: 'a pointer' refers to the staged variable 'k' in a way that cannot be followed [AG0107]
  int k = 0;
  int *p = &k;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return x + *p;
}

// A tensor behind a pointer.
AG_FUNCTION Tensor owned(Tensor x) {
  auto y = std::make_unique<Tensor>(x);
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}} 'y' of type {{.*}} is changed inside a staged loop{{.*}} [AG0207]
    *y = x;
  }
  return *y;
}

// A map whose keys change.
AG_FUNCTION Tensor keyed(Tensor x) {
  std::map<int, Tensor> parts;
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the staged value 'k' is needed on the host: an index of 'parts' [AG0301]
    parts[++k] = x;
  }
  return x + static_cast<double>(parts.size());
}

// No result on one path.
AG_FUNCTION Tensor no_result(Tensor x) {
  // CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: 'the result' may be unset here: a path through this `if` ends the function without a `return` [AG0201]
  if (sum(x) > 1.0) return x / 2;
}

// A coroutine.
struct Rows {
  struct promise_type {
    Rows get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    std::suspend_never yield_value(const Tensor &) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
// CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: an annotated function cannot be a coroutine [AG0103]
AG_FUNCTION Rows rows(Tensor x) { co_yield x; }

// A virtual function that is not annotated.
struct Layer {
  virtual ~Layer() = default;
  virtual Tensor apply(Tensor x, int k) const { return x * k; }
};
// CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the argument 'layer' of type 'Layer' has no == or no hash [AG0304]
AG_FUNCTION Tensor applied(Tensor x, const Layer &layer) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  return layer.apply(x, k);
}

// CHECK: constructs.cpp:[[@LINE+1]]:{{[0-9]+}}: error: AG_FUNCTION cannot stand on main [AG0111]
AG_FUNCTION int main() { return 0; }
