// TITLE: The head of an annotated function
// DOC: Signature and body stay in place. The prologue asks whether this call is the outermost
// DOC: one; if so it looks up or builds the graph, by calling the function itself with symbolic
// DOC: arguments, and runs it. Otherwise the body goes on.
// RUN: %autograft %s -o - %flags | %check
// RUN: %run-three %s
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
