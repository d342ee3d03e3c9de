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

struct BuildContext {
  clang::ASTContext &ast;
  const source::SourceText &text;
  const Reporter &report;
};

/// The tree of an annotated definition in the main file; nothing if an error was reported.
std::optional<tree::Function> buildFunction(const clang::FunctionDecl *definition,
                                            const BuildContext &context);

} // namespace autograft::frontend
