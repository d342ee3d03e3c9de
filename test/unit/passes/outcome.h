// Everything that can be seen of a run of a graph.
#pragma once

#include <string>
#include <vector>

#include "autograft/tensor.h"
#include "ir/graph.h"

namespace passes_test {

/// Results to the bit, or the error with its place, and what was printed, as one text. `any_nan`:
/// the bits of a NaN do not count.
std::string seen(const ag::ir::Graph &graph, const std::vector<ag::Tensor> &inputs,
                 bool any_nan = false);

} // namespace passes_test
