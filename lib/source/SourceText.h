// SourceText: one file (the main file, or a header with a callee) as bytes and raw tokens, and the
// map from Clang's token ranges to byte ranges of that file. It decides where a statement ends (its
// semicolon) and when a range that touches a macro may be sliced. It edits nothing.
#pragma once

#include "source/LineMap.h"

#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/TokenKinds.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class LangOptions;
class Preprocessor;
class SourceManager;
class Stmt;
} // namespace clang

namespace autograft::source {

/// Half-open range of byte offsets in the main file.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const ByteRange &) const = default;
};

/// One token as spelled in the main file (no preprocessing).
struct RawToken {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  clang::tok::TokenKind kind = clang::tok::unknown;
  bool startsLine = false;
  bool directive = false; // part of a preprocessor directive
};

class SourceText {
public:
  /// The main file; `lines` says where its lines come from.
  SourceText(const clang::SourceManager &sm, const clang::LangOptions &lang,
             const LineMap *lines = nullptr);
  SourceText(const clang::SourceManager &sm, const clang::LangOptions &lang, clang::FileID file);

  clang::FileID id() const { return file; }

  llvm::StringRef buffer() const { return text; }
  llvm::StringRef slice(ByteRange range) const;

  /// Bytes of a token range. A range whose ends lie in a macro expansion is accepted only where it
  /// covers that expansion (or that macro argument) from its first to its last token; anything
  /// else, and anything outside the main file, has no bytes.
  std::optional<ByteRange> bytes(clang::SourceRange tokens) const;

  /// As bytes(), and with the `;` that ends an expression statement, `return`, `break`, `do`, …
  std::optional<ByteRange> statementBytes(const clang::Stmt *stmt) const;

  /// Offset in the main file of the place where the user wrote (or expanded) this location.
  std::optional<std::uint32_t> offset(clang::SourceLocation loc) const;

  /// The outermost macro that produced this location, or an empty string.
  std::string macroName(clang::SourceLocation loc) const;

  const std::vector<RawToken> &tokens() const { return raw; }
  /// First token that starts at or after the offset, skipping directives; null at the end.
  const RawToken *tokenFrom(std::uint32_t offset) const;
  /// Last token that ends at or before the offset, skipping directives; null at the start.
  const RawToken *tokenBefore(std::uint32_t offset) const;
  /// The byte after the `;` that follows the offset with nothing but comments between, if any.
  std::optional<std::uint32_t> afterSemicolon(std::uint32_t offset) const;

  /// Line and column in the file that the user wrote.
  std::uint32_t line(std::uint32_t offset) const;
  std::uint32_t column(std::uint32_t offset) const;

private:
  std::uint32_t ownLine(std::uint32_t offset) const;
  void lexAll(const clang::LangOptions &lang);

  const clang::SourceManager &manager;
  const clang::LangOptions &language;
  clang::FileID file;
  llvm::StringRef text;
  std::vector<RawToken> raw;
  std::vector<std::uint32_t> lineStarts;
  const LineMap *origins = nullptr;
};

/// The first of the words that emitted text relies on and that is a macro at this place.
std::optional<std::string> collidingMacro(clang::Preprocessor &pp, clang::SourceLocation at);

} // namespace autograft::source
