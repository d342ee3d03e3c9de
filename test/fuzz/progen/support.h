// What random programs stand on, in both texts: how values are printed (type and exact bits), how
// an error is, and, for the text over builtin types, what tensors do there. Not for other tests.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace progen {

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
inline void show(const std::vector<int> &v) {
  std::printf(" i32[%d]", static_cast<int>(v.size()));
  for (int x : v)
    std::printf(" %d", x);
}

#else

inline void show(const ag::Tensor &t) {
  if (t.rank() == 1) {
    std::printf(" %s[%d]", ag::name(t.dtype()), static_cast<int>(t.shape(0)));
    for (int x : t.to_vector<int>())
      std::printf(" %d", x);
  } else if (t.dtype() == ag::i32) {
    show(t.item<int>());
  } else if (t.dtype() == ag::f32) {
    show(t.item<float>());
  } else if (t.dtype() == ag::f64) {
    show(t.item<double>());
  } else {
    std::printf(" %s:%s", ag::name(t.dtype()), ag::to_string(t).c_str());
  }
}
inline ag::Tensor each(const ag::Tensor &v, int plus, int times) { return v * times + plus; }
/// The line alone: columns move when text is inserted, and a graph leaves them out.
inline int line_of(const ag::Error &e) {
  const std::size_t at = e.where().find(".cpp:");
  return at == std::string::npos ? 0 : std::atoi(e.where().c_str() + at + 5);
}

#endif

/// Runs one call of one program and prints its outcome as one line, after what it printed itself.
template <class Call> void outcome(int program, int call, Call f) {
  std::printf("@%d %d\n", program, call);
  std::fflush(stdout);
  try {
    f();
    std::puts("");
#ifdef PROGEN_HOST
  } catch (const Fail &e) {
    std::printf(" !%s\n", e.code);
#else
  } catch (const ag::Error &e) {
    std::printf(" !%s line %d\n", std::string(e.code()).c_str(), line_of(e));
  } catch (const std::exception &e) {
    std::printf(" !!%s\n", e.what());
#endif
  }
}

} // namespace progen
