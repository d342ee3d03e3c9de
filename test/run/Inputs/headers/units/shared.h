// Shared by several sources: inline definitions, and a declaration whose definition is elsewhere.
#pragma once
#include <autograft/autograft.h>

AG_FUNCTION inline int halvings(ag::Tensor x) {
  int n = 0;
  while (max(x) > 1.0) {
    x = x / 2;
    ++n;
  }
  return n;
}

template <class T>
AG_FUNCTION T grown(T x) {
  while (x < 10) x = x * 3;
  return x;
}

AG_FUNCTION int elsewhere(int n);

