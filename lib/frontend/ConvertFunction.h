// ConvertFunction: from one annotated definition to the text that replaces it. The meeting point of
// the Clang side (tree) and the passes that know no Clang.
#pragma once

#include "emit/Convert.h"
#include "frontend/Assemble.h"
#include "frontend/BuildFunction.h"

#include <optional>
#include <string>

namespace clang {
class FunctionDecl;
class Preprocessor;
} // namespace clang

namespace autograft::frontend {

struct ConvertedFunction {
  Replacement replacement;
  std::vector<Replacement> names;            // put into its head: of parameters without one
  std::vector<const tree::Callee *> twins;   // that it calls
  std::vector<const tree::Record *> records; // that it promotes
  std::uint64_t lifted = 0;                  // bit i: parameter i takes a staged number
  std::string explain;                       // what is staged and why, for -v
};

/// Reports a macro that would rewrite emitted words in this function. True if there is one.
bool macrosCollide(const clang::FunctionDecl &definition, const Reporter &report,
                   clang::Preprocessor &pp);

/// The body alone, of any function that has a tree. Nothing when an error was reported.
std::optional<emit::Converted> convertBody(const clang::FunctionDecl &definition,
                                           const tree::Function &tree,
                                           const source::SourceText &text, const Reporter &report,
                                           bool withMap = false);

/// Nothing when an error was reported.
std::optional<ConvertedFunction> convertFunction(const clang::FunctionDecl &definition,
                                                 const tree::Function &tree,
                                                 const BuildContext &context, bool withMap);

} // namespace autograft::frontend
