// One pass over the tokens of a declaration; see TwinHead.h. Types are never printed: but for the
// dropped words everything is the user's text.
#include "frontend/TwinHead.h"

#include "frontend/TypeQueries.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>
#include <map>

namespace autograft::frontend {

namespace {

struct Edits {
  std::map<std::uint32_t, std::pair<std::uint32_t, std::string>> at; // begin: end, text

  void put(std::uint32_t begin, std::uint32_t end, std::string text) {
    at[begin] = {end, std::move(text)};
  }
};

/// The end of the brackets that open at this token.
std::uint32_t closing(const source::SourceText &text, const source::RawToken *open) {
  int depth = 0;
  for (const source::RawToken *token = open; token; token = text.tokenFrom(token->end)) {
    depth += token->kind == clang::tok::l_paren;
    depth -= token->kind == clang::tok::r_paren;
    if (depth == 0)
      return token->end;
  }
  return open->end;
}

void dropWords(const source::SourceText &text, std::uint32_t begin, std::uint32_t end,
               Edits &edits) {
  static const llvm::StringSet<> words = {"constexpr",     "virtual",     "override", "final",
                                          "AG_NO_CONVERT", "AG_NOINLINE", "extern"};
  for (const source::RawToken *token = text.tokenFrom(begin); token && token->begin < end;
       token = text.tokenFrom(token->end)) {
    const llvm::StringRef word = text.slice({token->begin, token->end});
    if (words.contains(word))
      edits.put(token->begin, token->end, "");
    if (word != "noexcept")
      continue;
    const source::RawToken *next = text.tokenFrom(token->end);
    const bool argument = next && next->kind == clang::tok::l_paren;
    edits.put(token->begin, argument ? closing(text, next) : token->end, "");
  }
}

/// Default arguments stand once: in a twin's first declaration.
void defaultArguments(const clang::FunctionDecl &decl, const source::SourceText &text,
                      const clang::ASTContext &ast, Defaults defaults, Edits &edits) {
  for (const clang::ParmVarDecl *param : decl.parameters()) {
    const auto bytes = text.bytes(param->getSourceRange());
    if (!bytes || !param->hasDefaultArg())
      continue;
    if (param->hasInheritedDefaultArg()) {
      if (defaults == Defaults::Drop)
        continue;
      const clang::CharSourceRange range =
          clang::CharSourceRange::getTokenRange(param->getDefaultArgRange());
      const llvm::StringRef value =
          clang::Lexer::getSourceText(range, ast.getSourceManager(), ast.getLangOpts());
      edits.put(bytes->end, bytes->end, " = " + value.str());
      continue;
    }
    const auto value = text.bytes(param->getDefaultArgRange());
    const source::RawToken *equals = value ? text.tokenBefore(value->begin) : nullptr;
    if (defaults == Defaults::Drop && equals && equals->kind == clang::tok::equal)
      edits.put(equals->begin, value->end, "");
  }
}

/// The written type without cv words and `&`.
clang::TypeLoc bareType(clang::TypeLoc written) {
  while (written) {
    if (auto qualified = written.getAs<clang::QualifiedTypeLoc>())
      written = qualified.getUnqualifiedLoc();
    else if (auto reference = written.getAs<clang::ReferenceTypeLoc>())
      written = reference.getPointeeLoc();
    else
      break;
  }
  return written;
}

/// A direct copy keeps the names of members and operators; a member that is defined behind its
/// class belongs to the class's twin.
void directNames(const clang::FunctionDecl &decl, const VisibleCallee &callee, Edits &edits) {
  const source::SourceText &text = *callee.text;
  const auto qualifier = decl.getQualifierLoc();
  const bool renamed = !callee.info->scope.empty() && decl.getIdentifier();
  const auto name = text.bytes(decl.getNameInfo().getSourceRange());
  if (qualifier && !callee.record.empty()) {
    if (const auto last = text.bytes(qualifier.getLocalSourceRange()))
      edits.put(last->begin, last->end, callee.record + "::");
  } else if (const auto whole = qualifier ? text.bytes(qualifier.getSourceRange()) : std::nullopt) {
    edits.put(whole->begin, whole->end, "");
  }
  if (renamed && name)
    edits.put(name->begin, name->end, callee.info->twin);
}

/// Promoted types for the result and for the parameters that take them.
void directTypes(const clang::FunctionDecl &decl, const VisibleCallee &callee, Edits &edits) {
  const source::SourceText &text = *callee.text;
  const auto lift = [&](clang::TypeLoc written, clang::QualType type) {
    const clang::TypeLoc bare = bareType(written);
    const bool number = isPromotable(classify(type));
    if (!bare || bare.getType()->getContainedAutoType() || (!number && !isNumbers(type)))
      return;
    if (const auto bytes = text.bytes(bare.getSourceRange()))
      edits.put(bytes->begin, bytes->end,
                (number ? "::ag::Scalar<" : "::ag::Lift<") + text.slice(*bytes).str() + ">");
  };
  for (unsigned i = 0; i < decl.getNumParams(); ++i) {
    const clang::ParmVarDecl *param = decl.getParamDecl(i);
    if (i < callee.info->lifts.size() && callee.info->lifts[i] && param->getTypeSourceInfo())
      lift(param->getTypeSourceInfo()->getTypeLoc(), param->getType());
  }
  if (const auto type = decl.getFunctionTypeLoc())
    lift(type.getReturnLoc(), decl.getReturnType());
}

/// `template <> double f<double>(double)` is copied as an ordinary function: only its own calls
/// name it, and the copy of the template that it belongs to may not be here.
void ordinary(const clang::FunctionDecl &decl, const source::SourceText &text, std::uint32_t begin,
              Edits &edits) {
  if (decl.getTemplateSpecializationKind() != clang::TSK_ExplicitSpecialization)
    return;
  const source::RawToken *word = text.tokenFrom(begin);
  const source::RawToken *open = word ? text.tokenFrom(word->end) : nullptr;
  const source::RawToken *close = open ? text.tokenFrom(open->end) : nullptr;
  if (close && open->kind == clang::tok::less && close->kind == clang::tok::greater)
    edits.put(begin, close->end, "");
  if (const auto *written = decl.getTemplateSpecializationArgsAsWritten())
    if (const auto list = text.bytes({written->getLAngleLoc(), written->getRAngleLoc()}))
      edits.put(list->begin, list->end, "");
}

/// A parameter without a name takes a staged value, too: the copy must be able to speak of it.
void nameParameters(const clang::FunctionDecl &decl, const VisibleCallee &callee, Edits &edits) {
  if (&decl != callee.definition || callee.info->direct || !callee.tree)
    return;
  for (const tree::Parameter &param : callee.tree->params) {
    if (!param.unnamed)
      continue;
    auto &[end, text] = edits.at[param.nameAt.begin];
    end = std::max(end, param.nameAt.begin);
    text = " " + callee.tree->symbol(param.symbol).name + " " + text;
  }
}

Edits editsOf(const clang::FunctionDecl &decl, const VisibleCallee &callee, std::uint32_t begin,
              std::uint32_t end, Defaults defaults) {
  const source::SourceText &text = *callee.text;
  Edits edits;
  dropWords(text, begin, end, edits);
  ordinary(decl, text, begin, edits);
  defaultArguments(decl, text, decl.getASTContext(), defaults, edits);
  nameParameters(decl, callee, edits);
  if (callee.info->direct) {
    directNames(decl, callee, edits);
    directTypes(decl, callee, edits);
    return edits;
  }
  clang::SourceRange name = decl.getNameInfo().getSourceRange();
  // Out-of-line members stay members; a free function is defined in its reopened namespace.
  if (const auto qualifier = decl.getQualifierLoc(); qualifier && !callee.info->scope.empty())
    name.setBegin(qualifier.getBeginLoc());
  if (const auto bytes = text.bytes(name))
    edits.put(bytes->begin, bytes->end, callee.info->twin);
  const bool deduced = decl.getDeclaredReturnType()->getContainedAutoType() != nullptr;
  const auto type = decl.getFunctionTypeLoc();
  if (deduced && type && callee.tree && !callee.tree->resultText.empty())
    if (const auto bytes = text.bytes(type.getReturnLoc().getSourceRange()))
      edits.put(bytes->begin, bytes->end, callee.tree->resultText);
  return edits;
}

} // namespace

std::uint32_t headOffset(const clang::FunctionDecl &definition, const source::SourceText &text,
                         std::uint32_t otherwise) {
  std::uint32_t begin =
      std::min(text.offset(definition.getOuterLocStart()).value_or(otherwise), otherwise);
  // An `auto` parameter alone makes a template without a head.
  if (const clang::FunctionTemplateDecl *pattern = definition.getDescribedFunctionTemplate())
    begin = std::min(begin, text.offset(pattern->getBeginLoc()).value_or(begin));
  return begin;
}

std::string twinHead(const VisibleCallee &callee, Defaults defaults) {
  const source::SourceText &text = *callee.text;
  const std::uint32_t end = callee.tree->body->range.begin;
  const std::uint32_t begin = headOffset(*callee.definition, text, end);
  std::string out;
  std::uint32_t at = begin;
  for (const auto &[from, edit] : editsOf(*callee.definition, callee, begin, end, defaults).at) {
    if (from < at)
      continue;
    out += text.slice({at, from});
    out += edit.second;
    at = edit.first;
  }
  return out + text.slice({at, end}).str();
}

std::string twinDeclaration(const clang::FunctionDecl &decl, const VisibleCallee &callee,
                            std::uint32_t end, Defaults defaults) {
  const source::SourceText &text = *callee.text;
  const std::uint32_t begin = headOffset(decl, text, end);
  Edits edits = editsOf(decl, callee, begin, end, defaults);
  std::string out;
  for (const source::RawToken *token = text.tokenFrom(begin); token && token->begin < end;) {
    for (auto edit = edits.at.begin(); edit != edits.at.end() && edit->first <= token->begin;
         edit = edits.at.erase(edit)) {
      out += edit->second.second + " ";
      while (token && token->begin < edit->second.first)
        token = text.tokenFrom(token->end);
    }
    if (!token || token->begin >= end)
      break;
    out += text.slice({token->begin, token->end}).str() + " ";
    token = text.tokenFrom(token->end);
  }
  return out;
}

} // namespace autograft::frontend
