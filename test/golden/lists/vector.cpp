// TITLE: A std::vector of tensors that grows
// DOC: A local `std::vector<Tensor>` that grows in a loop of the graph becomes an `ag::TensorList`.
// DOC: Its elements may differ in their extents.
// RUN: %run-three %s
// RUN: %check --input-file=%t.ag.cpp
#include <autograft/autograft.h>

#include <vector>

#include "../golden.h"

using ag::Tensor;

// [source
AG_FUNCTION Tensor triangle(Tensor n) {
  std::vector<Tensor> rows{ag::zeros({1}, ag::i32)};
  int k = 0;
  while (rows.back()[k] < n) {
    rows.push_back(ag::concat({rows[rows.size() - 1], ag::stack({Tensor(++k)})}));
  }
  rows[0] = rows[0] - static_cast<int>(rows.size());
  for (const Tensor& row : rows) n += ag::sum(row);
  return ag::concat({ag::concat(rows), ag::stack({n})});
}
// source]

int main() {
  for (int n : {-1, 0, 1, 4}) {
    std::vector<std::vector<int>> rows{{0}};
    int k = 0, sum = n;
    while (rows.back().back() < n) {
      rows.push_back(rows.back());
      rows.back().push_back(++k);
    }
    rows[0][0] -= static_cast<int>(rows.size());
    std::vector<int> all;
    for (const auto& row : rows)
      for (int v : row) all.push_back(v), sum += v;
    all.push_back(sum);
    same(triangle(n).to_vector<int>(), all);
  }
  return result();
}

// What the tool writes; these lines come from test/tools/golden.py.
// CHECK: {{^ *}}#line 15 "{{.*}}vector.cpp"{{$}}
// CHECK-NEXT: {{^ *}}AG_FUNCTION Tensor triangle(Tensor n) { AG_FN("triangle", 15, 20); ::ag::Frame ag_0(ag_fn); AG_QUIET if (ag_0.outermost(static_cast<Tensor (*)(decltype(n))>(&triangle))) return ag_0.run<Tensor>(+[](decltype(n) n) -> ::ag::Lift<Tensor> { return triangle(static_cast<decltype(n)&&>(n)); }, n); AG_LOUD{{$}}
// CHECK-NEXT: {{^ *}}::ag::TensorList rows{ag::zeros({1}, ag::i32)};{{$}}
// CHECK-NEXT: {{^ *}}::ag::Scalar<int> k = 0;{{$}}
// CHECK-NEXT: {{^ *}}for (::ag::Loop ag_1(AG_SITE(18, 3), ::ag::state("rows,k", rows, k)); ag_1.next() && ag_1.test(rows.back()[k] < n);) {{{$}}
// CHECK-NEXT: {{^ *}}rows.push_back(ag::concat({rows[rows.length() - 1], ag::stack({Tensor(++k)})}));{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
// CHECK-NEXT: {{^ *}}rows[0] = rows[0] - ::ag::cast<int>(AG_SITE(21, 23), rows.length());{{$}}
// CHECK-NEXT: {{^ *}}for (const Tensor& row : ::ag::Each(AG_SITE(22, 3), rows, ::ag::state("n", n))) n += ag::sum(row);{{$}}
// CHECK-NEXT: {{^ *}}return ag::concat({ag::concat(rows), ag::stack({n})});{{$}}
// CHECK-NEXT: {{^ *}}}{{$}}
