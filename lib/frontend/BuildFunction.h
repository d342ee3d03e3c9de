// BuildFunction: from the Clang AST of one annotated definition to the statement tree that the
// Clang-free passes work on. What the tree cannot represent is reported, never passed over.
#pragma once

#include "frontend/Report.h"
#include "source/SourceText.h"
#include "tree/Tree.h"

#include <optional>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace autograft::frontend {

class Callees;

struct BuildContext {
  clang::ASTContext &ast;
  const source::SourceText &text; // of the file that holds the definition
  const Reporter &report;
  Callees *callees = nullptr; // null: calls of unannotated functions stay as they are
};

struct FoundClosure;

/// The tree of a lambda that is converted by itself; nothing if an error was reported.
std::optional<tree::Function> buildClosure(const FoundClosure &closure,
                                           const BuildContext &context);

/// The tree of a definition; nothing if an error was reported.
std::optional<tree::Function> buildFunction(const clang::FunctionDecl *definition,
                                            const BuildContext &context);

} // namespace autograft::frontend
