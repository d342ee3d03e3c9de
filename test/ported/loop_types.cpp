// TITLE: Loops: shapes, dtypes and structures that change
// TF: 79 80 81 82 83 84 85 87 93
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 79: a vector grows; no invariant is written down.
AG_FUNCTION Tensor grow_in_while(Tensor n) {
  Tensor v = ag::zeros({0}, ag::i32);
  int i = 0;
  while (i < n) {
    v = ag::concat({v, ag::stack({Tensor(i), Tensor(-i)})});
    ++i;
  }
  return v;
}
AG_FUNCTION Tensor grow_in_for(Tensor xs) {
  Tensor v = ag::tensor<int>({5}, {1});
  for (Tensor x : xs)
    v = ag::concat({v, ag::stack({x})});
  return v;
}

// 80, 81: a matrix grows by rows, by columns.
AG_FUNCTION Tensor rows(Tensor n) {
  Tensor m = ag::zeros({0, 2}, ag::i32);
  for (auto i : ag::range(n.item<int>())) {
    Tensor row = ag::stack({Tensor(i), Tensor(i * i)});
    m = ag::concat({m, ag::reshape(row, {1, 2})});
  }
  return m;
}
AG_FUNCTION Tensor columns(Tensor n) {
  Tensor m = ag::zeros({2, 1}, ag::i32);
  int i = 0;
  while (i < n) {
    Tensor column = ag::stack({Tensor(i), Tensor(i + 10)});
    m = ag::concat({m, ag::reshape(column, {2, 1})}, 1);
    ++i;
  }
  return m;
}

// 82: both extents grow.
AG_FUNCTION Tensor both(Tensor n) {
  Tensor m = ag::ones({1, 1}, ag::i32);
  int i = 0;
  while (i < n) {
    m = ag::concat({m, m * 2}, 0);
    m = ag::concat({m, m * 3}, 1);
    ++i;
  }
  return m;
}

// 83, 85: inside an `if` whose other branch has another shape, and with a break. (What the break
// tests is counted beside: the extent itself is `?` there.)
AG_FUNCTION Tensor in_branch(Tensor n, Tensor limit) {
  Tensor v = ag::zeros({1}, ag::i32);
  if (n > 2) {
    int i = 0, size = 1;
    while (i < n) {
      v = ag::concat({v, v + 1});
      size *= 2;
      if (size > limit)
        break;
      ++i;
    }
  } else {
    v = ag::tensor<int>({7, 8, 9}, {3});
  }
  return v;
}

// 93: an extent that is known before the loop and not behind it.
AG_FUNCTION Tensor filtered(Tensor xs, Tensor n) {
  Tensor v = ag::tensor<int>({1}, {1});
  while (ag::sum(v) < n) {
    v = ag::concat({v, xs});
  }
  return v;
}

// 84: together with a structure.
struct Pair {
  Tensor a, b;
};
AG_FUNCTION Tensor with_structure(Tensor n) {
  Pair p{Tensor(1), Tensor(2)};
  Tensor v = ag::zeros({0}, ag::i32);
  int i = 0;
  while (i < n) {
    p = Pair{p.b, p.a + p.b};
    v = ag::concat({v, ag::stack({p.a})});
    ++i;
  }
  return ag::concat({v, ag::stack({p.a, p.b})});
}

// 87: a host condition that becomes a tensor's.
AG_FUNCTION Tensor host_then_tensor(Tensor x) {
  bool go = true;
  int turns = 0;
  while (go) {
    x = x * 2;
    ++turns;
    go = x < 100;
  }
  return x + turns;
}

int main() {
  for (int n : {0, 1, 3, 4}) {
    std::vector<int> v, f{5}, r, c0{0}, c1{0}, fib;
    int a = 1, b = 2;
    for (int i = 0; i < n; ++i) {
      v.push_back(i);
      v.push_back(-i);
      f.push_back(2 * i);
      r.push_back(i);
      r.push_back(i * i);
      c0.push_back(i);
      c1.push_back(i + 10);
      const int next = a + b;
      a = b;
      b = next;
      fib.push_back(a);
    }
    c0.insert(c0.end(), c1.begin(), c1.end());
    fib.push_back(a);
    fib.push_back(b);
    same(grow_in_while(n).to_vector<int>(), v);
    same(grow_in_for(ag::arange(n) * 2).to_vector<int>(), f);
    same(rows(n).to_vector<int>(), r);
    same(columns(n).to_vector<int>(), c0);
    const Tensor m = both(n);
    same(static_cast<double>(m.shape(0)), 1 << n);
    same(static_cast<double>(m.shape(1)), 1 << n);
    int total = 1;
    for (int i = 0; i < n; ++i)
      total *= 12;
    same(m.to(ag::f64).to_vector<double>().empty() ? 0 : ag::sum(m).item<int>(), total);
    for (int limit : {3, 100}) {
      std::vector<int> w{7, 8, 9};
      if (n > 2) {
        w = {0};
        for (int i = 0; i < n; ++i) {
          const std::size_t k = w.size();
          for (std::size_t j = 0; j < k; ++j)
            w.push_back(w[j] + 1);
          if (static_cast<int>(w.size()) > limit)
            break;
        }
      }
      same(in_branch(n, limit).to_vector<int>(), w);
    }
    std::vector<int> filled{1};
    for (int sum = 1; sum < 5 * n; sum += n > 1 ? 3 : 9)
      for (int k : n > 1 ? std::vector<int>{1, 2} : std::vector<int>{9})
        filled.push_back(k);
    const Tensor more = n > 1 ? Tensor{1, 2} : Tensor{9};
    same(filtered(more, 5 * n).to_vector<int>(), filled);
    same(with_structure(n).to_vector<int>(), fib);
    int x = n + 1, turns = 0;
    do
      x *= 2, ++turns;
    while (x < 100);
    same(host_then_tensor(n + 1).item<int>(), x + turns);
  }
  return result();
}
