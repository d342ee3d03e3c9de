// See FixIts.h.
#include "frontend/FixIts.h"

#include "frontend/Report.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

namespace autograft::frontend {

using clang::FunctionDecl;
using clang::SourceLocation;

namespace {

bool canBeEdited(SourceLocation loc, const clang::SourceManager &sm) {
  return loc.isValid() && loc.isFileID() && !sm.isInSystemHeader(loc);
}

std::optional<FixIt> insertion(SourceLocation loc, std::string text, const clang::ASTContext &ast) {
  const clang::SourceManager &sm = ast.getSourceManager();
  if (!canBeEdited(loc, sm))
    return std::nullopt;
  return FixIt{placeOf(loc, sm), 0, std::move(text)};
}

/// The tokens of the range, on one line, become `text`.
std::optional<FixIt> replacement(clang::SourceRange range, std::string text,
                                 const clang::ASTContext &ast) {
  const clang::SourceManager &sm = ast.getSourceManager();
  if (!canBeEdited(range.getBegin(), sm) || !canBeEdited(range.getEnd(), sm))
    return std::nullopt;
  const SourceLocation end =
      clang::Lexer::getLocForEndOfToken(range.getEnd(), 0, sm, ast.getLangOpts());
  const Place at = placeOf(range.getBegin(), sm), last = placeOf(end, sm);
  if (end.isInvalid() || at.line != last.line || last.col <= at.col)
    return std::nullopt;
  return FixIt{at, last.col - at.col, std::move(text)};
}

} // namespace

std::optional<FixIt> annotation(const FunctionDecl *fn, const clang::ASTContext &ast) {
  if (const FunctionDecl *pattern = fn->getTemplateInstantiationPattern())
    fn = pattern;
  const FunctionDecl *definition = nullptr;
  const FunctionDecl *written = fn->hasBody(definition) ? definition : fn->getFirstDecl();
  if (written->isImplicit() || llvm::isa<clang::CXXConstructorDecl>(written))
    return std::nullopt;
  return insertion(written->getInnerLocStart(), "AG_FUNCTION ", ast);
}

std::optional<FixIt> retyped(const clang::VarDecl *var, std::string type,
                             const clang::ASTContext &ast) {
  const SourceLocation end = var->getTypeSpecEndLoc();
  const clang::SourceManager &sm = ast.getSourceManager();
  // Behind the type stands the name, and behind that no other declarator.
  if (!canBeEdited(end, sm) || var->getType()->isArrayType() || var->getType()->isPointerType())
    return std::nullopt;
  const auto after = clang::Lexer::findNextToken(end, sm, ast.getLangOpts());
  const auto last = clang::Lexer::findNextToken(var->getEndLoc(), sm, ast.getLangOpts());
  if (!after || after->getLocation() != var->getLocation() || !last || !last->is(clang::tok::semi))
    return std::nullopt;
  return replacement({var->getTypeSpecStartLoc(), end}, std::move(type), ast);
}

std::optional<FixIt> byReference(const clang::ParmVarDecl *param, const clang::ASTContext &ast) {
  const SourceLocation end = param->getTypeSpecEndLoc();
  if (!canBeEdited(end, ast.getSourceManager()))
    return std::nullopt;
  return insertion(
      clang::Lexer::getLocForEndOfToken(end, 0, ast.getSourceManager(), ast.getLangOpts()), "&",
      ast);
}

std::optional<FixIt> spelledResult(const FunctionDecl *fn, const clang::ASTContext &ast) {
  const auto *deduced = fn->getDeclaredReturnType()->getContainedAutoType();
  const clang::SourceRange range = fn->getReturnTypeSourceRange();
  if (!deduced || fn->getReturnType()->isDependentType() ||
      fn->getReturnType()->isUndeducedType() || range.isInvalid())
    return std::nullopt;
  clang::PrintingPolicy policy(ast.getLangOpts());
  policy.SuppressUnwrittenScope = true;
  return replacement(range, fn->getReturnType().getAsString(policy), ast);
}

} // namespace autograft::frontend
