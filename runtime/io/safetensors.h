// The safetensors format: an 8-byte length, a JSON header, the elements of all tensors.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autograft/io.h"

namespace ag::io {

/// A whole file: texts by name, tensors by name.
struct Safetensors {
  std::vector<std::pair<std::string, std::string>> metadata;
  NamedTensors tensors;

  /// Null when there is no such text.
  const std::string* find(std::string_view name) const;
};

/// Checks everything before it is used: lengths, names, dtypes, extents; the tensors must cover the
/// data without hole or overlap. Errors: AG0225, AG0226 for a dtype that autograft does not have.
Safetensors read_safetensors(std::string_view bytes, const std::string& path);
/// Errors: AG0224; AG0227 for a name twice or one that is not UTF-8.
void write_safetensors(const std::string& path, const Safetensors& contents);

}  // namespace ag::io
