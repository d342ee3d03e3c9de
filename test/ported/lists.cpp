// TITLE: Lists
// TF: 167 193 194 223 279
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <vector>

#include "../golden/golden.h"

using ag::Tensor;

// Append in a loop, then stack.
AG_FUNCTION Tensor appended(Tensor n) {
  ag::TensorList l{ag::i32};
  int i = 0;
  while (i < n) {
    l.push_back(Tensor(i) * i);
    ++i;
  }
  return l.stack();
}

// The same with a vector, as anyone would write it.
AG_FUNCTION Tensor vector_grows(Tensor xs) {
  std::vector<Tensor> l;
  for (Tensor x : xs)
    l.push_back(x * 2);
  return ag::stack(l);
}

// Elements are read and written.
AG_FUNCTION Tensor read_and_write(Tensor n) {
  ag::TensorList l{ag::i32};
  l.push_back(Tensor(1));
  l.push_back(Tensor(1));
  int i = 2;
  while (i < n) {
    l.push_back(l[i - 1] + l[i - 2]);
    l[i - 1] = -l[i - 1];
    ++i;
  }
  return l.stack();
}

// Nested filling, the size, the last element.
AG_FUNCTION Tensor nested(Tensor n) {
  ag::TensorList l{ag::i32};
  for (auto i : ag::range(n.item<int>()))
    for (auto j : ag::range(i))
      l.push_back(Tensor(i * 10 + j));
  Tensor s = l.size();
  if (!l.empty())
    s += l.back().to(ag::i64) * 100;
  return s;
}

// 279: three loops, two of which grow lists.
AG_FUNCTION Tensor triple(Tensor n) {
  ag::TensorList all{ag::i32};
  int i = 0;
  while (i < n) {
    ag::TensorList row{ag::i32};
    for (auto j : ag::range(i + 1)) {
      Tensor s = 0;
      int k = 0;
      while (k <= j) {
        s += i * k;
        ++k;
      }
      row.push_back(s);
    }
    all.push_back(ag::sum(row.stack()));
    ++i;
  }
  return all.stack();
}

// A list of the host stays one.
AG_FUNCTION Tensor host_list(Tensor x, int n) {
  std::vector<Tensor> l{x};
  for (int i = 1; i < n; ++i)
    l.push_back(l.back() * 2);
  Tensor s = 0;
  for (const Tensor &t : l)
    s += t;
  return s;
}

// Written in place, then summed up in a range-for.
AG_FUNCTION Tensor in_place(Tensor x) {
  std::vector<Tensor> l{x, x + 1, x + 2};
  if (x > 0)
    l[0] = l[1] * l[2];
  while (l[1] < 20)
    l[1] += l[0] + 1;
  Tensor s = 0;
  for (const Tensor &t : l)
    s = s * 2 + t;
  return s;
}

int main() {
  for (int n : {1, 2, 5}) {
    std::vector<int> squares, twice, fib{1, 1}, sums;
    int count = 0, last = 0;
    for (int i = 0; i < n; ++i) {
      squares.push_back(i * i);
      twice.push_back(6 * i);
      for (int j = 0; j < i; ++j)
        ++count, last = 10 * i + j;
      int sum = 0;
      for (int j = 0; j <= i; ++j)
        for (int k = 0; k <= j; ++k)
          sum += i * k;
      sums.push_back(sum);
    }
    for (int i = 2; i < n; ++i) {
      fib.push_back(fib[static_cast<std::size_t>(i) - 1] + fib[static_cast<std::size_t>(i) - 2]);
      fib[static_cast<std::size_t>(i) - 1] *= -1;
    }
    same(appended(n).to_vector<int>(), squares);
    same(vector_grows(ag::arange(n) * 3).to_vector<int>(), twice);
    same(read_and_write(n).to_vector<int>(), fib);
    same(static_cast<double>(nested(n).item<std::int64_t>()), count + 100 * last);
    same(triple(n).to_vector<int>(), sums);
    same(host_list(3, n).item<int>(), 3 * ((1 << n) - 1));
    int a = n, b = n + 1, c = n + 2;
    a = b * c;
    while (b < 20)
      b += a + 1;
    same(in_place(n).item<int>(), (a * 2 + b) * 2 + c);
  }
  return result();
}
