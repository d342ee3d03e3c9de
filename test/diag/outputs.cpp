// Modes and outputs: list, diff, check, depfile, dates, several files, standard output.
#include <autograft/autograft.h>
using ag::Tensor;

// RUN: %expect 0 %autograft --list %s %flags | %check --check-prefix=LIST --match-full-lines
// LIST: {{.*}}outputs.cpp:[[@LINE+1]]:20 halved Tensor (Tensor)
AG_FUNCTION Tensor halved(Tensor x) {
  while (sum(x) > 1.0) x = x / 2;
  return x;
}

// LIST-NEXT: {{.*}}outputs.cpp:[[@LINE+1]]:57 space::scaled Tensor (Tensor, T)
namespace space { template <class T> AG_FUNCTION Tensor scaled(Tensor x, T k) { return x * k; } }

// RUN: %expect 0 %autograft --emit=diff %s %flags | %check --check-prefix=DIFF
// DIFF: --- {{.*}}outputs.cpp
// DIFF-NEXT: +++ {{.*}}outputs.cpp (emitted)
// DIFF-NEXT: @@ -{{.*}} @@
// DIFF: -  while (sum(x) > 1.0) x = x / 2;
// DIFF: +  for (::ag::Loop ag_1(AG_SITE(8, 3),

// RUN: %expect 0 %autograft --verify %s -o %t.cpp %flags
// RUN: %expect 0 %autograft --check %s -o %t.cpp %flags | count 0
// RUN: %expect 0 %autograft %s %flags > %t.stdout && cmp %t.cpp %t.stdout
// RUN: echo "// late" >> %t.cpp && cp %t.cpp %t.old.cpp
// RUN: not %autograft --check %s -o %t.cpp %flags 2>&1 | %check --check-prefix=DRIFT
// RUN: cmp %t.cpp %t.old.cpp
// DRIFT: autograft: '{{.*}}.cpp' is not up to date with '{{.*}}outputs.cpp'
// RUN: rm %t.cpp && not %autograft --check %s -o %t.cpp %flags 2>&1 | %check --check-prefix=ABSENT
// ABSENT: is not up to date with '{{.*}}outputs.cpp': No such file or directory

// RUN: rm -rf %t.dir && mkdir %t.dir && cp %s %t.dir/second.cpp
// RUN: %expect 0 %autograft %s %t.dir/second.cpp --out-dir=%t.dir %flags
// RUN: ls %t.dir/outputs.ag.cpp %t.dir/second.ag.cpp

// The depfile names the output as the target, the source first, and every header it read.
// RUN: %expect 0 %autograft -MD %s -o %t.cpp %flags
// RUN: %check --check-prefix=DEPS < %t.cpp.d
// DEPS: {{.*}}outputs.cpp.tmp.cpp: \
// DEPS-NEXT: {{^  /.*}}outputs.cpp \
// DEPS: {{^  /.*}}/include/autograft/autograft.h
// RUN: %expect 0 %autograft -MD -MF "%t a.d" -MT "out put" %s -o %t.cpp %flags
// RUN: %check --check-prefix=TARGET < "%t a.d"
// TARGET: out\ put: \

// An output with equal text keeps its date only when asked to.
// RUN: touch -d 2001-01-01 %t.cpp && %autograft --write-if-changed %s -o %t.cpp %flags
// RUN: find %t.cpp -not -newermt 2002-01-01 | count 1
// RUN: %autograft %s -o %t.cpp %flags && find %t.cpp -not -newermt 2002-01-01 | count 0

// RUN: rm -f %t.dry.cpp
// RUN: %expect 0 %autograft --dry-run %s -o %t.dry.cpp -MD --emit=cpp,html %flags | %check --check-prefix=DRY
// RUN: not ls %t.dry.cpp %t.dry.cpp.d %t.dry.cpp.html
// DRY: would write '{{.*}}.dry.cpp' ({{[0-9]+}} bytes)
// DRY-NEXT: would write '{{.*}}.dry.cpp.html' ({{[0-9]+}} bytes)
// RUN: %expect 0 %autograft --diff %s -o %t.dry.cpp %flags | %check --check-prefix=DIFF-ONLY
// RUN: not ls %t.dry.cpp
// DIFF-ONLY: -  while (sum(x) > 1.0) x = x / 2;
// DIFF-ONLY: +  for (::ag::Loop ag_1(AG_SITE(8, 3),
// RUN: cp %t.cpp %t.drift.cpp && echo "// late" >> %t.drift.cpp
// RUN: not %autograft --check --diff %s -o %t.drift.cpp %flags 2>&1 | %check --check-prefix=DRIFT-DIFF
// DRIFT-DIFF: is not up to date with
// DRIFT-DIFF: +++ {{.*}}.drift.cpp (now)
// DRIFT-DIFF: -// late

// RUN: %expect 0 %autograft --time-report %s -o %t.cpp %flags | %check --check-prefix=TIMES
// TIMES: autograft: time report
// TIMES-NEXT: flags {{.*}} ms
// TIMES-NEXT: parse {{.*}} ms
// TIMES-NEXT: convert {{.*}} ms
// TIMES: all {{.*}} ms 100.0 %
// TIMES-NEXT: memory {{.*}} MB

// RUN: %expect 0 %autograft -v %s -o %t.cpp %flags | %check --check-prefix=VERBOSE
// VERBOSE: autograft: {{.*}}outputs.cpp:7: halved
// VERBOSE: outputs.cpp:8:3: this loop is staged because its condition depends on a tensor

// What was there before an error stays there.
// RUN: cp %t.cpp %t.old.cpp
// RUN: not %autograft --extra-arg=-DBROKEN %s -o %t.cpp %flags
// RUN: cmp %t.cpp %t.old.cpp
#ifdef BROKEN
AG_FUNCTION auto deduced(Tensor x) { return x; }
#endif
