// What random programs stand on, in both texts: how values are printed (type and exact bits), how
// an error is, and, for the text over builtin types, what tensors do there. Not for other tests.
// It is compiled in advance, and what needs not be seen is in outside.cpp: programs are many.
#ifndef PROGEN_SUPPORT_H
#define PROGEN_SUPPORT_H

#ifndef PROGEN_HOST
#include <autograft/autograft.h>
#endif

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace progen {

enum class Mode { idle, busy, done };

inline void show(Mode v) { std::printf(" mode:%d", static_cast<int>(v)); }
inline void show(std::uint8_t v) { std::printf(" u8:%d", v); }
inline void show(long v) { std::printf(" i64:%ld", v); }
inline void show(std::size_t v) { std::printf(" u64:%zu", v); }
inline void show(bool v) { std::printf(" bool:%d", v); }
inline void show(int v) { std::printf(" i32:%d", v); }
inline void show_float(const char *type, double v) {
  if (v != v)
    std::printf(" %s:nan", type);
  else
    std::printf(" %s:%a", type, v);
}
inline void show(float v) { show_float("f32", static_cast<double>(v)); }
inline void show(double v) { show_float("f64", v); }

#ifdef PROGEN_HOST

struct Fail {
  const char *code;
};
inline int divide(int a, int b) {
  if (b == 0 || (b == -1 && a == -2147483647 - 1))
    throw Fail{"AG0211"};
  return a / b;
}
inline int remainder(int a, int b) {
  if (b == 0 || (b == -1 && a == -2147483647 - 1))
    throw Fail{"AG0211"};
  return a % b;
}
inline int &at(std::vector<int> &v, int i) {
  if (i < 0 || i >= static_cast<int>(v.size()))
    throw Fail{"AG0212"};
  return v[static_cast<std::size_t>(i)];
}
inline int at(const std::vector<int> &v, int i) { return at(const_cast<std::vector<int> &>(v), i); }
inline int sum(const std::vector<int> &v) {
  unsigned s = 0;
  for (int x : v)
    s += static_cast<unsigned>(x);
  return static_cast<int>(s);
}
inline std::vector<int> each(std::vector<int> v, int plus, int times) {
  for (int &x : v)
    x = x * times + plus;
  return v;
}
inline std::vector<int> numbers(int from, int to) {
  std::vector<int> v;
  for (int i = from; i < to; ++i)
    v.push_back(i);
  return v;
}
inline void check(bool c) {
  if (!c)
    throw Fail{"AG0213"};
}
inline int outside_number(int v) { return v % 9 - 2; }
inline int outside_tensor(int v) { return v * 3 - 1; }
inline int tensor(int v) { return v; }
inline double tensor(double v) { return v; }
inline float tensor(float v) { return v; }
inline std::vector<int> list(std::initializer_list<int> v) { return v; }
inline void graphs(std::int64_t) {}
inline void show(const std::vector<int> &v) {
  std::printf(" i32[%d]", static_cast<int>(v.size()));
  for (int x : v)
    std::printf(" %d", x);
}

#else

void show(const ag::Tensor &t);
// Known by their declarations only, in outside.cpp.
int outside_number(int v);
ag::Tensor outside_tensor(ag::Tensor v);
// Out of line, for programs are many.
ag::Tensor tensor(int v);
ag::Tensor tensor(double v);
ag::Tensor tensor(float v);
ag::Tensor list(std::initializer_list<int> v);
/// Says how many graphs the function's calls have built.
void graphs(std::int64_t count);

inline ag::Tensor each(const ag::Tensor &v, int plus, int times) { return v * times + plus; }

#endif

#ifdef PROGEN_HOST
/// Runs one call of one program and prints its outcome as one line, after what it printed itself.
inline void outcome(int program, int call, void (*f)()) {
  std::printf("@%d %d\n", program, call);
  try {
    f();
    std::puts("");
  } catch (const Fail &e) {
    std::printf(" !%s\n", e.code);
  }
}
#else
void outcome(int program, int call, void (*f)());
#endif

} // namespace progen

using progen::Mode;
#ifndef PROGEN_HOST
using ag::Tensor;
#endif

#endif
