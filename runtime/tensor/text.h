// Text of numbers and tensors: shared by to_string, streams and fmt.
#pragma once

#include <string>
#include <string_view>

#include "autograft/tensor.h"

namespace ag::detail {

/// The number as fmt prints its C++ type under `spec` ("" is the shortest text that reads back as
/// the same number).
std::string number_text(AnyNumber n, std::string_view spec = {});
/// How many decimals after the point the shortest scientific form has, and its exponent.
struct Digits {
  int decimals = 0;
  int exponent = 0;
};
Digits shortest_digits(AnyNumber n);

/// NumPy's layout; with a spec every element is formatted by it.
std::string tensor_text(const Tensor& t, std::string_view spec = {});

}  // namespace ag::detail
