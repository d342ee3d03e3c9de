// TITLE: The head of an annotated function
// DOC: Signature and body stay in place. The prologue asks whether this call is the outermost
// DOC: one; if so it looks up or builds the graph, by calling the function itself with symbolic
// DOC: arguments, and runs it. Otherwise the body goes on.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor axpy(const Tensor& a, Tensor x, const Tensor& y) {
  x = a * x;
  return x + y;
}
// source]

int main() {
  same(axpy(Tensor(2.f), Tensor{1.f, 2.f}, Tensor(1.f)).to_vector<float>(),
       std::vector<float>{3.f, 5.f});
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 14 "{{.*}}prologue.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor axpy(const Tensor& a, Tensor x, const Tensor& y) { AG_FN("axpy", 14, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(a), decltype(x), decltype(y))>(&axpy))) return ag_0.run<Tensor>(+[](decltype(a) a, decltype(x) x, decltype(y) y) -> ::ag::Lift<Tensor> { return axpy(a, static_cast<decltype(x)&&>(x), y); }, a, x, y); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}x = a * x;{{$}}
// CHECK-NEXT: {{^ *}}return x + y;{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
