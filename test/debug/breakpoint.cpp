// gdb on a transpiled program: a breakpoint on a line of the user's loop body stops once for each
// trace of a graph and at every turn in eager mode; variables are shown; a crash's backtrace names
// the user's lines.
// RUN: %autograft %s -o %t.cpp %flags
// RUN: %cxx -g %t.cpp -o %t.program %link
// RUN: %gdb -x %S/Inputs/graph.gdb %t.program > %t.out 2>&1 && %check < %t.out
// RUN: %gdb -x %S/Inputs/eager.gdb %t.program > %t.out 2>&1 && %check --check-prefix=EAGER < %t.out
// RUN: %gdb -x %S/Inputs/crash.gdb %t.program > %t.out 2>&1
// RUN: %check --check-prefix=CRASH < %t.out
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

// CHECK: Breakpoint 1, halvings (x=
// CHECK-SAME: breakpoint.cpp:17
// CHECK: 17{{.*}}++n;
// CHECK: $1 =
// CHECK: #0 {{.*}}halvings (x={{.*}}breakpoint.cpp:17
// CHECK: main ({{.*}}breakpoint.cpp:[[@LINE+33]]
// CHECK-NOT: Breakpoint 1,
// CHECK: halved 3 times
// CHECK: exited normally
//
// EAGER: Breakpoint 1, halvings
// EAGER: $1 = {{.*}}0
// EAGER: Breakpoint 1, halvings
// EAGER: $2 = {{.*}}1
// EAGER: Breakpoint 1, halvings
// EAGER: $3 = {{.*}}2
// EAGER-NOT: Breakpoint 1,
// EAGER: halved 3 times
//
// CRASH: received signal SIGSEGV
// CRASH: crashing ({{.*}}breakpoint.cpp:[[@LINE+11]]
// CRASH: main ({{.*}}breakpoint.cpp:[[@LINE+16]]
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
