// Annotations: finds the functions that carry AG_FUNCTION, as written (templates as patterns, no
// instantiations), and refuses the kinds that cannot be converted. It does not look into bodies
// beyond what decides that.
#pragma once

#include "frontend/Report.h"

#include "clang/Basic/SourceLocation.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace autograft::frontend {

/// A definition to be converted.
struct FoundFunction {
  const clang::FunctionDecl *definition;
};

/// Both in source order.
struct FoundFunctions {
  std::vector<FoundFunction> here; // in the main file
  std::vector<FoundFunction> inHeaders;
};

/// True if any redeclaration (or the template behind it) carries AG_FUNCTION.
bool isAnnotated(const clang::FunctionDecl *fn);
/// True if any redeclaration carries AG_NO_CONVERT.
bool isLeftAlone(const clang::FunctionDecl *fn);
/// AG_NOINLINE stands on a declaration: it stays a call inside other graphs.
bool isKept(const clang::FunctionDecl *fn);

/// Hash of qualified name and canonical signature of the root declaration: equal in every
/// translation unit, so that a crossing finds its callee.
std::uint64_t crossingId(const clang::FunctionDecl *fn);
/// The same for a lambda; its place keeps it apart from others of its function.
std::uint64_t crossingId(const clang::FunctionDecl *callOperator, std::uint32_t offset);

/// Annotated definitions. Kinds that cannot be converted are reported and left out. `marked`: the
/// files that spell AG_FUNCTION; system headers that do not are not looked into, and no header if
/// none does.
FoundFunctions findAnnotated(clang::ASTContext &context, const Reporter &reporter,
                             const std::set<clang::FileID> &marked);

} // namespace autograft::frontend
