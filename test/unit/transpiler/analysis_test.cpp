// Activity, liveness and binding times, on functions written as text.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;
using autograft::tree::StmtKind;

TEST_CASE("activity: reads, writes and declarations of a statement") {
  Analysed a("Tensor f(Tensor x, int n) { int k = n; { x = x + k; x[n] = 1; ++k; } return x; }");
  const auto &inner = a.activity.of(a.nth(StmtKind::Block, 1));
  CHECK(a.names(inner.reads) == "x n k");
  CHECK(a.names(inner.writes) == "x k");
  CHECK(a.names(a.activity.of(a.nth(StmtKind::Decl)).declares) == "k");
}

TEST_CASE("activity: a plain assignment does not read its target, an item assignment does") {
  Analysed a("Tensor f(Tensor x, Tensor y) { x = y; y[0] = x; return x; }");
  CHECK(a.names(a.activity.of(a.nth(StmtKind::Expression, 0)).reads) == "y");
  CHECK(a.names(a.activity.of(a.nth(StmtKind::Expression, 1)).reads) == "x y");
}

TEST_CASE("activity: an alias counts as its referent, a closure's call as its body") {
  Analysed a("int f(Tensor x) { int k = 0; int& r = k; r = 3; auto g = [&] { k += 1; }; g(); "
             "return k; }");
  CHECK(a.names(a.activity.of(a.nth(StmtKind::Expression, 0)).writes) == "k");
  CHECK(a.activity.of(a.nth(StmtKind::Decl, 2)).writes.empty());
  CHECK(a.names(a.activity.of(a.nth(StmtKind::Expression, 2)).writes) == "k");
}

TEST_CASE("liveness: dead after the last read, live round a loop") {
  Analysed a("Tensor f(Tensor x) { Tensor y = x; Tensor z = 1; while (x > 0) { z = y; x = x - z; } "
             "return x; }");
  const auto &loop = a.nth(StmtKind::While);
  CHECK(a.names(a.liveness.after(loop)) == "x");
  CHECK(a.names(a.liveness.head(loop)) == "x y");
  CHECK(a.names(a.liveness.before(loop)) == "x y");
}

TEST_CASE("liveness: break and return carry the sets of their targets") {
  Analysed a("Tensor f(Tensor x, Tensor y, Tensor z) { for (;;) { if (x > 0) break; if (y > 0) "
             "return y; x = x + 1; } return z; }");
  CHECK(a.names(a.liveness.target(a.nth(StmtKind::Break))) == "z");
  CHECK(a.names(a.liveness.target(a.nth(StmtKind::Return))) == "");
  CHECK(a.names(a.liveness.before(a.nth(StmtKind::For))) == "x y z");
}

TEST_CASE("liveness: in-out parameters are live at the end") {
  Analysed a("void f(Tensor& x, Tensor y) { x = y; y = x; }");
  CHECK(a.names(a.liveness.after(a.nth(StmtKind::Expression, 1))) == "x");
  CHECK(a.names(a.liveness.before(a.nth(StmtKind::Expression, 0))) == "y");
}

TEST_CASE("liveness: the second operand of && may not run") {
  Analysed a("Tensor f(Tensor x, bool b, bool c) { bool d = c; bool e = b && (d = true); "
             "return d ? x : x; }");
  CHECK(a.names(a.liveness.before(a.nth(StmtKind::Decl, 1))) == "x b d");
}

TEST_CASE("staging: numbers written in a staged loop are promoted, others are not") {
  Analysed a("int f(Tensor x) { int k = 0; int c = 3; while (x > 0) { int t = 2; t += 1; k += t; "
             "x = x - c; } return k; }");
  CHECK(a.promoted() == "k");
  CHECK(a.loops() == "S");
}

TEST_CASE("staging: stagedness flows through assignments and initialisers to a fixed point") {
  Analysed a(
      "int f(Tensor x) { int a = 0, b = 0, c = 0; for (int j = 0; j < 3; ++j) { c = b; b = a; "
      "a = x.item<int>(); } return c; }");
  CHECK(a.promoted() == "a b c j");
}

TEST_CASE("staging: a dead temporary written in a staged branch stays a host number") {
  Analysed a(
      "Tensor f(Tensor x, Vec v) { int t = 0; if (x > 0) { t = 1; x = x + v[t]; } return x; }");
  CHECK(a.promoted() == "");
}

TEST_CASE("staging: a host loop that changes tensors is staged by choice") {
  CHECK(
      Analysed("Tensor f(Tensor x) { for (int i = 0; i < 9; ++i) x = x + i; return x; }").loops() ==
      "S");
}

TEST_CASE("staging: a host loop stays plain when its variable is needed on the host") {
  Analysed a("Tensor f(Tensor x, Vec v) { for (int i = 0; i < 9; ++i) x = x + v[i]; return x; }");
  CHECK(a.loops() == "P");
  CHECK(a.promoted() == "");
  CHECK(a.staging.findings.empty());
}

TEST_CASE("staging: also when what is needed after the loop is what the loop changes") {
  Analysed a(
      "Tensor f(Tensor x, Vec v) { int k = 0; for (int i = 0; i < 9; ++i) { x = x + 1; k += 2; "
      "} return x + v[k]; }");
  CHECK(a.loops() == "P");
}

TEST_CASE("staging: only the inner loop goes plain when only its variable is needed") {
  Analysed a("Tensor f(Tensor x, Vec v) { for (int i = 0; i < 9; ++i) for (int j = 0; j < 3; ++j) "
             "x = x + v[j] * i; return x; }");
  CHECK(a.loops() == "SP");
  CHECK(a.promoted() == "i");
}

TEST_CASE(
    "staging: calls that are not known to be pure, throws and host writes keep a loop plain") {
  CHECK(Analysed("Tensor f(Tensor x) { for (int i = 0; i < 9; ++i) { print_host(3); x = x + i; } "
                 "return x; }")
            .loops() == "P");
  CHECK(Analysed("Tensor f(Tensor x, int n) { for (int i = 0; i < 9; ++i) { if (n > 2) throw 1; "
                 "x = x + i; } return x; }")
            .loops() == "P");
  CHECK(Analysed("Tensor f(Tensor x, Vec v) { Vec w = v; for (int i = 0; i < 9; ++i) { x = x + i; "
                 "w.push_back(x); } return x; }")
            .loops() == "P");
  CHECK(
      Analysed("Tensor f(Tensor x) { AG_UNROLL for (int i = 0; i < 9; ++i) x = x + i; return x; }")
          .loops() == "P");
}

TEST_CASE("staging: a loop over host numbers only stays plain") {
  Analysed a("Tensor f(Tensor x) { int s = 0; for (int i = 0; i < 9; ++i) s += i; return x * s; }");
  CHECK(a.loops() == "P");
  CHECK(a.promoted() == "");
}

TEST_CASE("staging: a staged exit stages the loop, or guards its turns") {
  CHECK(
      Analysed("Tensor f(Tensor x) { for (int i = 0; i < 9; ++i) { if (x > i) break; x = x + i; } "
               "return x; }")
          .loops() == "S");
  CHECK(Analysed("Tensor f(Tensor x, Vec v) { for (int i = 0; i < 9; ++i) { if (x > 3) break; "
                 "x = x + v[i]; } return x; }")
            .loops() == "G");
  CHECK(Analysed("Tensor f(Tensor x, Vec v) { for (auto r : v) { if (x > 3) return x; x = x + r; } "
                 "return x; }")
            .loops() == "G");
}

TEST_CASE("staging: a staged continue alone leaves a host loop plain") {
  Analysed a("Tensor f(Tensor x, Vec v) { for (auto r : v) { if (x > 3) continue; x = x + r; } "
             "return x; }");
  CHECK(a.loops() == "P");
}

TEST_CASE("staging: arithmetic parameters are lifted unless a use needs the host value") {
  CHECK(Analysed("Tensor f(Tensor x, int n, double d, bool b) { return x * n + d; }").lifted() ==
        "n d b");
  CHECK(Analysed("Tensor f(Tensor x, int n, int m, Vec v) { int k = n + 1; return x * m + v[k]; }")
            .lifted() == "m");
  CHECK(Analysed("Tensor f(Tensor x, int axis) { return ag::sum(x, axis); }").lifted() == "");
  CHECK(Analysed("Tensor f(Tensor x, int n, Vec v) { for (int i = 0; i < n; ++i) x = x + v[i]; "
                 "return x; }")
            .lifted() == "");
}

TEST_CASE("staging: cmath and annotated callees take promoted values, others do not") {
  CHECK(Analysed("Tensor f(Tensor x, int n) { return x * std::sqrt(n) + annT(x, n); }").lifted() ==
        "n");
  CHECK(Analysed("Tensor f(Tensor x, int n) { return x * pureI(n); }").lifted() == "");
}

TEST_CASE("staging: an annotated call with an arithmetic result is staged when it takes tensors") {
  CHECK(Analysed("Tensor f(Tensor x) { int k = annI(x); return x * k; }").promoted() == "k");
  CHECK(Analysed("Tensor f(Tensor x) { int k = annI(3); return x * k; }").promoted() == "");
}

TEST_CASE("staging: promotion through an alias and through a closure") {
  CHECK(Analysed("int f(Tensor x) { int k = 0; int& r = k; while (x > k) { r += 1; } return k; }")
            .promoted() == "k");
  CHECK(Analysed("int f(Tensor x) { int k = 0; auto g = [&] { k += 1; }; while (x > 2) { g(); "
                 "x = x - 1; } return k; }")
            .promoted() == "k");
}

TEST_CASE("staging: reasons are explained step by step") {
  Analysed a("int f(Tensor x) { int k = 0; while (x > 0) { ++k; x = x - 1; } return k; }");
  CHECK(autograft::analysis::explainStaging(a.function, a.staging) ==
        "1:30: this loop is staged because its condition depends on a tensor\n"
        "1:46: 'k' is staged because it is written here, inside a staged loop\n");
}

TEST_CASE("jumps: only those that would leave a staged block are lowered") {
  Analysed a(
      "Tensor f(Tensor x, int n, Vec v) { for (int i = 0; i < n; ++i) { print_host(1); if (i == "
      "2) break; if (i == 1) continue; x = x + v[i]; } return x; }");
  CHECK(a.staging.jumps.lowered.empty());
  Analysed b(
      "Tensor f(Tensor x) { while (x > 0) { for (int j = 0; j < 2; ++j) { if (j == 1) break; "
      "print_host(1); } x = x - 1; } return x; }");
  CHECK(b.staging.jumps.lowered.empty());
}
