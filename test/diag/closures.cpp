// What cannot be given to ag::trace and ag::function, and what their lambdas cannot do.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <vector>
using ag::Tensor;

Tensor branches(Tensor x) {
  if (x > 0) return x;
  return -x;
}
Tensor straight(Tensor x) { return x * 2; }
Tensor takes_number(Tensor x, int n) { return x * n; }
struct Step {
  Tensor operator()(Tensor x) const {
    while (x > 1) x = x / 2;
    return x;
  }
};

AG_FUNCTION Tensor traces(Tensor x) {
  // CHECK: closures.cpp:[[@LINE+1]]:12: error: ag::trace builds a graph, and stands in a function whose own graph is being built; {{.*}} [AG0305]
  auto g = ag::trace([](Tensor y) { return y; }, ag::spec<float>({}));
  return x;
}
AG_FUNCTION Tensor makes(Tensor x) {
  // CHECK: closures.cpp:[[@LINE+1]]:12: error: ag::function stands in a function whose own graph is being built; {{.*}} [AG0305]
  auto f = ag::function([](Tensor y) { return y; });
  return f(x);
}

int main() {
  Tensor w = 1.f;
  int n = 0;
  std::vector<int> v;
  const auto x = ag::spec<float>({});
  // CHECK: closures.cpp:[[@LINE+4]]:13: error: 'branches' is given to ag::trace but not annotated, and it branches on tensors or loops over them [AG0318]
  // CHECK: note: 'branches' is defined here
  // CHECK: note: insert `AG_FUNCTION ` here
  // CHECK: cure: annotate it with AG_FUNCTION, or give a lambda that calls it
  ag::trace(branches, x);
  ag::trace(&straight, x);
  // CHECK: closures.cpp:[[@LINE+1]]:13: error: 'takes_number' is given to ag::trace but not annotated, and it takes a number [AG0318]
  ag::trace(takes_number, x, ag::spec<int>({}));
  // CHECK: closures.cpp:[[@LINE+1]]:13: error: 'operator()' is given to ag::trace but not annotated, and it branches {{.*}} [AG0318]
  ag::trace(Step{}, x);
  // CHECK: closures.cpp:[[@LINE+1]]:16: error: 'straight' is given to ag::function but not annotated, and it would run op by op [AG0318]
  ag::function(straight);
  // CHECK: closures.cpp:[[@LINE+2]]:16: error: the lambda given to ag::function captures 'w' [AG0133]
  // CHECK: cure: pass it as a parameter, make it a global or an ag::Variable, or let ag::trace make a constant of it
  ag::function([w](Tensor t) { return t + w; });
  // CHECK: closures.cpp:[[@LINE+1]]:16: error: the lambda given to ag::function captures 'n' [AG0133]
  ag::function([&](Tensor t) { return t * n; });
  // CHECK: closures.cpp:[[@LINE+1]]:51: error: a write to 'n', which the lambda captures: it would happen once, while the graph is built [AG0305]
  ag::trace([&](Tensor t) { if (t > 0) { t = 0.f; ++n; } return t; }, x);
  // CHECK: closures.cpp:[[@LINE+1]]:37: error: a write to 'w', which the lambda captures: {{.*}} [AG0305]
  ag::trace([w](Tensor t) mutable { w = t; return w; }, x);
  // CHECK: closures.cpp:[[@LINE+1]]:29: error: a write to 'v', which the lambda captures: {{.*}} [AG0305]
  ag::trace([&](Tensor t) { v.push_back(1); return t; }, x);
  // CHECK: closures.cpp:[[@LINE+1]]:44: error: a write to 'w', which the lambda captures: {{.*}} [AG0305]
  ag::trace([&](Tensor t) { Tensor &r = w; r += t; return t; }, x);
  // CHECK: closures.cpp:[[@LINE+4]]:24: error: the staged value 'k' is needed on the host: an argument of 'the constructor of vector' [AG0301]
  ag::trace([](Tensor t) {
    int k = 0;
    while (t > 1) { t = t / 2; ++k; }
    std::vector<int> u(k);
    return t;
  }, x);
  // CHECK: closures.cpp:[[@LINE+1]]:35: error: the annotated function 'lambda' has a deduced result type [AG0510]
  const auto twice = ag::function([](auto t) { return t * 2; });
  twice(Tensor(1)), twice(2.5);
}
