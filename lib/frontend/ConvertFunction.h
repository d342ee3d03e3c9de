// ConvertFunction: from one annotated definition to the text that replaces it. The meeting point of
// the Clang side (tree) and the passes that know no Clang.
#pragma once

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
  std::string explain; // what is staged and why, for -v
};

/// Nothing when an error was reported.
std::optional<ConvertedFunction> convertFunction(const clang::FunctionDecl &definition,
                                                 const BuildContext &context,
                                                 clang::Preprocessor &pp, bool withMap);

} // namespace autograft::frontend
