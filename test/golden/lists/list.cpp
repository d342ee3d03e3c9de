// TITLE: Lists that grow
// DOC: An `ag::TensorList` grows in a loop of the graph as a `std::vector<Tensor>` grows in C++: it
// DOC: is one value that the loop carries, and adding to it takes constant time. Its length is a
// DOC: promoted number; elements are read and written; a range-`for` runs over them.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor collatz(Tensor n) {
  ag::TensorList seen;
  while (n != 1) {
    seen.push_back(n);
    if (n % 2 == 0)
      n = n / 2;
    else
      n = 3 * n + 1;
  }
  Tensor odd = 0;
  for (const Tensor& t : seen)
    if (t % 2 == 1) odd += 1;
  if (!seen.empty()) seen[0] = -seen.back();
  return odd * 1000 + seen.size() + (seen.size() > 2 ? seen[0] + seen[1] : Tensor(0));
}
// source]

int main() {
  for (int n : {1, 2, 6, 27}) {
    std::vector<int> seen;
    for (int k = n; k != 1; k = k % 2 == 0 ? k / 2 : 3 * k + 1) seen.push_back(k);
    int odd = 0;
    for (int k : seen) odd += k % 2 == 1;
    if (!seen.empty()) seen[0] = -seen.back();
    const int more = seen.size() > 2 ? seen[0] + seen[1] : 0;
    same(collatz(n).item<int>(), odd * 1000 + static_cast<int>(seen.size()) + more);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 14 "{{.*}}list.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor collatz(Tensor n) { AG_FN("collatz", 14, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(n))>(&collatz))) return ag_0.run<Tensor>(+[](decltype(n) n) -> ::ag::Lift<Tensor> { return collatz(static_cast<decltype(n)&&>(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}ag::TensorList seen;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(16, 3), ::ag::state("n,seen", n, seen)); ag_1.next() && ag_1.test(n != 1);) {{{$}}
// CHECK-NEXT: {{^ *}}seen.push_back(n);{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_2(AG_SITE(18, 5), n % 2 == 0, ::ag::state("n", n)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}n = n / 2; }{{$}}
// CHECK-NEXT: {{^ *}}if (ag_2.other()) {{{$}}
// CHECK-NEXT: {{^ *}}n = 3 * n + 1; } ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}Tensor odd = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (const Tensor& t : ::ag::Each(AG_SITE(24, 3), seen, ::ag::state("odd", odd))){{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_3(AG_SITE(25, 5), t % 2 == 1, ::ag::state("odd", odd)); if (ag_3.then()) odd += 1; if (ag_3.other()) {} ag_3.join(); }{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_4(AG_SITE(26, 3), ::ag::not_(AG_SITE(26, 7), seen.none()), ::ag::state("seen", seen)); if (ag_4.then()) seen[0] = -seen.back(); if (ag_4.other()) {} ag_4.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return odd * 1000 + seen.count() + (::ag::select(AG_SITE(27, 38), seen.count() > 2, [&] { return seen[0] + seen[1]; }, [&] { return Tensor(0); }));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
