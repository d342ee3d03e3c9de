// Host objects that a loop of the graph would change, and numbers that nothing has set.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <complex>
#include <vector>
using ag::Tensor;

AG_FUNCTION Tensor grows(Tensor t) {
  std::vector<int> v;
  int k = 0;
  while (t > 0) {
    // CHECK: state.cpp:[[@LINE+1]]:5: error: a staged value is stored where the tool cannot follow it: 'v' of type 'std::vector<int>' is changed inside a staged loop, {{.*}} (let an ag::TensorList or a tensor hold the elements: {{.*}}) [AG0207]
    v.push_back(k);
    t = t - 1;
    ++k;
  }
  return t + static_cast<int>(v.size());
}

AG_FUNCTION int orbit(Tensor t) {
  std::complex<double> z(0, 0), c(0.1, 0.2);
  int k = 0;
  while (t > 0) {
    // CHECK: state.cpp:[[@LINE+1]]:5: error: {{.*}}'z' of type 'std::complex<double>' {{.*}} (keep the real and the imaginary part in two numbers) [AG0207]
    z = z * z + c;
    t = t - 1;
    ++k;
  }
  return k;
}

struct Pair {
  double x, y;
  Pair(double a, double b) : x(a), y(b) {}
};
AG_FUNCTION Tensor made(Tensor t) {
  Pair p(1, 2);
  while (t > 0) {
    // CHECK: state.cpp:[[@LINE+1]]:5: error: {{.*}}'p' of type 'Pair' {{.*}} (a struct can be carried if it is an aggregate {{.*}}) [AG0207]
    p = Pair(2, 3);
    t = t - 1;
  }
  return t + p.x;
}

AG_FUNCTION Tensor unset(Tensor t) {
  // CHECK: state.cpp:[[@LINE+5]]:7: error: 'k' may be unset here: it is read here, and nothing before sets it [AG0201]
  // CHECK: note: 'k' is declared here
  int k, first;
  bool is_set = false;
  while (t > 0) {
    ++k;
    if (is_set)
      ++first;
    else
      first = 0;
    is_set = true;
    t = t - 1;
  }
  return t + k;
}
AG_FUNCTION Tensor read(Tensor t) {
  int n;
  // CHECK: state.cpp:[[@LINE+1]]:10: error: 'n' may be unset here: it is read here, and nothing before sets it [AG0201]
  while (n < t) {
    n = 3;
    t = t - 1;
  }
  return t;
}
