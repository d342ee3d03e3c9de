// Clang's own headers or the C++ library cannot be found: said before anything is parsed.
// RUN: %expect 2 %autograft --extra-arg=-resource-dir=/nonexistent %s -o %t.cpp %flags | \
// RUN:   %check --implicit-check-not=error:
// CHECK: error: Clang's builtin headers (stddef.h and others) cannot be found [AG0501]
// CHECK: note: the resource folder is '/nonexistent'
// CHECK: cure: install g++ and libclang-common

// RUN: %expect 2 %autograft %s -o %t.cpp %flags -nostdinc++ | %check --check-prefix=LIBRARY
// LIBRARY: error: the C++ standard library's headers (<vector> and others) cannot be found [AG0501]
// LIBRARY: cure:
#include <vector>

int main() {}
