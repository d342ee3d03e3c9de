// Converted by the tool; timed by overhead.cpp.
#include "overhead_functions.h"

AG_FUNCTION ag::Tensor add(const ag::Tensor &a, const ag::Tensor &b) { return a + b; }

AG_FUNCTION std::int64_t walk(std::int64_t x, std::int64_t turns) {
  for (std::int64_t k = 0; k < turns; ++k)
    x = (x * 5 + k) % 1000003;
  return x;
}
