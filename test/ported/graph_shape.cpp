// TITLE: What the graph of a program consists of
// TF: 168 175 179 180 181 215 271 272 274 276 282 286
// RUN: %autograft %s -o %t.cpp %flags
// RUN: %cxx -iquote%S %t.cpp -o %t %link && %t
#include <autograft/autograft.h>

#include <string>

#include "../golden/golden.h"

using ag::Tensor;

// 168: a counted loop is a `for`; the range itself is no tensor.
AG_FUNCTION Tensor counted(Tensor x, Tensor n) {
  for (int i : ag::range(n.item<int>())) x = x + i;
  return x;
}

// 180, 181: a loop of the host leaves no loop when it must run while the graph is built.
AG_FUNCTION Tensor unrolled(Tensor x) {
  AG_UNROLL for (int i = 0; i < 3; ++i) x = x * 2 + i;
  return x;
}

// 175, 286: what is set and used in the turn only is no carry, and neither is what nobody reads.
AG_FUNCTION Tensor carries(Tensor x) {
  Tensor unused = x;
  while (sum(x) > 1.f) {
    Tensor t = x * 0.5f;
    unused = t + 1.f;
    x = t;
  }
  return x;
}

// 271, 276: several results of one condition; their shapes are joined.
AG_FUNCTION Tensor joined(Tensor c, Tensor x) {
  Tensor a = x, b = x * 2.f;
  if (c) {
    a = ag::concat({x, x});
    b = x - 1.f;
  }
  return ag::concat({a, b});
}

// 274: a constant condition leaves no `cond`.
AG_FUNCTION Tensor constant(Tensor x, bool c) {
  if (c) return x + 1.f;
  return x - 1.f;
}

// 272: every pair of predicates.
AG_FUNCTION Tensor pairs(Tensor a, Tensor b, Tensor x) {
  if (a) {
    if (b) x = x + 1.f;
    else x = x + 2.f;
  } else {
    if (b) x = x + 3.f;
    else x = x + 4.f;
  }
  return x;
}

int main() {
  const auto vector = ag::spec<float>({4});
  const auto flag = ag::spec<bool>({});
  auto loop = ag::trace(counted, vector, ag::spec<int>({}));
  same(static_cast<double>(loop.node_count("for")), 1);
  same(static_cast<double>(loop.node_count("arange")), 0);
  auto plain = ag::trace(unrolled, vector);
  same(static_cast<double>(plain.node_count("loop")), 0);
  auto one = ag::trace(carries, vector);
  same(static_cast<double>(one.node_count("while")), 1);
  const std::string text = one.text();
  same(text.find("unused") == std::string::npos, true);
  auto both = ag::trace(joined, flag, vector);
  same(static_cast<double>(both.node_count("cond")), 1);
  same(static_cast<double>(both(Tensor(true), ag::ones({4})).size()), 12);
  same(static_cast<double>(both(Tensor(false), ag::ones({4})).size()), 8);
  for (bool c : {true, false})
    same(static_cast<double>(
             ag::trace([c](Tensor x) { return constant(x, c); }, vector).node_count("cond")),
         0);
  auto four = ag::trace(pairs, flag, flag, ag::spec<float>({}));
  same(static_cast<double>(four.node_count("cond")), 3);
  const double wants[] = {4, 3, 2, 1};
  for (int i = 0; i < 4; ++i)
    same(four(Tensor(i > 1), Tensor(i % 2 == 1), Tensor(0.f)).item<float>(), wants[i]);
  return result();
}
