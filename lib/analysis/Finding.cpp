// See Finding.h.
#include "analysis/Finding.h"

namespace autograft::analysis {

void report(const std::vector<Finding> &findings, const std::string &file, const std::string &scope,
            DiagSink &sink) {
  for (const Finding &finding : findings) {
    Diagnostic diagnostic =
        makeDiagnostic(finding.code, {file, finding.at.line, finding.at.col}, finding.args);
    diagnostic.length = finding.length;
    for (const FindingNote &note : finding.notes)
      diagnostic.notes.push_back({{file, note.at.line, note.at.col}, note.text});
    if (finding.fix)
      diagnostic.fixit = *finding.fix;
    sink.report(std::move(diagnostic),
                finding.cause.empty() ? std::string() : scope + ": " + finding.cause);
  }
}

} // namespace autograft::analysis
