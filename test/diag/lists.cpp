// What a vector that grows in a loop of the graph cannot do, and what else is refused of lists,
// loops' options and hints.
// RUN: %expect 1 %autograft %s -o %t.cpp %flags | %check --implicit-check-not=error:
#include <autograft/autograft.h>
#include <vector>
using ag::Tensor;

AG_NO_CONVERT Tensor total(const std::vector<Tensor> &list);

AG_FUNCTION Tensor handed_on(Tensor x) {
  std::vector<Tensor> l;
  while (sum(x) > 1.0) {
    l.push_back(x);
    x = x / 2;
  }
  // CHECK: lists.cpp:[[@LINE+1]]:16: error: 'l' grows in a loop of the graph, so it becomes an ag::TensorList, but it is used as a whole [AG0132]
  return total(l);
}

AG_FUNCTION Tensor with_length(Tensor x) {
  // CHECK: lists.cpp:[[@LINE+1]]:23: error: 'l' grows in a loop of the graph, so it becomes an ag::TensorList, but it is made with a length [AG0132]
  std::vector<Tensor> l(3);
  while (sum(x) > 1.0) {
    l.push_back(x);
    x = x / 2;
  }
  return ag::stack(l);
}

AG_FUNCTION Tensor references(Tensor x) {
  std::vector<Tensor> l;
  while (sum(x) > 1.0) {
    l.push_back(x);
    x = x / 2;
  }
  // CHECK: lists.cpp:[[@LINE+1]]:16: error: 'l' grows in a loop of the graph, so it becomes an ag::TensorList, but it is changed through a reference [AG0132]
  for (Tensor &t : l) t = t * 2;
  return ag::stack(l);
}

// A vector of numbers cannot grow there.
AG_FUNCTION Tensor numbers(Tensor x) {
  std::vector<int> v;
  while (sum(x) > 1.0) {
    // CHECK: lists.cpp:[[@LINE+1]]:5: error: {{.*}}'v'
    v.push_back(1);
    x = x / 2;
  }
  return x * static_cast<int>(v.size());
}

// Nor can a promoted number be the index of an array of numbers.
AG_FUNCTION Tensor array(Tensor x) {
  const int weights[3] = {1, 2, 3};
  int k = 0;
  while (sum(x) > 1.0) {
    // CHECK: lists.cpp:[[@LINE+1]]:26: error: the staged value 'k' is needed on the host: an index of 'weights' [AG0301]
    x = x / (1 + weights[k]);
    k = (k + 1) % 3;
  }
  return x;
}

AG_FUNCTION Tensor late_options(Tensor x) {
  while (sum(x) > 1.0) {
    x = x / 2;
    // CHECK: lists.cpp:[[@LINE+1]]:5: error: ag::loop_options that is not the first statement of a loop's body is not supported in a staged function [AG0110]
    ag::loop_options(ag::max_iterations(3));
  }
  return x;
}

AG_FUNCTION Tensor hints(Tensor x, const std::vector<Tensor> &v) {
  // CHECK: lists.cpp:[[@LINE+1]]:13: error: AG_UNROLL: the number of turns of this loop depends on a tensor [AG0131]
  AG_UNROLL while (sum(x) > 1.0) x = x / 2;
  // CHECK: lists.cpp:[[@LINE+1]]:12: error: AG_STAGE: this loop cannot be staged: it runs over a host container [AG0115]
  AG_STAGE for (const Tensor &t : v) x = x + t;
  return x;
}
