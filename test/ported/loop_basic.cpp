// TITLE: Loops: what they carry
// TF: 21 22 23 24 29 30 32 33 34 35 36 278
// RUN: %run-three %s
#include <autograft/autograft.h>

#include "../golden/golden.h"

using ag::Tensor;

// 21
AG_FUNCTION Tensor one_variable(Tensor n) {
  Tensor i = 0;
  while (i * 10 + 1 < n)
    i = i * 10 + 1;
  return i;
}

// 22: only the element itself is kept.
AG_FUNCTION Tensor last_of(Tensor xs) {
  Tensor i = 0;
  for (Tensor x : xs)
    i = x;
  return i;
}

// 23, 24
AG_FUNCTION Tensor digits(Tensor n) {
  int i = 0;
  Tensor s = 0;
  while (i < n) {
    s = s * 10 + i;
    i += 1;
  }
  return s;
}
AG_FUNCTION int sum_and_count(Tensor xs) {
  int count = 0;
  Tensor s = 0;
  for (Tensor x : xs) {
    s = s * 10 + x;
    ++count;
  }
  return s.item<int>() * 100 + count;
}

// 29, 30: one after the other, of every kind.
AG_FUNCTION Tensor successive(Tensor n, int m) {
  Tensor s = 0;
  int i = 0;
  while (i < n) {
    s = s * 10 + i;
    ++i;
  }
  i = 0;
  while (i < m) {
    s = s * 10 + i + 5;
    ++i;
  }
  for (int k = 0; k < n; ++k)
    s += k;
  for (auto k : ag::range(m))
    s += 3 * k;
  return s;
}

// 32: a result written at the counter's place.
AG_FUNCTION Tensor table(Tensor n, Tensor m) {
  Tensor out = ag::zeros({4, 4}, ag::i32);
  int i = 0;
  while (i < n) {
    int j = 0;
    while (j < m) {
      out.at(i, j) = 10 * i + j;
      ++j;
    }
    ++i;
  }
  return out;
}

// 33
AG_FUNCTION Tensor dense(Tensor rows) {
  Tensor s = 0;
  for (Tensor row : rows)
    for (Tensor x : row)
      s = s * 3 + x;
  return s;
}

// 34, 35: rows of different lengths.
AG_FUNCTION Tensor ragged(const std::vector<Tensor> &rows) {
  Tensor s = 0;
  for (const Tensor &row : rows) {
    for (Tensor x : row)
      if (x > 1)
        s = s * 3 + x;
    s += 1;
  }
  return s;
}

// 278
AG_FUNCTION Tensor squared_again(Tensor x, int times) {
  for (int i = 0; i < times; ++i)
    x = x * x;
  return x;
}

int main() {
  same(ragged({ag::arange(3), ag::arange(1), ag::zeros({0}, ag::i32), ag::arange(4)}).item<int>(),
       ((2 + 1 + 1 + 1) * 3 + 2) * 3 + 3 + 1);
  same(squared_again(2.0, 4).item<double>(), 65536);

  for (int n : {0, 1, 2, 12, 1000}) {
    int i = 0;
    while (i * 10 + 1 < n)
      i = i * 10 + 1;
    same(one_variable(n).item<int>(), i);
  }
  for (int n : {0, 1, 2, 4}) {
    const Tensor xs = ag::arange(n) + 1;
    int s = 0, t = 0;
    for (int i = 0; i < n; ++i)
      s = s * 10 + i, t = t * 10 + i + 1;
    same(last_of(xs).item<int>(), n);
    same(digits(n).item<int>(), s);
    same(sum_and_count(xs), t * 100 + n);
    for (int m : {0, 1, 2}) {
      int r = s;
      for (int i = 0; i < m; ++i)
        r = r * 10 + i + 5;
      for (int k = 0; k < n; ++k)
        r += k;
      for (int k = 0; k < m; ++k)
        r += 3 * k;
      same(successive(n, m).item<int>(), r);
      std::vector<int> want(16);
      for (int a = 0; a < n; ++a)
        for (int b = 0; b < m; ++b)
          want[static_cast<std::size_t>(4 * a + b)] = 10 * a + b;
      same(table(n, m).to_vector<int>(), want);
      int d = 0;
      for (int k = 0; k < n * m; ++k)
        d = d * 3 + k;
      same(dense(ag::reshape(ag::arange(n * m), {n, m})).item<int>(), d);
    }
  }
  return result();
}
