// TITLE: Elements of containers and fields as state
// TF: 96 97 99 101 102 104 179 198 199 202 203 207 208
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../golden/golden.h"

using ag::Tensor;

// 96, 97: both branches set the element.
AG_FUNCTION Tensor element_in_branches(Tensor c) {
  std::map<std::string, Tensor> x;
  x["a"] = 1;
  x["b"] = 2;
  std::vector<Tensor> y{Tensor(3), Tensor(4)};
  if (c > 0) {
    x["b"] = 10;
    y[1] = c * 5;
  } else {
    x["b"] = 20;
    y[1] = c * 7;
  }
  return x["a"] + x["b"] * 100 + y[0] + y[1];
}

// 99: nested.
AG_FUNCTION Tensor nested_key(Tensor c) {
  std::map<std::string, std::map<std::string, Tensor>> x;
  x["a"]["b"] = c;
  if (c > 0)
    x["a"]["b"] = c * c;
  return x["a"]["b"];
}

// 101, 102, 104: in loops.
AG_FUNCTION Tensor element_in_loops(Tensor n) {
  std::array<Tensor, 2> y{Tensor(0), Tensor(0)};
  std::pair<Tensor, Tensor> p{Tensor(1), Tensor(0)};
  while (y[0] < n) {
    y[0] += 1;
    y[1] = y[1] * 2 + y[0];
  }
  while (p.second < n)
    p.second += p.first;
  for (auto i : ag::range(n.item<int>()))
    p.first += i;
  return y[1] * 1000 + p.first * 10 + p.second;
}

// 179, 198, 207, 208: fields, also of members of members.
struct Inner {
  Tensor x;
  Tensor untouched = 3;
};
struct Outer {
  Inner in;
  std::vector<Inner> list;
};
AG_FUNCTION Tensor fields(Tensor n) {
  Outer o;
  o.in.x = 0;
  o.list.resize(2);
  o.list[0].x = n;
  o.list[1].x = -n;
  int i = 0;
  while (i < n) {
    o.in.x += 2;
    if (i % 2 == 0)
      o.list[0].x = o.list[0].x + o.in.x;
    else
      o.list[1].x = o.list[1].x * 2;
    ++i;
  }
  return o.in.x + 100 * o.list[0].x + 7 * o.list[1].x + o.in.untouched + o.list[1].untouched;
}

// 199: the key is a variable of the host.
AG_FUNCTION Tensor variable_key(Tensor n, std::string key) {
  std::map<std::string, Tensor> d;
  d[key] = n;
  while (d[key] < 100)
    d[key] = d[key] * 3;
  return d[key];
}

// 202, 203: made anew in each turn.
struct State {
  Tensor u, v;
};
AG_FUNCTION State step(State s) { return State{s.v, s.u + s.v}; }
AG_FUNCTION Tensor made_anew(Tensor n) {
  State s{Tensor(0), Tensor(1)};
  int i = 0;
  while (i < n) {
    Inner local;
    local.x = s.u % 7;
    s = step(s);
    s.v += local.x;
    ++i;
  }
  return s.u;
}

int main() {
  for (int n : {-2, 1, 2, 5}) {
    same(element_in_branches(n).item<int>(), n > 0 ? 1001 + 3 + 5 * n : 2001 + 3 + 7 * n);
    same(nested_key(n).item<int>(), n > 0 ? n * n : n);
    int y0 = 0, y1 = 0, p1 = 1, p2 = 0;
    while (y0 < n)
      y0 += 1, y1 = y1 * 2 + y0;
    while (p2 < n)
      p2 += p1;
    for (int i = 0; i < n; ++i)
      p1 += i;
    same(element_in_loops(n).item<int>(), y1 * 1000 + p1 * 10 + p2);
    int x = 0, a = n, b = -n, u = 0, v = 1;
    for (int i = 0; i < n; ++i) {
      x += 2;
      if (i % 2 == 0)
        a += x;
      else
        b *= 2;
      const int local = u % 7, next = u + v;
      u = v;
      v = next + local;
    }
    same(fields(n).item<int>(), x + 100 * a + 7 * b + 6);
    same(made_anew(n).item<int>(), u);
    if (n > 0) {
      int d = n;
      while (d < 100)
        d *= 3;
      same(variable_key(n, "key").item<int>(), d);
    }
  }
  return result();
}
