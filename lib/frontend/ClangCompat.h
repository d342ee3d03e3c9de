// ClangCompat: the only place with version tests for LLVM 19 to 22. It holds small functions whose
// bodies differ between versions, nothing else.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Version.h"
#include "llvm/Option/OptTable.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif

#if CLANG_VERSION_MAJOR < 19 || CLANG_VERSION_MAJOR > 22
#error "autograft builds with LLVM 19 to 22"
#endif

namespace autograft::frontend::compat {

#if CLANG_VERSION_MAJOR >= 22
namespace options = clang::options;
inline const llvm::opt::OptTable &optionTable() { return clang::getDriverOptTable(); }
#else
namespace options = clang::driver::options;
inline const llvm::opt::OptTable &optionTable() { return clang::driver::getDriverOptTable(); }
#endif

/// The `requires` clause behind a function's parameter list, or null.
inline const clang::Expr *trailingRequires(const clang::FunctionDecl *fn) {
#if CLANG_VERSION_MAJOR >= 21
  return fn->getTrailingRequiresClause().ConstraintExpr;
#else
  return fn->getTrailingRequiresClause();
#endif
}

/// Name of a builtin type as the language spells it.
inline std::string builtinName(const clang::BuiltinType *type, const clang::ASTContext &context) {
  return type->getName(context.getPrintingPolicy()).str();
}

} // namespace autograft::frontend::compat
