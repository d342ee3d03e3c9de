// NumPy's array format: a small header in Python's notation, then the elements.
#pragma once

#include <string>
#include <string_view>

#include "autograft/tensor.h"

namespace ag::io {

/// Reads versions 1 to 3, either byte order, either element order.
/// Errors: AG0225; AG0226 for dtypes that autograft does not have.
Tensor read_npy(std::string_view bytes, const std::string& path);
/// What stands before the elements. Errors: AG0227 for bf16, which NumPy does not have.
std::string npy_header(const Tensor& t, const std::string& path);

}  // namespace ag::io
