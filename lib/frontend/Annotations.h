// Annotations: finds the functions that carry AG_FUNCTION, as written (templates as patterns, no
// instantiations), and refuses the kinds that cannot be converted. It does not look into bodies
// beyond what decides that.
#pragma once

#include "frontend/Report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace autograft::frontend {

/// A definition in the main file to be converted.
struct FoundFunction {
  const clang::FunctionDecl *definition;
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

/// Annotated definitions in the main file in source order. Kinds that cannot be converted and
/// annotated definitions in headers are reported and left out.
std::vector<FoundFunction> findAnnotated(clang::ASTContext &context, const Reporter &reporter);

} // namespace autograft::frontend
