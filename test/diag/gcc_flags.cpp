// Flags of a GCC build: what Clang does not know, what writes files and what is about warnings is
// left out; what decides the meaning stays.
// RUN: rm -f %t.o %t.d
// RUN: %expect 0 %autograft -v %s -o %t.cpp %flags -O2 -g -c -o %t.o -MD -MF %t.d -DVALUE=3 \
// RUN:   -fno-lifetime-dse -fconcepts-diagnostics-depth=2 -fipa-pta -Wno-class-memaccess -Werror \
// RUN:   -mno-avx256-split-unaligned-load -fsanitize=bounds-strict | %check --implicit-check-not=VALUE
// RUN: not ls %t.o %t.d
// CHECK-DAG: flag left out: -fno-lifetime-dse
// CHECK-DAG: flag left out: -fconcepts-diagnostics-depth=2
// CHECK-DAG: flag left out: -fipa-pta
// CHECK-DAG: flag left out: -mno-avx256-split-unaligned-load
static_assert(VALUE == 3);
int main() {}

// The same through a database whose command starts with a launcher.
// RUN: rm -rf %t.db && mkdir -p %t.db
// RUN: %python %S/Inputs/database.py %t.db %s /usr/bin/cmake -E env A=B ccache g++ -DVALUE=3 -Inone -o x.o -c %s
// RUN: %expect 0 %autograft -p %t.db %s -o %t.cpp

// One file, two commands that differ in meaning: it is not guessed which is meant.
// RUN: %python %S/Inputs/database.py %t.db %s g++ -DVALUE=3 -c %s ::: g++ -DVALUE=4 -c %s
// RUN: %expect 2 %autograft -p %t.db %s -o %t.cpp | %check --check-prefix=TWICE
// TWICE: error: cannot use '{{.*}}compile_commands.json': it lists '{{.*}}gcc_flags.cpp' more than once, with different flags [AG0507]
// RUN: %python %S/Inputs/database.py %t.db %s g++ -DVALUE=3 -c %s ::: g++ -DVALUE=3 -o other.o -c %s
// RUN: %expect 0 %autograft -p %t.db %s -o %t.cpp

// A database from another machine, whose folders are not here.
// RUN: echo '[{"directory": "/none", "file": "%s", "command": "g++ -DVALUE=3 -c x"}]' \
// RUN:   > %t.db/compile_commands.json
// RUN: %expect 2 %autograft -p %t.db %s -o %t.cpp | %check --check-prefix=MOVED
// MOVED: error: cannot use '{{.*}}compile_commands.json': the folder '/none' of '{{.*}}gcc_flags.cpp' does not exist [AG0507]
