// TwinHead: the declaration of a copied function, from the tokens of the original's.
#pragma once

#include "frontend/Callees.h"

#include <string>

namespace autograft::frontend {

/// Where the declaration begins, its template's head included.
std::uint32_t headOffset(const clang::FunctionDecl &definition, const source::SourceText &text,
                         std::uint32_t otherwise);

enum class Defaults : std::uint8_t { Keep, Drop }; // default arguments

/// From the declaration's first token to the body, with the twin's name and without words that a
/// copy cannot have (constexpr, noexcept, virtual). Line breaks stay.
std::string twinHead(const VisibleCallee &callee, Defaults defaults);

/// The same of any declaration, on one line.
std::string twinDeclaration(const clang::FunctionDecl &decl, const VisibleCallee &callee,
                            std::uint32_t end, Defaults defaults);

} // namespace autograft::frontend
