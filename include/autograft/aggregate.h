// Taking an aggregate apart: how many fields it has, and a call with all of them. Up to 20 fields;
// each must be default-constructible. Which types are taken apart is decided in fields.h.
#pragma once

#include <type_traits>

namespace ag::detail {

// X(count, braces, names): one line a count, largest first.
#define AG_DETAIL_OPEN(...) __VA_ARGS__
#define AG_DETAIL_AGGREGATES(X)                                                                    \
  X(20, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, \
    d, e, g, h, i, j, k, m, n, o, p, q, r, s, u, v, w)                                             \
  X(19, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d,  \
    e, g, h, i, j, k, m, n, o, p, q, r, s, u, v)                                                   \
  X(18, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e,   \
    g, h, i, j, k, m, n, o, p, q, r, s, u)                                                         \
  X(17, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, \
    i, j, k, m, n, o, p, q, r, s)                                                                  \
  X(16, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i,  \
    j, k, m, n, o, p, q, r)                                                                        \
  X(15, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j,   \
    k, m, n, o, p, q)                                                                              \
  X(14, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j, k, m, \
    n, o, p)                                                                                       \
  X(13, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j, k, m, n,  \
    o)                                                                                             \
  X(12, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j, k, m, n)      \
  X(11, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j, k, m)             \
  X(10, ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j, k)                    \
  X(9, ({}, {}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i, j)                            \
  X(8, ({}, {}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h, i)                                   \
  X(7, ({}, {}, {}, {}, {}, {}, {}), a, b, c, d, e, g, h)                                          \
  X(6, ({}, {}, {}, {}, {}, {}), a, b, c, d, e, g)                                                 \
  X(5, ({}, {}, {}, {}, {}), a, b, c, d, e)                                                        \
  X(4, ({}, {}, {}, {}), a, b, c, d)                                                               \
  X(3, ({}, {}, {}), a, b, c)                                                                      \
  X(2, ({}, {}), a, b)                                                                             \
  X(1, ({}), a)

/// Fields of an aggregate; 0 when it has none, too many, or one that needs an initial value.
template <class T>
consteval int field_count() {
  if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>) {
    return 0;
  } else {
    if constexpr (requires {
                    T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
                      {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
                  })
      return 0;
#define AG_DETAIL_COUNT(N, BRACES, ...)                                                            \
  else if constexpr (requires { T{AG_DETAIL_OPEN BRACES}; }) return N;
    AG_DETAIL_AGGREGATES(AG_DETAIL_COUNT)
#undef AG_DETAIL_COUNT
    else return 0;
  }
}

/// f(field, field, …).
template <class T, class F>
constexpr decltype(auto) with_fields(T& object, F&& f) {
  constexpr int count = field_count<std::remove_const_t<T>>();
#define AG_DETAIL_BIND(N, BRACES, ...)                                                             \
  if constexpr (count == N) {                                                                      \
    auto& [__VA_ARGS__] = object;                                                                  \
    return f(__VA_ARGS__);                                                                         \
  } else
  AG_DETAIL_AGGREGATES(AG_DETAIL_BIND)
#undef AG_DETAIL_BIND
  static_assert(count > 0);
}

#undef AG_DETAIL_AGGREGATES
#undef AG_DETAIL_OPEN

}  // namespace ag::detail
