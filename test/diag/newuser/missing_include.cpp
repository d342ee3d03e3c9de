// A header that the flags do not lead to: Clang's message, and a cure.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
// CHECK: missing_include.cpp:[[@LINE+2]]:10: fatal error: 'solver/settings.h' file not found
// CHECK: note: cure: add the folder of 'solver/settings.h' to the flags (`-- -IDIR`)
#include "solver/settings.h"

int main() {}
