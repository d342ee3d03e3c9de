// Assemble: the emitted file from the source text and one replacement per function. Only here are
// whole lines added (the #line directives); everything else keeps its line.
#pragma once

#include "emit/Map.h"
#include "frontend/Options.h"
#include "source/LineMap.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

/// The bytes [begin, end) of the source become `text`. `head` is where the declaration begins,
/// `head <= begin`. With a `line`, the text comes from elsewhere (a copy of a function, begin ==
/// end): it gets lines of its own, that line of `file` and the following.
struct Replacement {
  std::uint32_t head = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text;
  emit::FunctionMap map = {}; // what stands where in `text`
  std::uint32_t line = 0;
  std::string file = {};
  bool inLine = false; // in the midst of a statement: no #line in front
};

struct Assembled {
  std::string text;
  std::vector<emit::Piece> pieces;   // of the whole output but for added lines, in order
  std::vector<std::uint32_t> starts; // where the text of each replacement begins
};

/// A file's name as a C++ string literal.
std::string quoted(std::string_view text);

/// Replacements stand in source order and do not overlap. `sourceName` and `outputName` are what
/// #line says of the two files; `lines`: where the source's lines come from, if not all from it.
Assembled assemble(std::string_view source, const std::vector<Replacement> &replacements,
                   LineMode mode, const std::string &sourceName, const std::string &outputName,
                   const source::LineMap &lines = {});

} // namespace autograft::frontend
