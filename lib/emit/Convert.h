// Convert: from one statement tree to the text that replaces the function's body. The door of the
// Clang-free part of the transpiler: analyses, lowering, text and its verification in their order.
//
//   std::optional<Converted> result = convertFunction(tree, buffer, "file.cpp", sink);
//
// replaces the bytes `tree.body->range` of `buffer` (braces included). Nothing outside of the
// braces changes. The text has exactly as many line breaks as what it replaces, so that one #line
// in front of the function keeps all lines.
#pragma once

#include "diag/Diag.h"
#include "emit/Map.h"
#include "tree/Tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autograft::emit {

struct Converted {
  std::string text;                          // of the body, with its braces
  std::vector<const tree::Callee *> twins;   // called in it, in order, each once
  std::vector<const tree::Record *> records; // whose twins it needs, inner ones first
  uint64_t lifted = 0;                       // bit i: parameter i may be staged; 32 + i: it shares
  std::string explain; // what is staged and why, one line each (for -v and tests)
  FunctionMap map;     // its regions and symbols only on request
};

// Nothing if an error was reported to the sink (warnings alone do not stop it).
// Throws InternalFailure if the emitted text does not pass its verification.
std::optional<Converted> convertFunction(const tree::Function &function, std::string_view source,
                                         const std::string &file, DiagSink &sink,
                                         bool withMap = false);

// What the calls of an unannotated function must know of it: everything in `Callee` but its names.
void summarise(const tree::Function &function, tree::Callee &into);

// A mistake of the tool's own; exit code 3.
struct InternalFailure {
  std::string message;
};

} // namespace autograft::emit
