// Report: turns Clang locations into the plain places that the diagnostics sink takes.
#pragma once

#include "diag/Diag.h"

#include "clang/Basic/SourceLocation.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clang {
class SourceManager;
class LangOptions;
} // namespace clang

namespace autograft::frontend {

/// File, line and column where the user wrote this location (the expansion of a macro).
Place placeOf(clang::SourceLocation loc, const clang::SourceManager &sm);

class Reporter {
public:
  Reporter(const clang::SourceManager &sm, const clang::LangOptions &lang, DiagSink &sink)
      : manager(sm), language(lang), messages(sink) {}

  struct NoteAt {
    clang::SourceLocation at;
    std::string text;
  };

  void report(Code code, clang::SourceRange range, std::vector<std::string> args = {},
              std::initializer_list<NoteAt> notes = {}, std::string_view cause = {},
              std::optional<FixIt> fix = std::nullopt) const;

  DiagSink &sink() const { return messages; }
  const clang::SourceManager &sources() const { return manager; }

private:
  const clang::SourceManager &manager;
  const clang::LangOptions &language;
  DiagSink &messages;
};

} // namespace autograft::frontend
