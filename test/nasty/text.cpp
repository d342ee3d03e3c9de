// Comments everywhere, `#if` in bodies, raw strings, continued lines, tabs, dangling else, labels of
// attributes, empty statements, deep nesting, asserts.
// RUN: %autograft %s -o - --line=none %flags | %check --check-prefix=TEXT
// RUN: %run-three %s | %check
#include <autograft/autograft.h>

#include <cstdio>
#include <cassert>

using ag::Tensor;

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wdangling-else"
#endif
AG_FUNCTION int dangling(const Tensor& x) {
  int r = 0;
  if (x > 0)
    if (x > 5) r = 1;
    else r = 2;
  for (int i = 0; i < 3; ++i)
    if (x > i)
      while (r < 10) if (x > 7) r += 3; else r += 2;
    else r = r - 1;
  return r;
}
AG_FUNCTION int twelve(const Tensor& x) {
  int r = 0;
  if (x > 0) { for (int a = 0; a < 2; ++a) { while (r < 3) { if (x > 1) { do { if (x > 2) { for (;;) { if (x > 3) { switch (r) { case 0: { if (x > 4) { r += 2; } else { r++; } break; } default: while (x > r) { ++r; if (r > 6) break; } r++; } } else { r += 3; } if (r > 1) break; } } else r += 1; } while (r < 2); } else ++r; } } }
  return r;
}
AG_FUNCTION int comments(const Tensor& x /* the x */) /* before */ { // after
  int r /* name */ = /* init */ 0 /* end */; // more
  if /* a */ ( /* b */ x /* c */ > 0 /* d */ ) /* e */ r = /* f */ 1; /* g */ else /* h */ r = 2; // i
  for /* a */ ( /* b */ int i /* c */ = 0 /* d */ ; /* e */ i < 3 /* f */ ; /* g */ ++i /* h */ ) /* i */ { // j
    if (x > i) /* k */ continue /* l */ ; // m
    /* n */ r += i; // o
  } // p
  do /* q */ ++r; /* r */ while /* s */ ( /* t */ x > r /* u */ ) /* v */ ; // w
  return /* x */ r /* y */; /* z */
} // end
AG_FUNCTION int pp(const Tensor& x) {
  int r = 0;
#if defined(SOMETHING)
  if (x < 0)
#else
  if (x > 0)
#endif
    r = 1;
#ifdef NOPE
  else r = 5;
#else
  else
    r = 7;
#endif
  const char* s = R"x(while (x) { " )" )x"; 
  if (x > 3 && \
      r == 1)
    r = s[0] == 'w' ? 11 : 12;
  return r;
}
AG_FUNCTION int labelled(const Tensor& x) {
  int r = 0;
  using I = int;
  typedef float F;
  { using namespace std; I k = 2; while (x > r) { r += k; } }
  ; ;
  { }
  if (x > 3) ; else r++;
  if (x > 4) {} else {}
  while (r < 0) ;
  for (; r < 3; ++r) ;
  static_assert(sizeof(F) == 4);
  return r;
}
AG_FUNCTION int asserts(const Tensor& x) {
  int r = x.item<int>();
  assert(r >= 0);
  assert(x > -1 && "positive");
  ag::check(r < 100, "r {}", r);
  while (r > 3) { r /= 2; ag::print("r = {}", r); }
  return r;
}

int main() {
  for (const float v : {-3.f, 0.f, 2.f, 8.f}) {
    const Tensor x = v;
    std::printf("%d %d %d %d %d\n", dangling(x), twelve(x), comments(x), pp(x), labelled(x));
    std::fflush(stdout);
    if (v >= 0) std::printf("%d\n", asserts(x));
    std::fflush(stdout);
  }
}

// TEXT: ::ag::check((x > -1 && "positive"), "assert(x > -1 && \"positive\")");

// CHECK: -3 0 6 7 3
// CHECK-NEXT: -3 0 6 7 3
// CHECK-NEXT: 0
// CHECK-NEXT: 9 3 4 1 3
// CHECK-NEXT: 2
// CHECK-NEXT: 10 8 8 11 8
// CHECK-NEXT: r = 4
// CHECK-NEXT: r = 2
// CHECK-NEXT: 2
