// TITLE: if on host values
// DOC: An `if` on host values stays an ordinary `if`: its branch is chosen while the graph is
// DOC: built.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
enum class Kind { linear, square };

AG_FUNCTION Tensor transfer(const Tensor& x, Kind kind, const std::string& name) {
  Tensor y = x;
  if (kind == Kind::square) {
    y = y * x;
  } else if (name.empty()) {
    return y - 1.f;
  }
  const bool named = !name.empty() && name[0] == 'n';
  if (named && x.rank() == 0) y = y + 1.f;
  return y;
}
// source]

int main() {
  same(transfer(Tensor(3.f), Kind::square, "n").item<float>(), 10.f);
  same(transfer(Tensor(3.f), Kind::square, "").item<float>(), 9.f);
  same(transfer(Tensor(3.f), Kind::linear, "").item<float>(), 2.f);
  same(transfer(Tensor(3.f), Kind::linear, "no").item<float>(), 4.f);
  return result();
}
