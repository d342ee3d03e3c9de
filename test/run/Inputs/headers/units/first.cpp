#include "shared.h"

AG_FUNCTION int first(ag::Tensor x) { return halvings(x) + elsewhere(halvings(x)); }

AG_FUNCTION int elsewhere(int n) {
  while (n > 10) n -= 7;
  return n;
}
