// MacroUses: where the main file uses macros and what each use expands to, and the file's text with
// some of them written out. A statement that begins or ends inside a macro cannot be rewritten in
// place (AG0109); written out, it can. It does not decide what is an error.
#pragma once

#include "diag/Diag.h"
#include "source/LineMap.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace autograft::frontend {

/// One outermost use of a macro in the main file: bytes [begin, end) of it.
struct MacroUse {
  std::uint32_t begin = 0, end = 0;
  unsigned line = 0, col = 0; // in the text that is parsed
  std::string text;           // its tokens, on one line
};

/// Fills `uses` while the main file is preprocessed. Macros of the dialect itself are left out.
void recordMacroUses(clang::Preprocessor &preprocessor, std::vector<MacroUse> &uses);

/// The text with the macros written out that stand in the way of these messages: those at their
/// places, else all in the functions around. Nothing if there are none. Lines
/// keep their numbers; `assert` becomes ag::check. `file` and `lines`: the text's name, and where
/// its lines come from.
std::optional<std::string> writeOutMacros(std::string_view text, const std::vector<MacroUse> &uses,
                                          const std::vector<Place> &functions, const DiagSink &sink,
                                          const std::string &file, const source::LineMap &lines);

} // namespace autograft::frontend
