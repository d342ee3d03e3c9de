// Names that collide with the emitted code: cursors, their members, an alias of our namespace,
// `using namespace ag`, identifiers beyond ASCII, digraphs, two functions on a line.
// RUN: %autograft %s -o - --line=none %flags | %check --check-prefix=TEXT
// RUN: %run-three %s | %check
#include <autograft/autograft.h>

#include <cstdio>

using ag::Tensor;

namespace ag2 = ag;
AG_FUNCTION Tensor names(Tensor state, Tensor then) {
  Tensor next = state; int test = 0;
  int ag_1 = 3, ag_ = 1;
  Tensor Loop = then;
  while (next > 1) { next = next / 2; ++test; if (Loop > 2) { Loop = Loop - 1; ag_1 += ag_; } }
  return next + test + Loop + ag_1;
}
AG_FUNCTION ag2::Tensor alias(ag2::Tensor x) {
  using namespace ag;
  using T = Tensor;
  T y = x;
  [[maybe_unused]] const int unused = 3;
  static constexpr int table[] = {1, 2, 3};
  static const float scale = 2.f;
  for (int i = 0; i < 3; ++i) { y = y * scale + table[i]; }
  if (y > 10.f) [[likely]] { y = y - 10.f; } else [[unlikely]] { y = y + 1.f; }
  return y;
}
AG_FUNCTION int digraph(const Tensor& x) <%
  int r = 0;
  if (x > 0) <% r = 1; %> else <% r = 2; %>
  while (r < 9 and not (x > 100)) <% r += 2; %>
  return x<:0:> > 0 or r > 3 ? r : -r;
%>
AG_FUNCTION int one(const Tensor& x) { if (x > 0) return 1; return 2; } AG_FUNCTION int two(const Tensor& x) { if (x > 1) return one(x); return 4; }
AG_FUNCTION int größe(const Tensor& länge) {
  int zähler = 0;	int	tab = 1;
	while (länge > zähler) {	++zähler;	tab *= 2; }
  return zähler + tab;
}

int main() {
  for (const float v : {-3.f, 0.f, 2.f, 8.f}) {
    const Tensor x = v;
    std::printf("%g %g %d %d %d\n", names(x, x).item<float>(), alias(x).item<float>(),
                digraph(Tensor{v}), two(x), größe(x));
  }
}

// TEXT: ::ag::Loop ag_2(

// CHECK: -3 -12 10 4 1
// CHECK-NEXT: 3 1 10 4 1
// CHECK-NEXT: 7 17 9 1 6
// CHECK-NEXT: 15 65 9 1 264
