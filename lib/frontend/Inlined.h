// Inlined: a source with headers written into it. A plain value: Headers makes it, Run has it
// parsed.
#pragma once

#include "diag/Diag.h"
#include "source/LineMap.h"

#include <string>
#include <vector>

namespace autograft::frontend {

struct Inlined {
  std::string text;
  source::LineMap lines;
  std::vector<std::string> headers; // absolute paths of those that define annotated functions
  std::vector<Place> places;        // of the first such function in each
  std::vector<std::string> names;   // and its name
};

} // namespace autograft::frontend
