// ConvertFunction: from one annotated definition to the text that replaces it. The meeting point of
// the Clang side (tree) and the passes that know no Clang.
#pragma once

#include "frontend/Assemble.h"
#include "frontend/BuildFunction.h"

#include <optional>

namespace clang {
class FunctionDecl;
class Preprocessor;
} // namespace clang

namespace autograft::frontend {

/// Nothing when an error was reported.
std::optional<Replacement> convertFunction(const clang::FunctionDecl &definition,
                                           const BuildContext &context, clang::Preprocessor &pp);

} // namespace autograft::frontend
