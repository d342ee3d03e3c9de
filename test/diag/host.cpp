// AG02xx and AG03xx that the tool finds: unset variables, staged values where C++ needs their value,
// host state under a staged condition. The notes say which write staged the value.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <mutex>
#include <string>
#include <vector>
using ag::Tensor;

AG_FUNCTION Tensor unset(Tensor x) {
  // CHECK: host.cpp:[[@LINE+3]]:3: error: 'y' may be unset here: only the first branch of this `if` sets it [AG0201]
  // CHECK: host.cpp:[[@LINE+1]]:10: note: 'y' is declared here, without a value
  Tensor y;
  if (sum(x) > 0.0) y = x * 2;
  // CHECK: cure: give it a value where it is declared, or on every path
  return y;
}

AG_FUNCTION Tensor through_pointer(Tensor x) {
  int k = 0;
  int *p = &k;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: host.cpp:[[@LINE+1]]:5: error: {{.*}} 'p' of type 'int *' is changed inside a staged loop, which carries {{.*}} [AG0207]
    ++*p;
  }
  return x + k;
}

AG_FUNCTION Tensor index(Tensor x) {
  std::vector<Tensor> layers = {x, x * 2, x * 3};
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  // CHECK: host.cpp:[[@LINE+4]]:21: error: the staged value 'k' is needed on the host: an index of 'layers' [AG0301]
  // CHECK: host.cpp:[[@LINE-3]]:5: note: 'k' is staged because it is written here, inside a staged loop
  // CHECK: host.cpp:[[@LINE-6]]:3: note: this loop is staged because its condition depends on a tensor
  // CHECK: cure: keep the value in tensors
  return x + layers[k];
}

AG_FUNCTION Tensor bound(Tensor n) {
  int k = n.item<int>();
  // CHECK: host.cpp:[[@LINE+1]]:17: error: the staged value 'k' is needed on the host: an array bound [AG0301]
  double buffer[k];
  buffer[0] = 1.0;
  return n + buffer[0];
}

AG_FUNCTION Tensor text(Tensor x) {
  int k = x.item<int>();
  // CHECK: host.cpp:[[@LINE+1]]:39: error: the staged value 'k' is needed on the host: an argument of 'to_string' [AG0301]
  std::string digits = std::to_string(k);
  return x + static_cast<double>(digits.size());
}

Tensor scaled(Tensor x, int k);
AG_FUNCTION Tensor not_annotated(Tensor x) {
  int k = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    ++k;
  }
  // CHECK: host.cpp:[[@LINE+1]]:20: error: the staged value 'k' is passed to 'scaled', which has no form that takes one: its body is not visible here [AG0306]
  return scaled(x, k);
}

void hello();
AG_FUNCTION Tensor impure(Tensor x) {
  while (sum(x) > 1.0) {
    // CHECK: host.cpp:[[@LINE+1]]:5: error: a call of 'hello', which is not known to be pure, under a staged condition [AG0305]
    hello();
    x = x / 2;
  }
  return x;
}

AG_FUNCTION Tensor statics(Tensor x) {
  static int calls = 0;
  while (sum(x) > 1.0) {
    // CHECK: host.cpp:[[@LINE+1]]:5: error: a write to the static 'calls' in an annotated function; make it an ag::Variable, or pass it as a parameter [AG0305]
    ++calls;
    x = x / 2;
  }
  return x;
}

// CHECK: host.cpp:[[@LINE+1]]:{{[0-9]+}}: error: the parameter 'w' takes an ag::Variable by value [AG0122]
AG_FUNCTION Tensor variable(Tensor x, ag::Variable w) { return x * w; }

struct Counter {
  int n = 0;
  std::vector<Tensor> seen;
  std::mutex lock;
  virtual Tensor act(Tensor x) const { return x * 2; }
  Tensor elsewhere() const;
  void tick() { ++n; }
  AG_FUNCTION Tensor step(Tensor x) {
    // CHECK: host.cpp:[[@LINE+1]]:5: error: 'tick' is not annotated, but changes 'n' [AG0317]
    tick();
    return x;
  }
  AG_FUNCTION Tensor hidden(Tensor x) {
    // CHECK: host.cpp:[[@LINE+1]]:16: error: 'elsewhere' is not annotated, but has no body that the tool can see [AG0317]
    return x + elsewhere();
  }
  AG_FUNCTION Tensor chosen(Tensor x) {
    // CHECK: host.cpp:[[@LINE+1]]:12: error: 'act' is not annotated, but is virtual [AG0317]
    return act(x);
  }
  AG_FUNCTION Tensor keep(Tensor x) {
    // CHECK: host.cpp:[[@LINE+1]]:5: error: a write to the field 'seen' of type 'std::vector<Tensor>', which would happen once, while the graph is built [AG0305]
    seen.push_back(x);
    return x;
  }
  AG_FUNCTION Tensor locked(Tensor x) {
    // CHECK: host.cpp:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}} [AG0305]
    std::lock_guard<std::mutex> guard(lock);
    return x;
  }
};

Tensor last;
AG_FUNCTION Tensor globals(Tensor x) {
  // CHECK: host.cpp:[[@LINE+1]]:3: error: a write to the global 'last' in an annotated function; make it an ag::Variable, or pass it as a parameter [AG0305]
  last = x * 2;
  return x;
}

AG_FUNCTION Tensor host_length(Tensor x, int n) {
  // CHECK: host.cpp:[[@LINE+1]]:3: error: 'buffer' is an array whose length is known only at run time [AG0105]
  double buffer[n];
  buffer[0] = 1.0;
  return x + buffer[0];
}
