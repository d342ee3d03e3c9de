#include "shared.h"

#include <cstdio>

int first(ag::Tensor x);
int third(ag::Tensor x);

/// A staged number goes to a definition in another file.
AG_FUNCTION int second(ag::Tensor x) {
  int n = halvings(x);
  while (n < 20) n += 9;
  return elsewhere(n) + grown(n);
}

int main() {
  const ag::Tensor x{5.0, 6.0};
  std::printf("%d %d %d %d\n", first(x), second(x), grown(2), halvings(x));
#ifdef WITH_THIRD
  std::printf("third %d\n", third(x));
#endif
  std::printf("graphs %ld\n", static_cast<long>(ag::trace_count(halvings)));
}
