// An error in the program itself is Clang's to tell; nothing of ours follows it.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=AG0
// CHECK: user_error.cpp:[[@LINE+1]]:21: error: use of undeclared identifier 'x'
int main() { return x; }
