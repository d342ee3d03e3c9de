// Action: one parse of one source file with Clang, and what comes of it: the annotated functions,
// the text that replaces each of them, the files that were read. It writes no file.
#pragma once

#include "diag/Diag.h"
#include "frontend/Assemble.h"
#include "frontend/CompileFlags.h"
#include "frontend/Inlined.h"
#include "frontend/MacroUses.h"

#include <string>
#include <string_view>
#include <vector>

namespace autograft::frontend {

enum class ParseStatus {
  Ok,       // look into the sink for what the tool itself found
  UserCode, // C++ errors, printed as Clang prints them
  Setup,    // flags that Clang refuses, missing headers of the tool chain
};

struct ListedFunction {
  Place at;
  std::string name;
  std::string signature;
};

/// The text of the source, and where its lines come from if not all from that file.
struct ParseText {
  std::string_view text;
  const source::LineMap &lines;
};

struct ParseRequest {
  bool convert = true; // else only look for annotated functions
  bool map = false;    // also what is staged where, for --emit=html and json
  bool colour = false;
  bool collect = false;       // C++ errors go into the sink (AG0513) instead of being printed
  bool inlineHeaders = false; // annotated functions in headers make `inlined`, no error
};

struct ParseResult {
  ParseStatus status = ParseStatus::Ok;
  std::vector<ListedFunction> functions; // in source order
  std::vector<Replacement> replacements; // in source order, empty when there were errors
  std::vector<std::string> explanations; // what is staged and why, one text per replacement
  std::vector<std::string> dependencies; // absolute paths, the source first
  std::vector<MacroUse> macros;          // uses of macros in the source, in their order
  std::optional<Inlined> inlined;        // the text to be parsed instead; nothing was converted
  double convertSeconds = 0;             // of what the parse took
};

/// Parses `file` with this text and converts its annotated functions.
ParseResult parseSource(const CompileCommand &command, const std::string &file,
                        const ParseText &text, const ParseRequest &request, DiagSink &sink);

/// Absolute paths of what the preprocessor reads for this file; of what it could read, if it stops.
std::vector<std::string> filesRead(const CompileCommand &command, const std::string &file);

/// Whether `text` parses in the place of `file` as an ordinary compiler would parse it; Clang's
/// errors are printed.
bool parsesAgain(const CompileCommand &command, const std::string &file, std::string_view text,
                 bool colour);

} // namespace autograft::frontend
