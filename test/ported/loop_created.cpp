// TITLE: Loops: variables first set in the body
// TF: 27 28 43 55 56 57 58 59 60 64 65 66 103 134 200
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <map>
#include <string>

#include "../golden/golden.h"

using ag::Tensor;

// 27, 55, 64: the variable exists after at least one turn.
AG_FUNCTION Tensor created_in_while(Tensor n) {
  Tensor j;
  int i = 0;
  while (i < n) {
    j = Tensor(i) * 2;
    ++i;
  }
  return j;
}

// 28, 65
AG_FUNCTION Tensor last_row(Tensor rows) {
  Tensor last;
  for (Tensor r : rows)
    last = r;
  return last;
}

// 58: an extent that depends on the loop counter.
AG_FUNCTION Tensor growing_arange(Tensor n) {
  Tensor a = ag::zeros({1}, ag::i32);
  int i = 0;
  while (i < n) {
    a = ag::concat({a, ag::stack({Tensor(i)})});
    ++i;
  }
  return a;
}

// 59, 60: in a map.
AG_FUNCTION Tensor in_a_map(Tensor n) {
  std::map<std::string, Tensor> d;
  d["s"] = 0;
  d["t"] = 1;
  int i = 0;
  while (i < n) {
    d["s"] = d["s"] + i;
    d["t"] = d["t"] * 2;
    ++i;
  }
  return d["s"] * 100 + d["t"];
}

// 134: set anew in each turn, never read before.
AG_FUNCTION Tensor fresh_each_turn(Tensor n) {
  Tensor a, s = 0;
  int i = 0;
  while (i < n) {
    if (i == 0)
      a = Tensor(100);
    else
      a = Tensor(i);
    s += a;
    ++i;
  }
  return s;
}

// 200: a field.
struct Step {
  Tensor value;
  struct {
    Tensor last;
  } inner;
};
AG_FUNCTION Tensor in_a_field(Tensor n) {
  Step s;
  int i = 0;
  while (i < n) {
    s.inner.last = Tensor(i) * 3;
    ++i;
  }
  return s.inner.last;
}

template <class F> void error_of(F f) {
  try {
    f();
    std::printf("no error\n");
    ++differences;
  } catch (const ag::Error &e) {
    std::printf("%s\n", std::string(e.code()).c_str());
    differences += e.code() != "AG0201";
  }
}

int main() {
  for (int n : {1, 2, 5}) {
    same(created_in_while(n).item<int>(), 2 * (n - 1));
    same(last_row(ag::reshape(ag::arange(2 * n), {n, 2})).to_vector<int>(),
         std::vector<int>{2 * n - 2, 2 * n - 1});
    int s = 0, t = 1;
    std::vector<int> grown{0};
    for (int i = 0; i < n; ++i)
      s += i, t *= 2, grown.push_back(i);
    same(growing_arange(n).to_vector<int>(), grown);
    same(in_a_field(n).item<int>(), 3 * (n - 1));
    same(in_a_map(n).item<int>(), s * 100 + t);
    same(fresh_each_turn(n).item<int>(), s + 100);
  }
  same(growing_arange(0).to_vector<int>(), std::vector<int>{0});
  // 27, 28, 103 with no turn at all: reading the variable is an error in every mode.
  error_of([] { std::printf("%d\n", created_in_while(0).item<int>()); });
  error_of([] { std::printf("%zu\n", last_row(ag::zeros({0, 2})).to_vector<float>().size()); });
  error_of([] { std::printf("%d\n", in_a_field(0).item<int>()); });
  return result();
}
