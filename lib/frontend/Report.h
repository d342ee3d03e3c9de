// Report: turns Clang locations into the plain places that the diagnostics sink takes.
#pragma once

#include "diag/Diag.h"
#include "source/LineMap.h"

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

/// File, line and column of this location (of the expansion of a macro) in the text that is parsed.
Place placeOf(clang::SourceLocation loc, const clang::SourceManager &sm);

class Reporter {
public:
  /// `lines`: where the main file's text comes from, if not all from that file.
  Reporter(const clang::SourceManager &sm, const clang::LangOptions &lang, DiagSink &sink,
           const source::LineMap *lines = nullptr)
      : manager(sm), language(lang), messages(sink), origins(lines) {}

  /// The same with another sink.
  Reporter into(DiagSink &sink) const { return {manager, language, sink, origins}; }

  /// File, line and column where the user wrote this location.
  Place place(clang::SourceLocation loc) const;

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
  const source::LineMap *origins;
};

} // namespace autograft::frontend
