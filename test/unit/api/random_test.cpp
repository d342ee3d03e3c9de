// Random nests of branches and loops: a small program is drawn, interpreted with plain C++ ints,
// with eager cursors and as a graph; all three must agree.
#include "both.h"

#include <memory>
#include <random>

namespace {

constexpr std::size_t variables = 4;

struct Node {
  enum Kind { assign, branch, loop, each, exits } kind = assign;
  std::size_t to = 0, a = 0, b = 0;
  int number = 0;
  std::vector<Node> first, second;
};

class Draw {
public:
  explicit Draw(unsigned seed) : random_(seed) {}
  std::vector<Node> block(int depth) {
    std::vector<Node> nodes(1 + pick(3));
    for (Node &n : nodes)
      n = node(depth);
    return nodes;
  }
  int value() { return static_cast<int>(pick(21)) - 10; }

private:
  std::size_t pick(std::size_t n) { return random_() % n; }
  Node node(int depth) {
    Node n;
    n.kind = depth == 0 ? Node::assign : static_cast<Node::Kind>(pick(5));
    n.to = pick(variables), n.a = pick(variables), n.b = pick(variables);
    n.number = static_cast<int>(pick(4));
    if (n.kind != Node::assign)
      n.first = block(depth - 1);
    if (n.kind == Node::branch && pick(2))
      n.second = block(depth - 1);
    return n;
  }
  std::mt19937 random_;
};

/// The meaning, without autograft. Numbers stay small: everything is taken modulo 1000.
void plain(const std::vector<Node> &nodes, std::vector<int> &v) {
  for (const Node &n : nodes) {
    switch (n.kind) {
    case Node::assign:
      v[n.to] = (v[n.a] * 3 + v[n.b] + n.number) % 1000;
      break;
    case Node::branch:
      plain(v[n.a] > v[n.b] ? n.first : n.second, v);
      break;
    case Node::loop:
      for (int k = 0; k < n.number + v[n.a] % 3; ++k)
        plain(n.first, v);
      break;
    case Node::each:
      for (int k = 0; k < n.number; ++k)
        plain(n.first, v), v[n.to] += k;
      break;
    case Node::exits:
      for (int k = 0; k < 5; ++k) {
        plain(n.first, v);
        if (v[n.a] > v[n.b])
          break;
      }
      break;
    }
  }
}

using Vars = std::vector<Scalar<int>>;
#define VARS "a,b,c,d", v[0], v[1], v[2], v[3]

void cursors(const std::vector<Node> &nodes, Vars &v);

/// A counted loop with an exit.
void exits(const Node &n, Vars &v) {
  Scalar<bool> out = false;
  for (auto k :
       ag::Each(SITE, ag::range(5), ag::state("a,b,c,d,out", v[0], v[1], v[2], v[3], out), out)) {
    (void)k;
    cursors(n.first, v);
    ag::Branch br(SITE, v[n.a] > v[n.b], ag::state("out", out));
    if (br.then())
      out = true;
    if (br.other())
      (void)0;
    br.join();
  }
}

void cursors(const std::vector<Node> &nodes, Vars &v) {
  for (const Node &n : nodes) {
    switch (n.kind) {
    case Node::assign:
      v[n.to] = (v[n.a] * 3 + v[n.b] + n.number) % 1000;
      break;
    case Node::branch: {
      ag::Branch br(SITE, v[n.a] > v[n.b], ag::state(VARS));
      if (br.then())
        cursors(n.first, v);
      if (br.other())
        cursors(n.second, v);
      br.join();
      break;
    }
    case Node::loop: {
      Scalar<int> k = 0;
      for (ag::Loop l(SITE, ag::state("a,b,c,d,k", v[0], v[1], v[2], v[3], k));
           l.next() && l.test(k < n.number + v[n.a] % 3); ++k)
        cursors(n.first, v);
      break;
    }
    case Node::each:
      for (auto k : ag::Each(SITE, ag::range(n.number), ag::state(VARS))) {
        cursors(n.first, v);
        v[n.to] += k;
      }
      break;
    case Node::exits:
      exits(n, v);
      break;
    }
  }
}

Tensor result(const Vars &v) {
  return stack({Tensor(v[0]), Tensor(v[1]), Tensor(v[2]), Tensor(v[3])}, 0);
}

} // namespace

TEST_CASE("random programs: plain C++, eager cursors and graphs agree") {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Draw draw(seed);
    const std::vector<Node> program = draw.block(3);
    auto f = [&](Scalar<int> a, Scalar<int> b) {
      Vars v{a, b, 3, -1};
      cursors(program, v);
      return result(v);
    };
    const ag::Graph g = ag::trace(f, number(), number());
    for (int i = 0; i < 4; ++i) {
      const int a = draw.value(), b = draw.value();
      std::vector<int> expect{a, b, 3, -1};
      plain(program, expect);
      INFO("seed " << seed << ", " << a << ", " << b);
      const Tensor wanted{expect[0], expect[1], expect[2], expect[3]};
      CHECK(same(f(a, b), wanted));
      CHECK(same(g(a, b), wanted));
    }
  }
}
