// Headers: the #include directives of one parse, and the source with those headers written into it
// that hold annotated functions. Every file that leads to such a header is written out too, so that
// no other #include can bring the unconverted text in. Headers are never edited.
#pragma once

#include "frontend/Annotations.h"
#include "frontend/Assemble.h"
#include "frontend/Inlined.h"
#include "frontend/Report.h"
#include "source/SourceText.h"

#include "clang/Basic/SourceLocation.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class FileEntry;
class Preprocessor;
} // namespace clang

namespace autograft::frontend {

struct Include {
  clang::SourceLocation hash, end; // from the `#` on; the begin of the directive's last token
  const clang::FileEntry *target = nullptr;
  clang::FileID entered; // invalid: skipped, since it was included before
  bool isQuoted = false;
};

/// What the preprocessor met, in its order.
struct IncludeLog {
  std::vector<Include> includes;
  std::vector<clang::SourceLocation> pragmas;       // all of them
  std::vector<clang::SourceLocation> quotedHasFile; // __has_include("…")
  std::set<clang::FileID> annotated;                // files that spell AG_FUNCTION
};

/// Fills `log` while the file is preprocessed.
void recordIncludes(clang::Preprocessor &preprocessor, IncludeLog &log);

/// The main file with the headers of these functions written into it. `folder`: what relative names
/// are relative to. Nothing if it cannot be done, which is reported.
std::optional<Inlined> inlineHeaders(const IncludeLog &log,
                                     const std::vector<FoundFunction> &inHeaders,
                                     const Reporter &report, const clang::LangOptions &language,
                                     const std::string &folder);

/// Inline functions of headers get a mark that keeps them apart from the unconverted ones of other
/// translation units, where the language has one: insertions into the main file.
std::vector<Replacement> tagInline(const std::vector<FoundFunction> &found,
                                   const source::SourceText &text, const source::LineMap &lines,
                                   const Reporter &report);

} // namespace autograft::frontend
