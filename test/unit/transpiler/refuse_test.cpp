// What the tool refuses: code, place and arguments of each message; then nothing is emitted.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;

TEST_CASE("refuse: an index of a container") {
  CHECK(messages(R"(Tensor f(Tensor x, Vec v) { int k = x.item<int>(); return x + v[k]; })") ==
        R"(AG0301 1:65 k|an index of 'v')");
}

TEST_CASE("refuse: goto in a staged loop") {
  CHECK(messages(R"(Tensor f(Tensor x) { while (x > 0) { goto out; } return x; })") ==
        R"(AG0101 1:38 goto|function)");
}

TEST_CASE("refuse: try inside a staged loop") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, int n) { while (x > 0) { try { x = x - 1; } catch (int) { n = 1; } } return x; })") ==
      R"(AG0102 1:45 try)");
}

TEST_CASE("refuse: try round a staged loop") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, int n) { try { while (x > 0) x = x - 1; } catch (int) { n = 1; } return x; })") ==
      R"(AG0102 1:29 try)");
}

TEST_CASE("refuse: throw under a staged condition") {
  CHECK(messages(R"(Tensor f(Tensor x) { if (x > 0) throw 1; return x; })") ==
        R"(AG0102 1:33 throw)");
}

TEST_CASE("refuse: a write in a lazy operand") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, Vec v) { if (x > 0 && (v.push_back(x), x > 3)) x = x + 1; return x; })") ==
      R"(AG0114 1:42 v|&&)");
}

TEST_CASE("refuse: long double cannot be promoted") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { long double d = 1; while (x > 0) { d = d + 1; x = x - 1; } return x; })") ==
      R"(AG0108 1:34 d|long double)");
}

TEST_CASE("refuse: a pointer to state") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { int k = 0; int* p = &k; while (x > 0) { k = 2; x = x - 1; } return x * k; })") ==
      R"(AG0107 1:26 a pointer|k)");
}

TEST_CASE("refuse: a container changed in a staged loop") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, Vec v) { while (x > 0) { v.push_back(x); x = x - 1; } return x; })") ==
      R"(AG0207 1:45 'v' of type 'Vec' is changed inside a staged loop, which carries tensors, numbers and what is made of them (a struct can be carried if it is an aggregate at namespace scope, without constructors, of numbers alone or of tensors))");
}

TEST_CASE("refuse: an impure call under a staged condition") {
  CHECK(messages(R"(Tensor f(Tensor x) { while (x > 0) { x = x - rnd(); } return x; })") ==
        R"(AG0305 1:46 a call of 'rnd', which is not known to be pure, under a staged condition)");
}

TEST_CASE("refuse: warning: a host effect in a staged loop") {
  CHECK(
      messages(R"(Tensor f(Tensor x) { while (x > 0) { print_host(2); x = x - 1; } return x; })") ==
      R"(AG0402 1:38 the effect of 'print_host')");
}

TEST_CASE("refuse: a write to a global") {
  CHECK(
      messages(R"(global int g; Tensor f(Tensor x) { g = 2; return x; })") ==
      R"(AG0305 1:36 a write to the global 'g' in an annotated function; make it an ag::Variable, or pass it as a parameter)");
}

TEST_CASE("refuse: labels of a staged switch that it cannot enter") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { switch (x.item<int>()) { case 1: { x = x + 1; case 2: x = x * 2; } } return x; })") ==
      R"(AG0127 1:22 a label inside another statement)");
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { switch (x.item<int>()) { case 1: int k = 0; while (x > 0) { x = x - 1; k = k + 1; } x = x * k; case 2: x = x * 2; } return x; })") ==
      R"(AG0128 1:55 k)");
}

TEST_CASE("refuse: AG_STAGE on a loop with an impure call") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { AG_STAGE for (int i = 0; i < 3; ++i) { print_host(1); x = x + i; } return x; })") ==
      R"(AG0115 1:31 it calls 'print_host', which is not known to be pure
AG0402 1:61 the effect of 'print_host')");
}

TEST_CASE("refuse: AG_STAGE on a loop over a container") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, Vec v) { AG_STAGE for (auto r : v) { x = x + r; } return x; })") ==
      R"(AG0115 1:38 it runs over a host container)");
}

TEST_CASE("refuse: an unnamed parameter") {
  CHECK(messages(R"(Tensor f(Tensor x, int) { return x; })") ==
        R"(AG0111 1:8 a function with an unnamed parameter that comes out of a macro)");
}

TEST_CASE("refuse: a host result") {
  CHECK(messages(R"(Vec f(Tensor x, Vec v) { return v; })") == R"(AG0117 1:5 Vec)");
}

TEST_CASE("refuse: a mutable host parameter") {
  CHECK(messages(R"(Tensor f(Tensor x, Vec& v) { return x; })") ==
        R"(AG0111 1:8 a function that takes the host object 'v' by mutable reference)");
}

TEST_CASE("refuse: a promoted value passed to an opaque function") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { int k = 0; while (x > 0) { k = 1; x = x - 1; } print_host(k); return x; })") ==
      R"(AG0301 1:80 k|an argument of 'print_host')");
}

TEST_CASE("refuse: a while over a container whose index must be staged") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, Vec v) { int i = 0; while (i < 5) { if (x > v[i]) break; ++i; } return x; })") ==
      R"(AG0301 1:66 i|an index of 'v')");
}

TEST_CASE("refuse: an endless loop that needs its index on the host") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x, Vec v) { int i = 0; for (;;) { if (x > v[i]) break; ++i; } return x; })") ==
      R"(AG0301 1:61 i|an index of 'v')");
}

TEST_CASE("refuse: a number set in one branch only") {
  CHECK(messages(R"(int f(Tensor x) { int y; if (x > 0) y = 1; else x = 2; return y; })") ==
        R"(AG0201 1:26 y|only the first branch of this `if` sets it)");
}

TEST_CASE("refuse: a mutable static") {
  CHECK(
      messages(R"(Tensor f(Tensor x) { static int calls = 0; ++calls; return x; })") ==
      R"(AG0305 1:44 a write to the static 'calls' in an annotated function; make it an ag::Variable, or pass it as a parameter)");
}

TEST_CASE("refuse: asm") {
  CHECK(messages(R"(Tensor f(Tensor x) { asm("nop"); return x; })") == R"(AG0104 1:22 asm)");
}

TEST_CASE("refuse: not a staged bool passed to an annotated function") {
  CHECK(messages(
            R"(Tensor f(Tensor x, int n) { annV(x, n); bool b = x > 1; annV(x, b); return x; })") ==
        "");
}

TEST_CASE("refuse: conditional return in a lambda whose type is not known") {
  CHECK(
      messages(
          R"(Tensor f(Tensor x) { auto g = [&](Tensor z) { if (z > 0) return 1; return 2; }; return x * g(x); })") ==
      R"(AG0129 1:58 auto)");
}
