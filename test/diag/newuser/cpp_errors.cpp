// A tensor where C++ wants a number: Clang's errors, with the cure.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <vector>
using ag::Tensor;

// CHECK: cpp_errors.cpp:[[@LINE+2]]:{{[0-9]+}}: error: no viable conversion from {{.*}}Tensor{{.*}} to 'int'
// CHECK: note: cure: write `t.item<T>()`
AG_FUNCTION Tensor number(Tensor x) { int n = sum(x); return x + n; }

// CHECK: cpp_errors.cpp:[[@LINE+2]]:{{[0-9]+}}: error: no viable conversion from returned value of type {{.*}}Tensor{{.*}} to function return type 'int'
// CHECK: note: cure: write `t.item<T>()`
AG_FUNCTION int result(Tensor x) { return sum(x); }

// CHECK: cpp_errors.cpp:[[@LINE+2]]:{{[0-9]+}}: error: statement requires expression of integer type
// CHECK: note: cure: write `switch (t.item<int>())`
AG_FUNCTION Tensor choice(Tensor x) { switch (x) { case 0: return x; default: return -x; } }

// CHECK: cpp_errors.cpp:[[@LINE+2]]:{{[0-9]+}}: error: no viable overloaded operator[]
// CHECK: note: cure: keep the elements in one tensor
AG_FUNCTION Tensor index(Tensor k, const std::vector<Tensor>& layers) { return layers[k]; }
