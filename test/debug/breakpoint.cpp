// gdb on a transpiled program: a breakpoint on a line of the user's loop body stops once for each
// trace of a graph and at every turn in eager mode; variables are shown; a crash's backtrace names
// the user's lines.
// RUN: %autograft %s -o %t.cpp %flags
// RUN: %cxx -g %t.cpp -o %t.program %link
// RUN: %gdb -ex 'break breakpoint.cpp:20' -ex run -ex 'print n' -ex 'print x' -ex backtrace \
// RUN:   -ex continue -ex continue --args %t.program 2>&1 | %check
// RUN: %gdb -ex 'set environment AUTOGRAFT_MODE eager' -ex 'break breakpoint.cpp:20' -ex run \
// RUN:   -ex 'print n' -ex continue -ex 'print n' -ex continue -ex 'print n' -ex continue \
// RUN:   -ex continue --args %t.program 2>&1 | %check --check-prefix=EAGER
// RUN: %gdb -ex run -ex backtrace --args %t.program crash 2>&1 | %check --check-prefix=CRASH
#include <autograft/autograft.h>

#include <cstdio>

AG_FUNCTION int halvings(ag::Tensor x) {
  int n = 0;
  while (sum(x) > 1.0) {
    ++n;
    x = x / 2;
  }
  return n;
}

// CHECK: hit Breakpoint 1, halvings (x=
// CHECK-SAME: breakpoint.cpp:20
// CHECK: 20{{.*}}++n;
// CHECK: $1 =
// CHECK: $2 =
// CHECK: #0 {{.*}}halvings (x={{.*}}breakpoint.cpp:20
// CHECK: main ({{.*}}breakpoint.cpp:[[@LINE+17]]
// CHECK-NOT: hit Breakpoint
// CHECK: halved 3 times
// CHECK: exited normally
//
// EAGER: hit Breakpoint 1, halvings
// EAGER: $1 = {{.*}}0
// EAGER: hit Breakpoint 1, halvings
// EAGER: $2 = {{.*}}1
// EAGER: hit Breakpoint 1, halvings
// EAGER: $3 = {{.*}}2
// EAGER-NOT: hit Breakpoint
// EAGER: halved 3 times
//
// CRASH: received signal SIGSEGV
// CRASH: crashing ({{.*}}breakpoint.cpp:[[@LINE+13]]
// CRASH: main ({{.*}}breakpoint.cpp:[[@LINE+17]]
int *nowhere = nullptr;

int through(int *pointer) { return *pointer; }

AG_FUNCTION ag::Tensor crashing(ag::Tensor x) {
  while (sum(x) > 1.0) {
    x = x / 2;
    x = x * 1;
    // A host value that is read while the graph is built.
    x = x + through(nowhere);
  }
  return x;
}

int main(int argc, char **) {
  if (argc > 1) crashing(ag::Tensor{3.0});
  std::printf("halved %d times\n", halvings(ag::Tensor{3.0, 5.0}));
}
