// Diagnostics and explanations as text: for a terminal, and as the page docs/errors.md.
// It decides no policy (what is an error, what is dropped); that is the sink's.
#pragma once

#include <functional>
#include <string>

#include "diag/Diag.h"

namespace autograft {

/// The text of one line of a file, without its end; empty when there is none.
using LineSource = std::function<std::string(const std::string &file, unsigned line)>;

/// `file:line:col: error: … [AG0203]`, the line with a caret, the notes, the cure.
std::string render(const Diagnostic &diagnostic, const LineSource &lines, bool colour);

/// What a fix-it asks for, in words; `line` is the line that it stands in.
std::string fixText(const FixIt &fixit, std::string_view line);

/// The table's message with every placeholder shown as `…`.
std::string messagePattern(const CodeInfo &row);

/// The text of `--explain AG0203`.
std::string renderExplanation(Code code);

/// The whole of docs/errors.md.
std::string renderErrorIndex();

/// `{errors} error(s) and {warnings} warning(s)`; empty when there are none.
std::string renderCounts(const DiagSink &sink);

} // namespace autograft
