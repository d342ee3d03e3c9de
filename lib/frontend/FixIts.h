// Fix-its: edits of the user's text that cure a message for certain. Nothing where the text comes
// from a macro or from a system header.
#pragma once

#include "diag/Diag.h"

#include "clang/Basic/SourceLocation.h"

#include <optional>
#include <string>

namespace clang {
class ASTContext;
class FunctionDecl;
class ParmVarDecl;
class VarDecl;
} // namespace clang

namespace autograft::frontend {

/// AG_FUNCTION before the definition, or before the declaration where that is all there is.
std::optional<FixIt> annotation(const clang::FunctionDecl *fn, const clang::ASTContext &ast);
/// The type of a variable that is declared alone, written as `type`.
std::optional<FixIt> retyped(const clang::VarDecl *var, std::string type,
                             const clang::ASTContext &ast);
/// `&` behind the type of a parameter.
std::optional<FixIt> byReference(const clang::ParmVarDecl *param, const clang::ASTContext &ast);
/// The result type in the place of `auto`.
std::optional<FixIt> spelledResult(const clang::FunctionDecl *fn, const clang::ASTContext &ast);

} // namespace autograft::frontend
