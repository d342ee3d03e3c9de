// Assemble: the emitted file from the source text and one replacement per function. Only here are
// whole lines added (the #line directives); everything else keeps its line.
#pragma once

#include "frontend/Options.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

/// The bytes [begin, end) of the source become `text`. `head` is where the declaration begins,
/// `head <= begin`. With a `line`, the text comes from elsewhere (a copy of a function, begin == end):
/// it gets lines of its own, that line of `file` and the following.
struct Replacement {
  std::uint32_t head = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;
  std::uint32_t line = 0;
  std::string file;
};

/// Replacements stand in source order and do not overlap. `sourceName` and `outputName` are what
/// #line says of the two files.
std::string assemble(std::string_view source, const std::vector<Replacement> &replacements,
                     LineMode mode, const std::string &sourceName, const std::string &outputName);

} // namespace autograft::frontend
