// Annotated functions of every kind that headers hold.
#pragma once
#include <autograft/autograft.h>

#include "../plain.h"

namespace lib {

AG_FUNCTION inline ag::Tensor shrink(ag::Tensor x) {
  while (sum(x) > 1.0) x = x / 2;
  return x;
}

/// Declared in front of its definition.
AG_FUNCTION inline int halvings(ag::Tensor x);

template <class T>
AG_FUNCTION T settle(T v, int turns) {
  for (int i = 0; i < turns; ++i) {
    if (v > 1) v = v / 2;
  }
  return v;
}

inline int halvings(ag::Tensor x) {
  int n = 0;
  while (max(x) > 1.0) {
    x = x / 2;
    ++n;
  }
  return n;
}

namespace {
[[maybe_unused]] AG_FUNCTION ag::Tensor hidden(ag::Tensor x) {
  if (sum(x) > 0) return x + 1;
  return x - 1;
}
}  // namespace

AG_FUNCTION static inline ag::Tensor own(ag::Tensor x) {
  return hidden(x) * plain::twice(2);
}

/// Not annotated: copied where a staged number is given to it.
inline double near_one(double v) {
  while (v > 1.5) v = v / 2;
  return v;
}

AG_FUNCTION inline double copied(ag::Tensor x) {
  double v = 64;
  if (sum(x) > 0) v = v + 1;
  return near_one(v);
}

}  // namespace lib
