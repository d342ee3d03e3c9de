// The condition of a loop is false whatever its first operand gives; that operand fails all the same.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

AG_FUNCTION Tensor never(const Tensor& x) {
  int c = 0;
  while (c < 2 && (!x[c] && false)) ++c;
  return x + c;
}

AG_FUNCTION Tensor straight(const Tensor& x) {
  int c = 0;
  while (!x[c] && false) ++c;
  return x + c;
}

int main() {
  for (Tensor (*const f)(const Tensor&) : {never, straight}) {
    same(f(Tensor{4, 0}).to_vector<int>(), std::vector<int>{4, 0});
    std::string code;
    try {
      f(ag::arange(0));
    } catch (const ag::Error& e) {
      code = e.code();
    }
    same(code == "AG0212", true);
  }
  return result();
}
