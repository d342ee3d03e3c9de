// TITLE: Extents that grow
// DOC: `shape(i)` and `size()` of what a staged loop or branch changes are asked for in the graph;
// DOC: where the host needs one, it is the number it has while the graph is built.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor doubled(Tensor n) {
  Tensor v = ag::zeros({1}, ag::i64);
  while (v.shape(0) < n) v = ag::concat({v, v + 1});
  return v * v.shape(0);
}

AG_FUNCTION Tensor collected(Tensor n) {
  Tensor v = ag::ones({1}, ag::i32), last = 0;
  for (int i = 0; i < n; ++i) {
    v = ag::concat({v, v[ag::slice(v.shape(0) - 1, v.shape(0))] * 2});
    last = v[v.shape(0) - 1];
    if (v.size() > 6) break;
  }
  const int total = static_cast<int>(v.size());
  const std::int64_t half = v.shape(0) / 2;
  return last + total + v[half];
}

AG_FUNCTION Tensor weighted(Tensor x) {
  Tensor v = x;
  if (sum(x) > 3.0) v = ag::concat({x, x});
  Tensor s = 0.0;
  for (int i = 0; i < v.shape(0); ++i) s = s + v[i] * i;
  return s;
}

AG_FUNCTION Tensor host(Tensor x, Tensor n) {
  Tensor v = x;
  for (int i = 0; i < n; ++i) v = v + 1.0;
  return v + ag::ones({v.shape(0)}, ag::f64);
}
// source]

int main() {
  for (int n : {0, 1, 3, 9}) {
    std::vector<std::int64_t> v{0};
    while (static_cast<int>(v.size()) < n)
      for (std::size_t i = 0, size = v.size(); i < size; ++i) v.push_back(v[i] + 1);
    for (std::int64_t& e : v) e *= static_cast<std::int64_t>(v.size());
    same(doubled(Tensor(n)).to_vector<std::int64_t>(), v);

    std::vector<int> w{1};
    int last = 0;
    for (int i = 0; i < n; ++i) {
      w.push_back(w.back() * 2), last = w.back();
      if (w.size() > 6) break;
    }
    same(collected(Tensor(n)).item<int>(), last + static_cast<int>(w.size()) + w[w.size() / 2]);

    const Tensor x = ag::arange(n + 1).to(ag::f64);
    double s = 0;
    for (int i = 0, size = n * (n + 1) / 2 > 3 ? 2 * (n + 1) : n + 1; i < size; ++i) s += i % (n + 1) * i;
    same(weighted(x).item<double>(), s);
    std::vector<double> h;
    for (int i = 0; i <= n; ++i) h.push_back(i + n + 1.0);
    same(host(x, Tensor(n)).to_vector<double>(), h);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}open_extents.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor doubled(Tensor n) { AG_FN("doubled", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(n))>(&doubled))) return ag_0.run<Tensor>(+[](decltype(n) n) -> ::ag::Lift<Tensor> { return doubled(static_cast<decltype(n)&&>(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor v = ag::zeros({1}, ag::i64);{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(17, 3), ::ag::state("v", v)); ag_1.next() && ag_1.test(v.extent(0) < n);) v = ag::concat({v, v + 1});{{$}}
// CHECK-NEXT: {{^ *}}return v * v.extent(0);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 21 "{{.*}}open_extents.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor collected(Tensor n) { AG_FN("collected", 21, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(n))>(&collected))) return ag_0.run<Tensor>(+[](decltype(n) n) -> ::ag::Lift<Tensor> { return collected(static_cast<decltype(n)&&>(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor v = ag::ones({1}, ag::i32), last = 0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; ::ag::Scalar<bool> ag_brk = false; for (::ag::Loop ag_1(AG_SITE(23, 3), ::ag::state("v,last,i,break", v, last, i, ag_brk), ag_brk); ag_1.next() && ag_1.test(i < n); ++i) {{{$}}
// CHECK-NEXT: {{^ *}}v = ag::concat({v, v[ag::slice(v.extent(0) - 1, v.extent(0))] * 2});{{$}}
// CHECK-NEXT: {{^ *}}last = v[v.extent(0) - 1];{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(26, 5), v.elements() > 6, ::ag::state("break", ag_brk)); if (ag_2.then()) ag_brk = true; if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}} }{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<int> total = ::ag::cast<int>(AG_SITE(28, 21), v.elements());{{$}}
// CHECK-NEXT: {{^ *}}const ::ag::Scalar<std::int64_t> half = v.extent(0) / 2;{{$}}
// CHECK-NEXT: {{^ *}}return last + total + v[half];{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 33 "{{.*}}open_extents.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor weighted(Tensor x) { AG_FN("weighted", 33, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x))>(&weighted))) return ag_0.run<Tensor>(+[](decltype(x) x) -> ::ag::Lift<Tensor> { return weighted(static_cast<decltype(x)&&>(x)); }, x); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor v = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(35, 3), sum(x) > 3.0, ::ag::state("v", v)); if (ag_1.then()) v = ag::concat({x, x}); if (ag_1.other()) {} ag_1.join(); }{{$}}
// CHECK-NEXT: {{^ *}}Tensor s = 0.0;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_2(AG_SITE(37, 3), ::ag::state("s,i", s, i), ::ag::Loop::choice); ag_2.next() && ag_2.test(i < v.extent(0)); ++i) s = s + v[i] * i; }{{$}}
// CHECK-NEXT: {{^ *}}return s;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK: {{^ *}}#line 41 "{{.*}}open_extents.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor host(Tensor x, Tensor n) { AG_FN("host", 41, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(n))>(&host))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(n) n) -> ::ag::Lift<Tensor> { return host(static_cast<decltype(x)&&>(x), static_cast<decltype(n)&&>(n)); }, x, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor v = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Scalar<int> i = 0; for (::ag::Loop ag_1(AG_SITE(43, 3), ::ag::state("v,i", v, i)); ag_1.next() && ag_1.test(i < n); ++i) v = v + 1.0; }{{$}}
// CHECK-NEXT: {{^ *}}return v + ag::ones({v.shape(0)}, ag::f64);{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
