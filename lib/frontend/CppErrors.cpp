// See CppErrors.h.
#include "frontend/CppErrors.h"

#include "frontend/Report.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"

namespace autograft::frontend {

void CppErrors::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                 const clang::Diagnostic &diagnostic) {
  clang::DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  llvm::SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  const Place at = diagnostic.hasSourceManager()
                       ? placeOf(diagnostic.getLocation(), diagnostic.getSourceManager())
                       : Place{};
  if (level == clang::DiagnosticsEngine::Note) {
    if (Open)
      Open->notes.push_back({at, text.str().str()});
    return;
  }
  flush();
  if (level < clang::DiagnosticsEngine::Error)
    return;
  Open = makeDiagnostic(Code::AG0513, at, {text.str().str()});
}

void CppErrors::flush() {
  if (!Open)
    return;
  const unsigned before = Sink.errorCount();
  Sink.report(std::move(*Open));
  Count += Sink.errorCount() - before;
  Open.reset();
}

} // namespace autograft::frontend
