// AG01xx: constructs without a staged form. Each is refused at its place, once, and nothing is
// written.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <csetjmp>
#include <stdexcept>
#include <vector>
using ag::Tensor;

AG_FUNCTION Tensor jumps(Tensor x) {
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: unsupported.cpp:[[@LINE+1]]:24: error: goto cannot stand in a staged function [AG0101]
    if (x.rank() == 0) goto done;
    // CHECK: cure: write the jump as a loop
  }
done:
  return x;
}

AG_FUNCTION Tensor throws(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:20: error: throw cannot stand in or round staged code [AG0102]
  if (sum(x) < 0.) throw std::domain_error("negative");
  // CHECK: cure: use ag::check
  return x;
}

AG_FUNCTION Tensor catches(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: try cannot stand in or round staged code [AG0102]
  try {
    while (sum(x) > 1.0) x = x / 2;
  } catch (const std::exception &) {
  }
  return x;
}

AG_FUNCTION Tensor assembles(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: asm cannot stand in an annotated function [AG0104]
  asm("nop");
  while (sum(x) > 1.0) x = x / 2;
  return x;
}

AG_FUNCTION Tensor labels(Tensor x) {
  while (sum(x) > 1.0) {
    x = x / 2;
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: a label cannot stand in a staged function [AG0101]
  again:
    x = x + 0.1;
  }
  return x;
}

AG_FUNCTION Tensor leaps(Tensor x, std::jmp_buf *place) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:21: error: longjmp cannot stand in an annotated function [AG0104]
  if (sum(x) > 1.0) std::longjmp(*place, 1);
  return x;
}

AG_FUNCTION Tensor arrays(Tensor x, int n) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: 'row' is an array whose length is known only at run time [AG0105]
  double row[n];
  row[0] = 1;
  return x + row[0];
}

AG_FUNCTION Tensor points(Tensor x, Tensor y) {
  const Tensor *last = &x;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: unsupported.cpp:[[@LINE+1]]:23: error: {{.*}} 'last' of type 'const Tensor *' is changed inside a staged loop{{.*}} [AG0207]
    if (sum(y) > 2.0) last = &y;
  }
  return x + *last;
}

AG_FUNCTION Tensor switches(Tensor x, Tensor kind) {
  int k = kind.item<int>();
  switch (k) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: a staged `switch` cannot have a range of values as label [AG0127]
  case 0 ... 3:
    return x;
  default:
    return x * 2;
  }
}

AG_FUNCTION Tensor wide(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:15: error: 'total' must be staged, but its type 'long double' has no staged form [AG0108]
  long double total = 0;
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: unsupported.cpp:[[@LINE+1]]:5: note: 'total' is staged because it is written here, inside a staged loop
    total += 1;
  }
  return x + static_cast<double>(total);
}

#define AG_BEGIN_WHILE(condition) while (condition) {
AG_FUNCTION Tensor half_macro(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: this statement begins or ends inside the macro 'AG_BEGIN_WHILE' [AG0109]
  AG_BEGIN_WHILE(sum(x) > 1.0)
    x = x / 2;
  }
  return x;
}

AG_FUNCTION Tensor either(Tensor x, Tensor y, bool first) {
  while (sum(x) > 1.0) {
    // CHECK: unsupported.cpp:[[@LINE+1]]:5: error: a write to the result of `?:` is not supported in a staged function [AG0110]
    (first ? x : y) = y / 2;
    x = x / 2;
  }
  return x + y;
}

struct Model {
  // CHECK: unsupported.cpp:[[@LINE+1]]:15: error: AG_FUNCTION cannot stand on a constructor [AG0111]
  AG_FUNCTION Model(Tensor w) : w_(w) {}
  Tensor w_;
};

// CHECK: unsupported.cpp:[[@LINE+1]]:27: error: an annotated function cannot be constexpr: 'twice' [AG0112]
AG_FUNCTION constexpr int twice(int n) { return 2 * n; }

AG_FUNCTION Tensor lazy_write(Tensor x) {
  std::vector<int> log;
  // CHECK: unsupported.cpp:[[@LINE+1]]:26: error: 'log' is written inside a staged `&&` operand [AG0114]
  while (sum(x) > 1.0 && (log.push_back(1), log.size() < 5)) x = x / 2;
  return x;
}

AG_FUNCTION Tensor insists(Tensor x, const std::vector<double> &w) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:12: error: AG_STAGE: this loop cannot be staged: 'i' is needed on the host: an index of 'w' [AG0115]
  AG_STAGE for (int i = 0; i < 3; ++i) x = x * w[i];
  return x;
}

AG_FUNCTION Tensor insists_on_nothing(Tensor x) {
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: AG_STAGE: this loop cannot be staged: AG_STAGE does not stand before a loop [AG0115]
  AG_STAGE x = x + 1;
  return x;
}

// CHECK: unsupported.cpp:[[@LINE+1]]:25: error: an annotated function returns 'std::string' [AG0117]
AG_FUNCTION std::string both(Tensor x) { return ag::to_string(x); }

// CHECK: unsupported.cpp:[[@LINE+1]]:18: error: the annotated function 'deduced' has a deduced result type [AG0510]
AG_FUNCTION auto deduced(Tensor x) { return x / 2; }

// The copy of `bump` would change a copy of the element.
struct Counter {
  int n = 0;
  void bump(int k) {
    for (int i = 0; i < k; ++i) n += 2;
  }
};
void bump(Counter &c, int k) {
  for (int i = 0; i < k; ++i) c.n += 2;
}
AG_FUNCTION Tensor elements(Tensor x) {
  std::vector<Counter> v(2);
  // CHECK: unsupported.cpp:[[@LINE+1]]:3: error: a staged value is stored where the tool cannot follow it: 'bump' changes a part of 'v', which stays on the host [AG0207]
  v[0].bump(x.item<int>());
  // CHECK: unsupported.cpp:[[@LINE+1]]:8: error: a staged value is stored where the tool cannot follow it: 'bump' changes a part of 'v', which stays on the host [AG0207]
  bump(v[1], x.item<int>());
  return x + v[0].n;
}
