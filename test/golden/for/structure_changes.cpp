// TITLE: A loop staged by choice whose state changes its structure
// DOC: The first turn makes the state, the later ones change it. Staged it cannot be, so the
// DOC: trace starts over with this loop plain: staging by choice is never an error.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor grow(const Tensor& x) {
  Tensor h = x;
  for (int i = 0; i < 4; ++i) {
    if (i == 0)
      h = ag::stack({h, h + 1.f});
    else
      h = h * 2.f;
  }
  return h;
}
// source]

int main() {
  same(grow(Tensor(1.f)).to_vector<float>(), std::vector<float>{8.f, 16.f});
  return result();
}
