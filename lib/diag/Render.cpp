// Layout of diagnostics: Clang's, so that editors which read Clang's messages read ours.
#include "diag/Render.h"

#include <algorithm>

#include <fmt/format.h>

namespace autograft {

namespace {

constexpr std::string_view Bold = "\033[1m", Red = "\033[1;31m", Magenta = "\033[1;35m",
                           Cyan = "\033[1;36m", Green = "\033[1;32m", Reset = "\033[0m";

std::string painted(std::string_view text, std::string_view how, bool colour) {
  return colour ? fmt::format("{}{}{}", how, text, Reset) : std::string(text);
}

std::string prefix(const Place &at) {
  if (at.file.empty())
    return "autograft: ";
  if (at.line == 0)
    return at.file + ": ";
  return fmt::format("{}:{}:{}: ", at.file, at.line, at.col);
}

/// Blanks that reach column `col` of `line`; tabs stay tabs so that the caret stands under its
/// text.
std::string indentTo(std::string_view line, unsigned col) {
  std::string blanks;
  for (unsigned i = 0; i + 1 < col; ++i) {
    const unsigned char c = i < line.size() ? static_cast<unsigned char>(line[i]) : ' ';
    if ((c & 0xC0) != 0x80) // a UTF-8 continuation byte takes no column of its own
      blanks += c == '\t' ? '\t' : ' ';
  }
  return blanks;
}

bool standsUnderCaret(const FixIt &fixit, const Place &at) {
  return !fixit.text.empty() && fixit.at.file == at.file && fixit.at.line == at.line;
}

std::string snippet(const Place &at, unsigned length, const std::optional<FixIt> &fixit,
                    const LineSource &lines, bool colour) {
  if (at.file.empty() || at.line == 0 || at.col == 0)
    return {};
  const std::string line = lines(at.file, at.line);
  if (line.empty() || at.col > line.size() + 1)
    return {};
  const std::size_t room = line.size() + 1 - at.col;
  const std::size_t tail = std::min<std::size_t>(length, std::max<std::size_t>(room, 1));
  const std::string caret = "^" + std::string(tail > 0 ? tail - 1 : 0, '~');
  const std::string margin = "      | ";
  std::string out = fmt::format("{:5} | {}\n{}{}{}\n", at.line, line, margin,
                                indentTo(line, at.col), painted(caret, Green, colour));
  if (fixit && standsUnderCaret(*fixit, at))
    out += margin + indentTo(line, fixit->at.col) + painted(fixit->text, Green, colour) + "\n";
  return out;
}

// A fix-it that does not stand under the caret of its message has a note of its own.
std::string fixNote(const FixIt &fixit, const LineSource &lines, bool colour) {
  const std::string line = lines(fixit.at.file, fixit.at.line);
  if (fixit.at.col == 0 || fixit.at.col > line.size() + 1)
    return {};
  return painted(prefix(fixit.at), Bold, colour) + painted("note: ", Cyan, colour) +
         fixText(fixit, line) + "\n" +
         snippet(fixit.at, std::max(fixit.length, 1u), fixit, lines, colour);
}

std::string fenced(std::string_view text, std::string_view language) {
  return fmt::format("```{}\n{}\n```\n", language, text);
}

std::string_view languageOf(std::string_view example) {
  if (example.starts_with("autograft_"))
    return "cmake";
  for (std::string_view start : {"autograft ", "cmake ", "AUTOGRAFT_"})
    if (example.starts_with(start))
      return "sh";
  return "cpp";
}

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (char c : text) {
    out += c;
    if (c == '\n')
      out += "    ";
  }
  return out + "\n";
}

std::string_view severityWord(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

} // namespace

std::string fixText(const FixIt &fixit, std::string_view line) {
  const std::string old(
      line.substr(std::min<std::size_t>(fixit.at.col - 1, line.size()), fixit.length));
  if (fixit.text.empty())
    return fmt::format("remove `{}`", old);
  return old.empty() ? fmt::format("insert `{}` here", fixit.text)
                     : fmt::format("write `{}` instead of `{}`", fixit.text, old);
}

std::string messagePattern(const CodeInfo &row) {
  std::string text(row.message);
  for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}", at))
    text.replace(at, 2, "…");
  return text;
}

std::string render(const Diagnostic &diagnostic, const LineSource &lines, bool colour) {
  const CodeInfo &row = info(diagnostic.code);
  const Severity severity = diagnostic.severity.value_or(row.severity);
  const bool isError = severity == Severity::Error;
  std::string out = painted(prefix(diagnostic.at), Bold, colour);
  out += painted(std::string(severityWord(severity)) + ": ", isError ? Red : Magenta, colour);
  out += painted(fmt::format("{} [{}]", diagnostic.message(), codeName(diagnostic.code)), Bold,
                 colour);
  out += "\n" + snippet(diagnostic.at, diagnostic.length, diagnostic.fixit, lines, colour);
  for (const Note &note : diagnostic.notes) {
    out +=
        painted(prefix(note.at), Bold, colour) + painted("note: ", Cyan, colour) + note.text + "\n";
    out += snippet(note.at, 1, std::nullopt, lines, colour);
  }
  if (diagnostic.fixit && !standsUnderCaret(*diagnostic.fixit, diagnostic.at))
    out += fixNote(*diagnostic.fixit, lines, colour);
  out += painted(prefix(diagnostic.at), Bold, colour) + painted("note: ", Cyan, colour);
  out += fmt::format("cure: {}\n", row.cure);
  return out;
}

std::string renderExplanation(Code code) {
  const CodeInfo &row = info(code);
  std::string out = fmt::format("{} ({}, {}): {}\n", codeName(code), row.name,
                                severityWord(row.severity), messagePattern(row));
  if (const Explanation *text = explanation(code)) {
    out += fmt::format("\n{}\n\nThis gives it:\n\n{}\nThis does not:\n\n{}", text->cause,
                       indented(text->fails), indented(text->works));
  }
  return out + fmt::format("\nCure: {}.\n", row.cure);
}

std::string renderErrorIndex() {
  std::string out = "# Errors and warnings\n\n"
                    "Written by the build from the texts of `autograft --explain`; change those in "
                    "`lib/diag`.\n\n"
                    "| code | | message |\n| --- | --- | --- |\n";
  for (const CodeInfo &row : allCodes())
    out += fmt::format("| [{0}](#{1}) | {2} | {3} |\n", codeName(row.code),
                       fmt::format("ag{:04}", static_cast<unsigned>(row.code)),
                       severityWord(row.severity), messagePattern(row));
  for (const CodeInfo &row : allCodes()) {
    out += fmt::format("\n## {}\n\n**{}: {}** (`{}`)\n\n", codeName(row.code),
                       severityWord(row.severity), messagePattern(row), row.name);
    if (const Explanation *text = explanation(row.code))
      out += fmt::format("{}\n\nThis gives it:\n\n{}\nThis does not:\n\n{}\n", text->cause,
                         fenced(text->fails, languageOf(text->fails)),
                         fenced(text->works, languageOf(text->works)));
    out += fmt::format("Cure: {}.\n", row.cure);
  }
  return out;
}

std::string renderCounts(const DiagSink &sink) {
  auto counted = [](unsigned n, std::string_view word) {
    return n == 0 ? std::string() : fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
  };
  const std::string errors = counted(sink.errorCount(), "error");
  const std::string warnings = counted(sink.warningCount(), "warning");
  return errors + (errors.empty() || warnings.empty() ? "" : " and ") + warnings;
}

} // namespace autograft
