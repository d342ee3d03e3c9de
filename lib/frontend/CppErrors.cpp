// See CppErrors.h.
#include "frontend/CppErrors.h"

#include "frontend/Report.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

namespace autograft::frontend {

namespace {

/// What helps where C++ finds a tensor and wants a number; empty for other errors.
llvm::StringRef cureOf(llvm::StringRef message) {
  const auto has = [&](llvm::StringRef words) { return message.contains(words); };
  if (!has("Tensor"))
    return {};
  if (has("requires expression of integer type"))
    return "write `switch (t.item<int>())` for a tensor `t` of one element";
  if (has("array subscript is not an integer") || has("no viable overloaded operator[]"))
    return "keep the elements in one tensor (ag::stack), whose index may be a tensor";
  const std::size_t to = message.rfind("to ");
  const llvm::StringRef target = to == llvm::StringRef::npos ? "" : message.substr(to);
  if (!has("no viable conversion from") || target.contains("Tensor"))
    return {};
  if (target.contains("'bool'"))
    return "write `t.item<bool>()`; where a condition is asked for, the tensor itself may stand";
  for (const char *number : {"int'", "double'", "float'", "long'", "size_t'", "char'", "short'"})
    if (target.contains(number))
      return "write `t.item<T>()` to read the one element of a tensor as a number of type T";
  return {};
}

class WithCures final : public clang::DiagnosticConsumer {
public:
  explicit WithCures(std::unique_ptr<clang::DiagnosticConsumer> target)
      : Target(std::move(target)) {}
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic &diagnostic) override {
    clang::DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    Target->HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error)
      return;
    llvm::SmallString<128> text;
    diagnostic.FormatDiagnostic(text);
    if (const llvm::StringRef cure = cureOf(text); !cure.empty())
      llvm::errs() << "note: cure: " << cure << "\n";
  }
  void BeginSourceFile(const clang::LangOptions &language,
                       const clang::Preprocessor *preprocessor) override {
    Target->BeginSourceFile(language, preprocessor);
  }
  void EndSourceFile() override { Target->EndSourceFile(); }
  void finish() override { Target->finish(); }

private:
  std::unique_ptr<clang::DiagnosticConsumer> Target;
};

} // namespace

std::unique_ptr<clang::DiagnosticConsumer>
withCures(std::unique_ptr<clang::DiagnosticConsumer> target) {
  return std::make_unique<WithCures>(std::move(target));
}

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
  if (const llvm::StringRef cure = cureOf(text); !cure.empty())
    Open->notes.push_back({Place{}, "cure: " + cure.str()});
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
