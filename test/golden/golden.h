// What the golden programs share: each value is printed (so that the three ways can be compared)
// and compared with one from plain C++; the exit status says whether all were equal.
#pragma once

#include <cstdio>
#include <vector>

inline int differences = 0;

inline void same(double got, double want) {
  std::printf("%.17g\n", got);
  if (got == want) return;
  std::fprintf(stderr, "got %.17g, want %.17g\n", got, want);
  ++differences;
}

template <class T>
void same(const std::vector<T>& got, const std::vector<T>& want) {
  same(static_cast<double>(got.size()), static_cast<double>(want.size()));
  for (std::size_t i = 0; i < got.size() && i < want.size(); ++i)
    same(static_cast<double>(got[i]), static_cast<double>(want[i]));
}

inline int result() { return differences != 0; }
