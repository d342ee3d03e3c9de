// Numbers, strings and constants of the text form: exact in both directions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "autograft/dtype.h"

namespace ag::ir {

/// Appends element `index` of an array of `dtype`: integers in decimal, bools as true and false,
/// floats as the shortest decimal that reads back to the same bits, infinities and NaN as their
/// bits in hexadecimal.
void print_element(std::string& out, DType dtype, const void* data, std::size_t index);
/// Reads what print_element writes into an element at `data`; false when `text` is not exactly
/// that for a value of the dtype.
bool parse_element(std::string_view text, DType dtype, void* data, std::size_t index);

/// In double quotes; quote, backslash and bytes outside printable ASCII are escaped (\n, \xHH).
void print_string(std::string& out, std::string_view text);
/// "?a" … "?z", "?aa" …: the k-th symbol of a text (from 0).
std::string symbol_name(std::size_t k);

}  // namespace ag::ir
