// An option with a slip of the hand; the other unknown words are in options.test.
// RUN: %expect 2 %autograft --outdir=%t %s %flags | %check --implicit-check-not=error:
// CHECK: autograft: error: unknown option '--outdir'; did you mean '--out-dir'?; see --help

int main() {}
