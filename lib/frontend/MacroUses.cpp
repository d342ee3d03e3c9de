// See MacroUses.h.
#include "frontend/MacroUses.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

#include <algorithm>

namespace autograft::frontend {

namespace {

void record(clang::Preprocessor &preprocessor, const clang::Token &token,
            std::vector<MacroUse> &uses) {
  const clang::SourceManager &sm = preprocessor.getSourceManager();
  if (!token.getLocation().isMacroID() || token.isAnnotation())
    return;
  const clang::CharSourceRange use = sm.getExpansionRange(token.getLocation());
  if (!sm.isWrittenInMainFile(use.getBegin()) || !sm.isWrittenInMainFile(use.getEnd()))
    return;
  const std::uint32_t begin = sm.getFileOffset(use.getBegin());
  if (uses.empty() || uses.back().begin != begin) {
    const unsigned last =
        clang::Lexer::MeasureTokenLength(use.getEnd(), sm, preprocessor.getLangOpts());
    uses.push_back({begin,
                    sm.getFileOffset(use.getEnd()) + last,
                    sm.getSpellingLineNumber(use.getBegin()),
                    sm.getSpellingColumnNumber(use.getBegin()),
                    {}});
  }
  std::string &text = uses.back().text;
  text += (text.empty() ? "" : " ") + preprocessor.getSpelling(token);
}

/// The marks of the dialect are macros too.
void restoreMarks(std::string &text) {
  for (const auto &[mark, macro] :
       {std::pair("ag::function", "AG_FUNCTION"), std::pair("ag::no_convert", "AG_NO_CONVERT")}) {
    const std::string spelled = std::string("__attribute__ ( ( annotate ( \"") + mark + "\" ) ) )";
    for (std::size_t at = text.find(spelled); at != std::string::npos; at = text.find(spelled, at))
      text.replace(at, spelled.size(), macro);
  }
}

std::string_view nameOf(std::string_view text, const MacroUse &use) {
  std::string_view name = text.substr(use.begin, use.end - use.begin);
  std::size_t end = 0;
  while (end < name.size() && (std::isalnum(static_cast<unsigned char>(name[end])) ||
                               name[end] == '_' || (name[end] & 0x80)))
    ++end;
  return name.substr(0, end);
}

/// `assert(c)` as an ordered check with the same words.
std::string checkFor(std::string_view use) {
  const std::size_t open = use.find('('), close = use.rfind(')');
  const std::string_view condition = use.substr(open + 1, close - open - 1);
  std::string words;
  for (const char c : condition) {
    if (c == '"' || c == '\\')
      words += '\\';
    if (c == '{' || c == '}')
      words += c;
    words += c == '\n' || c == '\r' ? ' ' : c;
  }
  return "::ag::check((" + std::string(condition) + "), \"assert(" + words + ")\")";
}

std::string written(std::string_view text, const MacroUse &use) {
  const std::string_view old = text.substr(use.begin, use.end - use.begin);
  if (nameOf(text, use) == "assert")
    return checkFor(old);
  std::string result = use.text;
  restoreMarks(result);
  return result +
         std::string(static_cast<std::size_t>(std::count(old.begin(), old.end(), '\n')), '\n');
}

} // namespace

void recordMacroUses(clang::Preprocessor &preprocessor, std::vector<MacroUse> &uses) {
  preprocessor.setTokenWatcher(
      [&](const clang::Token &token) { record(preprocessor, token, uses); });
}

std::optional<std::string> writeOutMacros(std::string_view text, const std::vector<MacroUse> &uses,
                                          const std::vector<Place> &functions, const DiagSink &sink,
                                          const std::string &file, const source::LineMap &lines) {
  std::vector<bool> chosen(uses.size(), false);
  for (const Diagnostic &diagnostic : sink.all()) {
    if (diagnostic.code != Code::AG0109)
      continue;
    unsigned from = 1, to = ~0u;
    for (const Place &function : functions)
      if (function.file == diagnostic.at.file)
        (function.line <= diagnostic.at.line ? from : to) = function.line <= diagnostic.at.line
                                                                ? std::max(from, function.line)
                                                                : std::min(to, function.line);
    // Of the line in the diagnostic's file; 0: in another one.
    const auto lineOf = [&](const MacroUse &use) {
      const source::Origin origin = lines.at(use.line);
      return (origin.file.empty() ? file : origin.file) == diagnostic.at.file ? origin.line : 0;
    };
    bool exact = false;
    for (std::size_t i = 0; i < uses.size(); ++i)
      if (lineOf(uses[i]) == diagnostic.at.line && uses[i].col == diagnostic.at.col)
        chosen[i] = exact = true;
    for (std::size_t i = 0; i < uses.size() && !exact; ++i)
      if (const unsigned line = lineOf(uses[i]);
          line >= from && line < to && nameOf(text, uses[i]) != "assert")
        chosen[i] = true;
  }
  std::string result;
  std::size_t at = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (!chosen[i] || nameOf(text, uses[i]).starts_with("AG_") || uses[i].begin < at)
      continue;
    result += text.substr(at, uses[i].begin - at);
    result += written(text, uses[i]);
    at = uses[i].end;
  }
  if (at == 0)
    return std::nullopt;
  return result + std::string(text.substr(at));
}

} // namespace autograft::frontend
