// CppErrors: Clang's own errors as diagnostics of the sink (AG0513), for the machine-readable
// forms. In the text form Clang prints them itself; both say a cure where a tensor stands in the
// place of a number, which Clang cannot know.
#pragma once

#include "diag/Diag.h"

#include "clang/Basic/Diagnostic.h"

#include <memory>
#include <optional>

namespace autograft::frontend {

class CppErrors final : public clang::DiagnosticConsumer {
public:
  explicit CppErrors(DiagSink &sink) : Sink(sink) {}
  ~CppErrors() override { flush(); }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic &diagnostic) override;
  void finish() override { flush(); }

  /// How many errors there were.
  unsigned count() const { return Count; }

private:
  /// Notes follow their error, so it is reported when the next one comes or all have been said.
  void flush();

  DiagSink &Sink;
  std::optional<Diagnostic> Open;
  unsigned Count = 0;
};

/// Passes everything on to the consumer that was there and prints the cures.
std::unique_ptr<clang::DiagnosticConsumer>
withCures(std::unique_ptr<clang::DiagnosticConsumer> target);

} // namespace autograft::frontend
