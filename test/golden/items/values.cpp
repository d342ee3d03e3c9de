// TITLE: An item is a value
// DOC: `auto a = t[i]` is a copy, as with a `std::vector<int>`: later writes to `t` do not change
// DOC: it.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor rotate(Tensor t, const Tensor& turns) {
  for (int k = 0; k < turns; ++k) {
    auto first = t[0];
    t[0] = t[1];
    t[1] = t[2];
    t[2] = first;
    first = first * 2;
  }
  return t;
}
// source]

int main() {
  same(rotate(Tensor{1, 2, 3}, Tensor(4)).to_vector<int>(), std::vector<int>{2, 3, 1});
  return result();
}
