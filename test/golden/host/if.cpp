// TITLE: if on host values
// DOC: An `if` on host values stays an ordinary `if`: its branch is chosen while the graph is
// DOC: built.
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
// CHECK: {{^ *}}#line 17 "{{.*}}if.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor transfer(const Tensor& x, Kind kind, const std::string& name) { AG_FN("transfer", 17, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(x), decltype(kind), decltype(name))>(&transfer))) return ag_0.run<Tensor>(+[](decltype(x) x, decltype(kind) kind, decltype(name) name) -> ::ag::Lift<Tensor> { return transfer(x, kind, name); }, x, kind, name); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}Tensor y = x;{{$}}
// CHECK-NEXT: {{^ *}}if (kind == Kind::square) {{{$}}
// CHECK-NEXT: {{^ *}}y = y * x;{{$}}
// CHECK-NEXT: {{^ *}}} else if (name.empty()) {{{$}}
// CHECK-NEXT: {{^ *}}return y - 1.f;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}const bool named = !name.empty() && name[0] == 'n';{{$}}
// CHECK-NEXT: {{^ *}}if (named && x.rank() == 0) y = y + 1.f;{{$}}
// CHECK-NEXT: {{^ *}}return y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
