// Lists through functions: parameters, in-out parameters, results, branches, nested loops, breaks.
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <vector>

#include "../golden/golden.h"

using ag::Tensor;
using ag::TensorList;

AG_FUNCTION TensorList digits(Tensor n) {
  TensorList l;
  do {
    l.push_back(n % 10);
    n = n / 10;
  } while (n > 0);
  return l;
}

AG_FUNCTION void add_squares(TensorList& l, Tensor upto) {
  for (auto i : ag::range(upto.item<int>())) l.push_back(Tensor(i) * i);
}

AG_FUNCTION Tensor sum_of(const TensorList& l) {
  Tensor s = 0;
  for (const Tensor& t : l) {
    if (t == 4) continue;
    if (s > 100) break;
    s += t;
  }
  return s;
}

// Joined with others: helpers are inlined, the list is carried by both loops and the branch.
AG_FUNCTION Tensor nested(Tensor n) {
  TensorList l{ag::i32, {}};
  int i = 0;
  while (i < n) {
    TensorList inner = digits(Tensor(i) * 7);
    if (i % 2 == 0) {
      add_squares(l, 2);
    } else {
      for (const Tensor& t : inner) l.push_back(t);
      if (l.size() > 6) l.pop_back();
    }
    ++i;
  }
  return ag::concat({l.stack(), ag::stack({sum_of(l)})});
}

// A search that leaves the function from inside.
AG_FUNCTION int index_of(const TensorList& l, Tensor x) {
  for (int i = 0; i < l.size(); ++i)
    if (l[i] == x) return i;
  return -1;
}

// Elements of differing length; written in part.
AG_FUNCTION Tensor ragged(Tensor n) {
  std::vector<Tensor> l;
  int k = 0;
  while (k < n) {
    l.push_back(ag::ones({1}, ag::i32) * k);
    if (k > 0) {
      l[k] = ag::concat({l[k], l[k - 1]});
      l[k - 1][0] = -7;
    }
    ++k;
  }
  Tensor s = 0;
  for (const Tensor& t : l) s = s * 3 + ag::sum(t);
  return s;
}

// Constant time for each push: a hundred thousand of them.
AG_FUNCTION Tensor long_list(Tensor n) {
  TensorList l;
  int k = 0;
  while (k < n) {
    l.push_back(Tensor(k));
    l[k / 2] = Tensor(1);
    ++k;
  }
  return ag::sum(l.stack());
}

std::vector<int> plain_digits(int n) {
  std::vector<int> l;
  do l.push_back(n % 10), n /= 10;
  while (n > 0);
  return l;
}
int plain_sum(const std::vector<int>& l) {
  int s = 0;
  for (int t : l) {
    if (t == 4) continue;
    if (s > 100) break;
    s += t;
  }
  return s;
}

int main() {
  for (int n : {0, 7, 123, 90210}) {
    const TensorList l = digits(n);
    same(l.stack().to_vector<int>(), plain_digits(n));
    same(sum_of(l).item<int>(), plain_sum(plain_digits(n)));
    same(index_of(l, 2), n == 123 ? 1 : n == 90210 ? 2 : -1);
    TensorList more = l;
    add_squares(more, n % 5);
    same(static_cast<double>(more.size()), static_cast<double>(l.size() + n % 5));
  }
  for (int n : {0, 1, 2, 5}) {
    std::vector<int> l;
    for (int i = 0; i < n; ++i) {
      if (i % 2 == 0) {
        l.push_back(0), l.push_back(1);
      } else {
        for (int t : plain_digits(i * 7)) l.push_back(t);
        if (l.size() > 6) l.pop_back();
      }
    }
    l.push_back(plain_sum(l));
    same(nested(n).to_vector<int>(), l);
    std::vector<std::vector<int>> r;
    for (int k = 0; k < n; ++k) {
      r.push_back({k});
      if (k > 0) {
        r[static_cast<std::size_t>(k)].insert(r.back().end(), r[static_cast<std::size_t>(k) - 1].begin(), r[static_cast<std::size_t>(k) - 1].end());
        r[static_cast<std::size_t>(k) - 1][0] = -7;
      }
    }
    int s = 0;
    for (const auto& row : r) {
      int sum = 0;
      for (int v : row) sum += v;
      s = s * 3 + sum;
    }
    same(ragged(n).item<int>(), s);
  }
  int sum = 0;
  std::vector<int> v;
  for (int k = 0; k < 100000; ++k) v.push_back(k), v[static_cast<std::size_t>(k) / 2] = 1;
  for (int t : v) sum = static_cast<int>(static_cast<unsigned>(sum) + static_cast<unsigned>(t));
  same(long_list(100000).item<int>(), sum);
  return result();
}
