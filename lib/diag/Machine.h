// Diagnostics for programs: our own JSON, and SARIF 2.1.0 for code-scanning services and editors.
// Both hold what the text form says, fix-its included; neither decides what is reported.
#pragma once

#include "diag/Json.h"
#include "diag/Render.h"

namespace autograft {

/// {"version": 1, "diagnostics": [{code, name, severity, message, file, line, column, length,
/// notes, fixit, cure}…], "errors": n, "warnings": n}. Lines and columns from 1, columns in bytes.
Json diagnosticsJson(std::span<const Diagnostic> diagnostics);

/// A SARIF log of one run. `lines` gives the text from which columns are counted in code points.
Json sarifLog(std::span<const Diagnostic> diagnostics, const LineSource &lines,
              std::string_view toolVersion, int exitStatus);

} // namespace autograft
