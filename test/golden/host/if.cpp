// TITLE: if on host values
// DOC: An `if` on host values chooses its branch while the graph is built and stays an ordinary
// DOC: `if`. A flag (`bool`, an enumeration) is a host value at the outermost call; inside of
// DOC: another graph it may be staged, so its `if` is a Branch that serves both.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <string>

#include "../golden.h"

using ag::Tensor;

// [source
enum class Kind { linear, square };

AG_FUNCTION Tensor transfer(const Tensor& x, Kind kind, const std::string& name) {
  Tensor y = x;
  if (kind == Kind::square) {
    y = y * x;
  } else if (name.empty()) {
    return y - 1.f;
  }
  const bool named = !name.empty() && name[0] == 'n';
  if (named && x.rank() == 0) y = y + 1.f;
  return y;
}
// source]

int main() {
  same(transfer(Tensor(3.f), Kind::square, "n").item<float>(), 10.f);
  same(transfer(Tensor(3.f), Kind::square, "").item<float>(), 9.f);
  same(transfer(Tensor(3.f), Kind::linear, "").item<float>(), 2.f);
  same(transfer(Tensor(3.f), Kind::linear, "no").item<float>(), 4.f);
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}enum class Kind { linear, square };{{$}}
// CHECK: {{^ *}}#line 18 "{{.*}}if.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor transfer(const Tensor& x, Kind kind, const std::string& name) { AG_FN("transfer", 18, 20); ::ag::Frame ag_0(ag_fn, 0x{{[0-9a-f]+}}u); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(kind), decltype(name))>(&transfer))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(kind) kind, decltype(name) name) -> ::ag::Lift<Tensor> { return ::ag::Crossing(0x{{[0-9a-f]+}}u).result(transfer(x, kind, name)); }, x, kind, name); auto& ag_kind = kind; { ::ag::Scalar<Kind> kind = ag_0.arg(1, ag_kind); AG_LOUD ::ag::Slot<Tensor> ag_ret; ::ag::Scalar<bool> ag_done = false;{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}{ ::ag::Branch ag_1(AG_SITE(20, 3), kind == Kind::square, ::ag::state("y,return,done", y, ag_ret, ag_done)); if (ag_1.then()) {{{$}}
// CHECK-NEXT: {{^ *}}y = y * x;{{$}}
// CHECK-NEXT: {{^ *}}} if (ag_1.other()) { if (name.empty()) {{{$}}
// CHECK-NEXT: {{^ *}}{ ag_ret = y - 1.f; ag_done = true; }{{$}}
// CHECK-NEXT: {{^ *}}} } ag_1.join(); } { ::ag::Branch ag_2(AG_SITE(25, 3), ::ag::not_(AG_SITE(25, 3), ag_done), ::ag::state("y,return", y, ag_ret)); if (ag_2.then()) {{{$}}
// CHECK-NEXT: {{^ *}}const bool named = !name.empty() && name[0] == 'n';{{$}}
// CHECK-NEXT: {{^ *}}if (named && x.rank() == 0) y = y + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}ag_ret = y; } if (ag_2.other()) {} ag_2.join(); }{{$}}
// CHECK-NEXT: {{^ *}}return ag_0.ret<Tensor>(ag_ret); }}{{$}}
