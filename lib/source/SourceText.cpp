// Raw lexing of the main file and the mapping of token ranges to bytes; see SourceText.h.
#include "source/SourceText.h"

#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>
#include <array>

namespace autograft::source {

using clang::SourceLocation;

SourceText::SourceText(const clang::SourceManager &sm, const clang::LangOptions &lang,
                       const LineMap *lines)
    : SourceText(sm, lang, sm.getMainFileID()) {
  origins = lines;
}

SourceText::SourceText(const clang::SourceManager &sm, const clang::LangOptions &lang,
                       clang::FileID of)
    : manager(sm), language(lang), file(of), text(sm.getBufferData(of)) {
  lineStarts.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n')
      lineStarts.push_back(static_cast<std::uint32_t>(i + 1));
  lexAll(lang);
}

void SourceText::lexAll(const clang::LangOptions &lang) {
  clang::Lexer lexer(file, manager.getBufferOrFake(file), manager, lang);
  bool inDirective = false;
  for (clang::Token token;;) {
    lexer.LexFromRawLexer(token);
    if (token.is(clang::tok::eof))
      return;
    if (token.isAtStartOfLine())
      inDirective = token.is(clang::tok::hash);
    const auto begin = manager.getFileOffset(token.getLocation());
    raw.push_back(
        {begin, begin + token.getLength(), token.getKind(), token.isAtStartOfLine(), inDirective});
  }
}

llvm::StringRef SourceText::slice(ByteRange range) const {
  return text.slice(range.begin, range.end);
}

std::optional<ByteRange> SourceText::bytes(clang::SourceRange tokens) const {
  if (tokens.isInvalid())
    return std::nullopt;
  // makeFileCharRange implements the policy stated in the header, `>>` splits included.
  const clang::CharSourceRange range = clang::Lexer::makeFileCharRange(
      clang::CharSourceRange::getTokenRange(tokens), manager, language);
  if (range.isInvalid() || manager.getFileID(range.getBegin()) != file)
    return std::nullopt;
  const unsigned begin = manager.getFileOffset(range.getBegin());
  const unsigned end = manager.getFileOffset(range.getEnd());
  if (end < begin)
    return std::nullopt;
  return ByteRange{begin, end};
}

namespace {

bool endsWithBlock(const clang::Stmt *stmt) {
  // A statement whose last token is `}` or whose end is the end of a nested statement.
  return llvm::isa<clang::CompoundStmt, clang::SwitchStmt, clang::CXXTryStmt>(stmt);
}

const clang::Stmt *trailingStatement(const clang::Stmt *stmt) {
  if (const auto *node = llvm::dyn_cast<clang::IfStmt>(stmt))
    return node->getElse() ? node->getElse() : node->getThen();
  if (const auto *node = llvm::dyn_cast<clang::WhileStmt>(stmt))
    return node->getBody();
  if (const auto *node = llvm::dyn_cast<clang::ForStmt>(stmt))
    return node->getBody();
  if (const auto *node = llvm::dyn_cast<clang::CXXForRangeStmt>(stmt))
    return node->getBody();
  if (const auto *node = llvm::dyn_cast<clang::LabelStmt>(stmt))
    return node->getSubStmt();
  if (const auto *node = llvm::dyn_cast<clang::SwitchCase>(stmt))
    return node->getSubStmt();
  if (const auto *node = llvm::dyn_cast<clang::AttributedStmt>(stmt))
    return node->getSubStmt();
  return nullptr;
}

} // namespace

std::optional<ByteRange> SourceText::statementBytes(const clang::Stmt *stmt) const {
  std::optional<ByteRange> range = bytes(stmt->getSourceRange());
  if (!range)
    return std::nullopt;
  if (const clang::Stmt *last = trailingStatement(stmt)) {
    const std::optional<ByteRange> tail = statementBytes(last);
    if (!tail || tail->end < range->begin)
      return std::nullopt;
    range->end = tail->end;
    return range;
  }
  if (endsWithBlock(stmt))
    return range;
  // Declaration and null statements already end with their `;`.
  if (range->end > range->begin && text[range->end - 1] == ';')
    return range;
  const std::optional<std::uint32_t> end = afterSemicolon(range->end);
  if (!end)
    return std::nullopt;
  range->end = *end;
  return range;
}

std::optional<std::uint32_t> SourceText::offset(SourceLocation loc) const {
  if (loc.isInvalid())
    return std::nullopt;
  const SourceLocation place = manager.getFileLoc(loc);
  if (manager.getFileID(place) != file)
    return std::nullopt;
  return manager.getFileOffset(place);
}

std::string SourceText::macroName(SourceLocation loc) const {
  if (!loc.isMacroID())
    return {};
  SourceLocation outer = loc;
  while (outer.isMacroID()) {
    const SourceLocation caller = manager.getImmediateMacroCallerLoc(outer);
    if (caller.isFileID())
      return clang::Lexer::getImmediateMacroName(outer, manager, language).str();
    outer = caller;
  }
  return {};
}

const RawToken *SourceText::tokenFrom(std::uint32_t offset) const {
  auto it = std::lower_bound(raw.begin(), raw.end(), offset,
                             [](const RawToken &t, std::uint32_t at) { return t.begin < at; });
  while (it != raw.end() && it->directive)
    ++it;
  return it == raw.end() ? nullptr : &*it;
}

const RawToken *SourceText::tokenBefore(std::uint32_t offset) const {
  auto it = std::upper_bound(raw.begin(), raw.end(), offset,
                             [](std::uint32_t at, const RawToken &t) { return at < t.end; });
  while (it != raw.begin()) {
    --it;
    if (!it->directive)
      return &*it;
  }
  return nullptr;
}

std::optional<std::uint32_t> SourceText::afterSemicolon(std::uint32_t offset) const {
  auto it = std::lower_bound(raw.begin(), raw.end(), offset,
                             [](const RawToken &t, std::uint32_t at) { return t.begin < at; });
  // A directive between a statement and its `;` would be swallowed by the slice: refuse.
  if (it == raw.end() || it->directive || it->kind != clang::tok::semi)
    return std::nullopt;
  return it->end;
}

std::uint32_t SourceText::line(std::uint32_t offset) const {
  const std::uint32_t own = ownLine(offset);
  return origins ? origins->at(own).line : own;
}

std::uint32_t SourceText::ownLine(std::uint32_t offset) const {
  const auto it = std::upper_bound(lineStarts.begin(), lineStarts.end(), offset);
  return static_cast<std::uint32_t>(it - lineStarts.begin());
}

std::uint32_t SourceText::column(std::uint32_t offset) const {
  return offset - lineStarts[ownLine(offset) - 1] + 1;
}

std::optional<std::string> collidingMacro(clang::Preprocessor &pp, SourceLocation at) {
  // Every identifier that emitted text spells besides the user's own; `::ag::` does not protect
  // a name from the preprocessor.
  static constexpr std::array words = {
      "ag",     "Branch", "Loop", "Each",        "Frame",    "Site",       "Scalar",     "Lift",
      "Slot",   "state",  "then", "other",       "join",     "next",       "test",       "run",
      "arg",    "ret",    "pass", "Crossing",    "Apart",    "of",         "result",     "select",
      "and_",   "or_",    "not_", "host",        "cast",     "outermost",  "body_first", "choice",
      "insist", "cmath",  "auto", "static_cast", "decltype", "as_scalar",  "if",         "for",
      "return", "count",  "none", "Turns",       "options",  "TensorList", "length"};
  for (const char *word : words) {
    clang::IdentifierInfo *name = pp.getIdentifierInfo(word);
    if (name->hadMacroDefinition() && pp.getMacroDefinitionAtLoc(name, at))
      return word;
  }
  return std::nullopt;
}

} // namespace autograft::source
