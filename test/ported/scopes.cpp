// TITLE: Scopes with destructors (in Python: context managers), exceptions of the host
// TF: 100 110 112 130 132 209
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <map>
#include <stdexcept>
#include <string>

#include "../golden/golden.h"

using ag::Tensor;

// Adds to a variable of the function when its scope ends.
struct AtEnd {
  Tensor &to;
  explicit AtEnd(Tensor &t) : to(t) {}
  AtEnd(const AtEnd &) = delete;
  ~AtEnd() { to += 1; }
};

// 110, 112: returns inside of scopes; the scopes end all the same.
AG_FUNCTION Tensor returns(Tensor x, Tensor &ended) {
  AtEnd outer(ended);
  {
    AtEnd inner(ended);
    if (x > 10)
      return x * 2;
    x = x + 1;
  }
  if (x > 5)
    return x;
  return x * 100;
}

// 209: a branch that is not taken may throw, as may one that is.
AG_FUNCTION Tensor throws(Tensor x, bool valid) {
  if (!valid)
    throw std::invalid_argument("not valid");
  if (x > 0)
    x = x * 2;
  return x;
}

// 100: the host's own error comes out as it is.
AG_FUNCTION Tensor missing_key(Tensor x, std::string key) {
  std::map<std::string, Tensor> m;
  m["a"] = x;
  if (x > 0)
    m.at(key) = x * 2;
  return m["a"];
}

template <class E, class F> void throws_a(F f) {
  try {
    f();
    std::printf("nothing\n");
    ++differences;
  } catch (const E &) {
    std::printf("thrown\n");
  }
}

int main() {
  for (int n : {1, 7, 20}) {
    Tensor ended = 0;
    same(returns(n, ended).item<int>(), n > 10 ? 2 * n : n + 1 > 5 ? n + 1 : (n + 1) * 100);
    same(ended.item<int>(), 2);
  }
  same(throws(3, true).item<int>(), 6);
  throws_a<std::invalid_argument>([] { throws(3, false); });
  same(throws(4, true).item<int>(), 8);
  same(missing_key(3, "a").item<int>(), 6);
  throws_a<std::out_of_range>([] { missing_key(3, "b"); });
  return result();
}
