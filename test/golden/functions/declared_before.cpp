// TITLE: Declared before, defined after
// DOC: A declaration may carry the mark too; other functions may then pass promoted values before
// DOC: the definition is seen.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
namespace math {
AG_FUNCTION static inline int half_of(int k);

AG_FUNCTION static Tensor count_down(const Tensor& x) {
  int k = x.item<int>();
  int turns = 0;
  while (k > 0) {
    k = half_of(k);
    ++turns;
  }
  return Tensor(turns);
}

AG_FUNCTION static inline int half_of(int k) { return k / 2; }
}  // namespace math
// source]

int main() {
  same(math::count_down(Tensor(100)).item<int>(), 7);
  same(math::half_of(9), 4);
  return result();
}
