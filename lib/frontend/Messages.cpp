// See Messages.h.
#include "frontend/Messages.h"

#include "diag/Machine.h"
#include "diag/Render.h"
#include "frontend/Output.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>

#include <unistd.h>

namespace autograft::frontend {

namespace {

std::string lineOf(std::string_view text, unsigned line) {
  for (; line > 1; --line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  return std::string(text.ends_with('\r') ? text.substr(0, text.size() - 1) : text);
}

/// Lines of files, each of which is read once.
LineSource linesOfFiles() {
  auto texts = std::make_shared<std::map<std::string, std::string>>();
  return [texts](const std::string &file, unsigned line) {
    std::string error;
    auto [entry, isNew] = texts->try_emplace(file);
    if (isNew)
      entry->second = readFile(file, error).value_or("");
    return lineOf(entry->second, line);
  };
}

std::vector<Diagnostic> sorted(std::span<const Diagnostic> diagnostics) {
  std::vector<Diagnostic> list(diagnostics.begin(), diagnostics.end());
  std::ranges::stable_sort(list, [](const Diagnostic &a, const Diagnostic &b) {
    return std::tie(a.at.file, a.at.line, a.at.col) < std::tie(b.at.file, b.at.line, b.at.col);
  });
  return list;
}

} // namespace

bool wantsColour(Colour colour) {
  if (colour != Colour::Auto)
    return colour == Colour::Always;
  const char *term = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr && term != nullptr &&
         std::string_view(term) != "dumb";
}

std::string messagesText(std::span<const Diagnostic> diagnostics, bool inColour) {
  const LineSource lines = linesOfFiles();
  std::string text;
  for (const Diagnostic &diagnostic : sorted(diagnostics))
    text += render(diagnostic, lines, inColour);
  return text;
}

std::string messagesDocument(std::span<const Diagnostic> diagnostics, Format format,
                             int exitStatus) {
  const std::vector<Diagnostic> list = sorted(diagnostics);
  return format == Format::Json
             ? diagnosticsJson(list).text()
             : sarifLog(list, linesOfFiles(), AUTOGRAFT_VERSION, exitStatus).text();
}

} // namespace autograft::frontend
