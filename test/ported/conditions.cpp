// TITLE: What a condition may be
// TF: 184 185 282
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <string>

#include "../golden/golden.h"

using ag::Tensor;

// 184: any dtype is compared with 0; one element in any rank.
AG_FUNCTION int truth(Tensor c) {
  int r = 0;
  if (c)
    r += 1;
  if (!c)
    r += 10;
  r += c ? 100 : 200;
  bool b = c && r > 0;
  return b ? r : -r;
}

// 282: a loop's, too.
AG_FUNCTION int turns(Tensor n) {
  int k = 0;
  while (n) {
    n = n - ag::ones_like(n);
    ++k;
  }
  return k;
}

// 185: no result, one, several.
AG_FUNCTION Tensor several(Tensor c, Tensor x) {
  if (c) {
  } else {
  }
  Tensor a = 0, b = 0, d = x;
  if (c) {
    a = x + 1;
    b = x * 2;
    d = x;
  } else {
    b = -x;
  }
  return a * 10000 + b * 100 + d;
}

// 184: two elements, of an extent that the call decides.
AG_FUNCTION Tensor too_many(Tensor xs) {
  Tensor y = xs * 2;
  if (y > 0)
    y = y + 1;
  return y;
}

template <class F> void code_of(F f) {
  try {
    f();
    std::printf("no error\n");
    ++differences;
  } catch (const ag::Error &e) {
    std::printf("%s\n", std::string(e.code()).c_str());
    differences += e.code() != "AG0205";
  }
}

int main() {
  for (int n : {0, 1, 3}) {
    const int want = n ? 101 : -210;
    same(truth(n), want);
    same(truth(Tensor(static_cast<double>(n))), want);
    same(truth(Tensor(n > 0)), want);
    same(truth(ag::full({1, 1}, n)), want);
    same(turns(n), n);
    same(turns(ag::full({1, 1}, n)), n);
    same(several(n, 7).item<int>(), n ? 8 * 10000 + 14 * 100 + 7 : -7 * 100 + 7);
  }
  same(too_many(ag::ones({1}, ag::i32)).to_vector<int>(), std::vector<int>{3});
  code_of([] { too_many(ag::ones({2}, ag::i32)); });
  code_of([] { too_many(ag::ones({0}, ag::i32)); });
  return result();
}
