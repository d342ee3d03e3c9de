// Whole files in and out, and the errors of everything that reads files. No format is known here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "autograft/tensor.h"
#include "support/fail.h"

namespace ag::io {

/// The bytes of a regular file or pipe. Errors: AG0224.
std::string read_file(const std::string& path);
/// Writes the pieces one after the other: to a temporary file beside `path`, which then takes its
/// place, so that nobody ever sees a part of it. Errors: AG0224; `path` is then as it was.
void write_file(const std::string& path, std::span<const std::string_view> pieces);

/// AG0225: the file is damaged or no such file at all; `what` says where and why.
[[noreturn]] void malformed(const std::string& path, const std::string& what);
/// AG0226: the file is sound but holds something that this version does not know.
[[noreturn]] void unknown(const std::string& path, const std::string& what);

/// Elements times item size; false when that overflows, an extent is negative or there are too
/// many of them.
bool byte_size(std::span<const std::int64_t> extents, DType dtype, std::size_t& bytes);
/// A tensor with a copy of `bytes`, whose length must be right. Errors: AG0225 for a bool that is
/// neither 0 nor 1.
Tensor tensor_from(const std::string& path, DType dtype, std::span<const std::int64_t> extents,
                   std::string_view bytes);
/// The elements of a concrete tensor. Errors: AG0201, AG0206.
std::string_view bytes_of(const Tensor& t);

/// Little-endian numbers.
std::uint64_t read_number(std::string_view bytes, std::size_t at, int size);
void append_number(std::string& out, std::uint64_t v, int size);

}  // namespace ag::io
