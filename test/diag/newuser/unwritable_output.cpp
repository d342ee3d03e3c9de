// The output's folder is missing, is a file, or does not take files.
// RUN: rm -rf %t.dir
// RUN: %expect 2 %autograft %s -o %t.dir/out.cpp %flags | %check --check-prefix=MISSING
// MISSING: error: cannot write '{{.*}}out.cpp': the folder '{{.*}}.dir' does not exist [AG0506]
// MISSING: cure: create the folder, or choose another place with -o or --out-dir

// RUN: touch %t.file
// RUN: %expect 2 %autograft %s -o %t.file/out.cpp %flags | %check --check-prefix=FILE
// FILE: error: cannot write '{{.*}}out.cpp': the folder '{{.*}}.file' does not exist [AG0506]

// RUN: %expect 2 %autograft %s -o /proc/out.cpp %flags | %check --check-prefix=PROC
// PROC: error: cannot write '/proc/out.cpp': {{.+}} [AG0506]

// RUN: %expect 2 %autograft %s --out-dir=%t.dir %flags | %check --check-prefix=DIR
// DIR: error: cannot write '{{.*}}.dir/unwritable_output.ag.cpp'

int main() {}
