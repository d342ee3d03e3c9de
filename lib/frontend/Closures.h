// Closures: the lambdas that are converted like annotated functions because they are given to
// ag::trace or ag::function, and what else is given to those and cannot be. Which those are is
// asked of the instances of these templates, so a lambda is found on whatever way it comes there.
#pragma once

#include "frontend/Assemble.h"
#include "frontend/BuildFunction.h"

#include "clang/AST/Type.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class Expr;
class LambdaExpr;
} // namespace clang

namespace autograft::frontend {

class Callees;
struct FoundFunction;

/// A lambda to be converted where it stands.
struct FoundClosure {
  const clang::LambdaExpr *lambda = nullptr;
  std::string name;       // of the variable that it initialises, else "lambda"
  clang::QualType result; // of its calls; null if they differ or there are none
};

class Closures {
public:
  Closures(clang::ASTContext &context, const Reporter &reporter) : ast(context), report(reporter) {}

  /// In source order. Reports captures where none may be (AG0133). Lambdas inside of these
  /// functions are converted with them.
  std::vector<FoundClosure> find(const std::vector<FoundFunction> &annotated);

  /// Before Callees::complete(): functions and function objects that are not annotated become known
  /// to it.
  void announce(Callees &callees);
  /// After it: reports those that would have to be converted (AG0318).
  void reportUnconverted() const;

private:
  struct Given {
    const clang::Expr *argument;
    const clang::FunctionDecl *function;
    std::string to; // "trace", "function"
    std::shared_ptr<const tree::Callee> info;
  };

  clang::ASTContext &ast;
  const Reporter &report;
  std::vector<Given> given;
};

/// The edits that convert a lambda: words in front, the body, a bracket behind.
std::vector<Replacement> closureEdits(const tree::Function &tree, std::uint64_t lifted,
                                      Replacement body);

} // namespace autograft::frontend
