// View: a converted file as it is shown: as a map for programs (--emit=json) and as a page for
// people (--emit=html).
#pragma once

#include "frontend/Assemble.h"

#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

struct View {
  std::string_view file; // its name, as given
  std::string_view source;
  const Assembled &output;
  const std::vector<Replacement> &replacements;
  const source::LineMap &lines; // where the source's lines come from, if not all from `file`
};

/// {"version": 1, "file", "functions": [{name, place, regions, symbols}…]}; what is staged has a
/// list `why` of {line, column, text}. Lines and columns from 1, columns in bytes. A function of a
/// header that was written into the source has a `file` of its own.
std::string mapJson(const View &view);

/// One HTML file that needs no other. `graph` is an SVG element, or empty.
std::string htmlPage(const View &view, std::string_view graph);

} // namespace autograft::frontend
