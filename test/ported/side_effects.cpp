// TITLE: Effects in the order of the program
// TF: 1 2 19 20 158 185 249 261 262 264 266 267 268 269 270 277
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

ag::Variable v{Tensor(0)};
ag::Variable w{Tensor(0)};

// 1, 2, 185: nothing but an effect in the branches.
AG_FUNCTION void one_branch(Tensor c) {
  if (c) v += 1;
}
AG_FUNCTION void two_branches(Tensor c) {
  if (c) {
    v += 1;
  } else {
    v += 2;
  }
}

// 19, 20: nothing but effects in the loop; the condition reads the Variable.
AG_FUNCTION void counted(Tensor n) {
  while (v < n) v += 1;
}
AG_FUNCTION void summed(Tensor xs) {
  for (Tensor x : xs) v += x;
}

// 261, 262, 267: assignments and reads of two Variables, mixed.
AG_FUNCTION Tensor mixed(Tensor x) {
  v = x;
  Tensor before = v + w;
  w = v * 2;
  v += w;
  w += 1;
  return ag::stack({before, v, w});
}

// 249, 264: read before and behind a write, outside of the function and inside.
AG_FUNCTION Tensor read_write_read(Tensor x) {
  Tensor first = v.value();
  v = v + x;
  return ag::stack({first, v});
}

// 268, 269: branches that read, and branches that write, one in another.
AG_FUNCTION Tensor nested(Tensor a, Tensor b) {
  Tensor seen = 0;
  if (a) {
    seen = v.value();
    if (b) v += 10;
    seen = seen * 100 + v;
  } else {
    while (v < 5) v += 2;
    seen = v + 0;
  }
  return seen;
}

// 266, 270: the result does not depend on the write, which happens all the same.
AG_FUNCTION Tensor unused(Tensor x) {
  v = x * 3;
  return x;
}

// 158, 277: prints in branches and loops; only those of the branch that runs.
AG_FUNCTION Tensor talks(Tensor n) {
  ag::print("from {}", n);
  while (n > 1) {
    if (n % 2 == 0) {
      ag::print("even {}", n);
      n = n / 2;
    } else {
      ag::print("odd {} {}", n, n * 3);
      n = n * 3 + 1;
    }
  }
  ag::print("{} is the end", n);
  return n;
}

int main() {
  for (bool c : {true, false}) {
    v = 0;
    one_branch(c);
    same(v.value().item<int>(), c ? 1 : 0);
    two_branches(c);
    same(v.value().item<int>(), c ? 2 : 2);
  }
  for (int n : {0, 1, 2}) {
    v = 0;
    counted(n);
    same(v.value().item<int>(), n);
  }
  v = 0;
  summed({3, 4, 5});
  summed(ag::zeros({0}, ag::i32));
  same(v.value().item<int>(), 12);
  w = 7;
  same(mixed(2).to_vector<int>(), {9, 6, 5});
  same(w.value().item<int>(), 5);
  for (int i = 0; i < 30; ++i) {
    v = i;
    same(read_write_read(1).to_vector<int>(), {i, i + 1});
    same(v.value().item<int>(), i + 1);
  }
  for (bool a : {true, false})
    for (bool b : {true, false}) {
      v = 2;
      same(nested(a, b).item<int>(), a ? (b ? 212 : 202) : 6);
      same(v.value().item<int>(), a ? (b ? 12 : 2) : 6);
    }
  same(unused(4).item<int>(), 4);
  same(v.value().item<int>(), 12);
  same(talks(6).item<int>(), 1);
  return result();
}
