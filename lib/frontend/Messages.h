// Messages: the diagnostics of a whole run on standard error, in the form that was asked for.
#pragma once

#include "frontend/Options.h"

#include <string>
#include <vector>

namespace autograft::frontend {

/// True if messages to standard error are to have colours.
bool wantsColour(Colour colour);

/// The messages of one file, in the order of their places, as text.
std::string messagesText(std::span<const Diagnostic> diagnostics, bool inColour);

/// One JSON or SARIF document for all files of the run.
std::string messagesDocument(std::span<const Diagnostic> diagnostics, Format format,
                             int exitStatus);

} // namespace autograft::frontend
