// Macros that make half a statement, a condition, a loop header or a whole function: those that
// rewriting must look into are written out, the others stay.
// RUN: %autograft %s -o - --line=none %flags | %check --check-prefix=TEXT
// RUN: %run-three %s | %check
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

#define DEC(x) x = x - 1
#define IF_NEG(t) if ((t) < 0)
#define SQUARE(x) ((x) * (x))
#define FOREVER for (;;)
#define LIMIT 5
#define MAX2(a, b) ((a) > (b) ? (a) : (b))
#define BEGIN_WHILE(c) while (c) {
#define BEGIN {
#define END }
#define DEFINE(name, k) AG_FUNCTION int name(const Tensor& x) { int r = k; if (x > 0) r = r + 1; return r; }
#define CLAMP(v, lo, hi) ((v) < (lo) ? (lo) : (v) > (hi) ? (hi) : (v))
#define SWAP_IF(c, a, b) do { if (c) { Tensor t_ = a; a = b; b = t_; } } while (0)
#define FOR_UP(i, n) for (int i = 0; i < (n); ++i)
#define RETURN_IF(c, v) if (c) return v
DEFINE(made, 3)
AG_FUNCTION Tensor macros(Tensor x) {
  int n = 0;
  while (x > LIMIT) { DEC(x); ++n; }
  IF_NEG(x) x = -x;
  Tensor m = MAX2(x, 3.f);
  FOREVER { if (x < 1) break; DEC(x); n += SQUARE(2); }
  if (SQUARE(x) > 100 || x == LIMIT) n = -1;
  return m + n;
}
AG_FUNCTION Tensor half(Tensor x) {
  BEGIN_WHILE(x > 10.f)
    x = x / 2.f;
  }
  if (x > 5.f) BEGIN x = x - 5.f; END
  return CLAMP(x, 1.f,
               4.f);
}
AG_FUNCTION Tensor sorted(Tensor a, Tensor b) {
  SWAP_IF(a > b, a, b);
  int k = 0;
  FOR_UP(i, 5) { if (a < i) ++k; }
  RETURN_IF(k > 3, a);
  return b * 10.f + k;
}

int main() {
  for (const float v : {-3.f, 0.f, 2.f, 7.f, 8.f, 50.f})
    std::printf("%g %d %g %g\n", macros(Tensor(v)).item<float>(), made(Tensor(v)),
                half(Tensor(v)).item<float>(), sorted(Tensor(v), Tensor(1.5f)).item<float>());
}

// TEXT: DEC(x); ++n; }

// CHECK: 15 3 1 -3
// CHECK-NEXT: 3 3 1 0
// CHECK-NEXT: 11 4 2 23
// CHECK-NEXT: 27 4 2 73
// CHECK-NEXT: 28 4 3 83
// CHECK-NEXT: 70 4 1.25 503
