// See Helpers.h.
#include "Helpers.h"

#include "tree/Walk.h"

#include <regex>
#include <stdexcept>

namespace mini {

using namespace autograft;

static std::string text(const DiagSink &sink) {
  std::string result;
  for (const Diagnostic &each : sink.all()) {
    result += (result.empty() ? "" : "\n") + codeName(each.code) + " " +
              std::to_string(each.at.line) + ":" + std::to_string(each.at.col);
    for (std::size_t i = 0; i < each.args.size(); ++i)
      result += (i ? "|" : " ") + each.args[i];
  }
  return result;
}

std::string whole(const std::string &source) {
  tree::Function function = parse(source);
  DiagSink sink;
  std::optional<emit::Converted> result = emit::convertFunction(function, source, "f.cpp", sink);
  return result ? result->text : text(sink);
}

std::string emitted(const std::string &source) {
  std::string result = whole(source);
  if (std::size_t at = result.find("AG_LOUD"); at != std::string::npos)
    result = "{" + result.substr(at + 7);
  result = std::regex_replace(result, std::regex("::ag::"), "~");
  return std::regex_replace(result, std::regex("AG_SITE\\((\\d+), (\\d+)\\)"), "@$1:$2");
}

std::string messages(const std::string &source) {
  tree::Function function = parse(source);
  DiagSink sink;
  emit::convertFunction(function, source, "f.cpp", sink);
  return text(sink);
}

Analysed::Analysed(const std::string &text)
    : function(parse(text)), activity(function), liveness(function, activity),
      staging(analysis::analyseStaging(function, activity, liveness)) {}

std::string Analysed::names(const tree::SymbolSet &set) const {
  std::string result;
  for (tree::SymbolId id : set.ids())
    result += (result.empty() ? "" : " ") + function.symbol(id).name;
  return result;
}

std::string Analysed::promoted() const {
  tree::SymbolSet set;
  for (std::size_t i = 0; i < function.symbols.size(); ++i)
    if (staging.isPromoted(static_cast<tree::SymbolId>(i)))
      set.insert(static_cast<tree::SymbolId>(i));
  return names(set);
}

std::string Analysed::lifted() const {
  tree::SymbolSet set;
  for (std::size_t i = 0; i < function.symbols.size(); ++i)
    if (staging.isLifted(static_cast<tree::SymbolId>(i)))
      set.insert(static_cast<tree::SymbolId>(i));
  return names(set);
}

std::string Analysed::loops() const {
  std::string result;
  tree::walkStmts(*function.body, true, [&](const tree::Stmt &stmt) {
    if (tree::isLoop(stmt))
      result += "PGS"[static_cast<int>(staging.constructs.mode(stmt))];
  });
  return result;
}

const tree::Stmt &Analysed::nth(tree::StmtKind kind, int n) const {
  const tree::Stmt *found = nullptr;
  tree::walkStmts(*function.body, true, [&](const tree::Stmt &stmt) {
    if (stmt.kind == kind && n-- == 0)
      found = &stmt;
  });
  if (!found)
    throw std::runtime_error("no such statement");
  return *found;
}

} // namespace mini
