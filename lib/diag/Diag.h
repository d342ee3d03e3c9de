// Diagnostics of the transpiler: one table of codes (Diagnostics.def), one value for a message, one
// sink that collects them. It knows nothing of Clang; positions are plain file, line and column.
// It does not print the C++ errors of the user's code: Clang does that itself.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autograft {

enum class Severity : std::uint8_t { Warning, Error };

/// The number behind "AG": Code::AG0203 is 203. The enumerators come from Diagnostics.def.
enum class Code : std::uint16_t {
#define AG_DIAG(number, severity, name, message, cure) AG##number = (1##number) - 10000,
#include "diag/Diagnostics.def"
#undef AG_DIAG
};

struct CodeInfo {
  Code code;
  Severity severity;
  std::string_view name;    // symbolic, for tests and -v
  std::string_view message; // fmt format; every {} takes one argument
  std::string_view cure;    // one line, printed as a note
};

/// What `--explain` and docs/errors.md say beyond the one-line cure.
struct Explanation {
  Code code;
  std::string_view cause;
  std::string_view fails; // a program, or part of one, that gives the message
  std::string_view works; // the same, cured
};

std::span<const CodeInfo> allCodes();
const CodeInfo &info(Code code);
const Explanation *explanation(Code code);
/// "AG0203", "ag203" and "203" all name Code::AG0203; nothing for an unknown one.
std::optional<Code> parseCode(std::string_view text);
std::string codeName(Code code);

/// Line and column start at 1 (bytes); line 0 means "the file as a whole".
struct Place {
  std::string file;
  unsigned line = 0;
  unsigned col = 0;

  friend bool operator==(const Place &, const Place &) = default;
};

struct Note {
  Place at; // an empty file name: a note without a place
  std::string text;
};

/// Replace [begin, begin + length) of the line at `at` by `text`.
struct FixIt {
  Place at;
  unsigned length = 0;
  std::string text;
};

struct Diagnostic {
  Code code;
  Place at;
  unsigned length = 1; // of the underlined range, clipped to the line
  std::vector<std::string> args;
  std::vector<Note> notes;
  std::optional<FixIt> fixit;
  std::optional<Severity> severity; // set by the sink where its policy differs from the table

  /// The table's text with the arguments put in.
  std::string message() const;
};

inline Diagnostic makeDiagnostic(Code code, Place at, std::vector<std::string> args = {}) {
  return Diagnostic{code, std::move(at), 1, std::move(args), {}, std::nullopt, std::nullopt};
}

/// What -Werror, -Werror=AGnnnn and -Wno-AGnnnn ask for. Errors are never silenced.
struct WarningPolicy {
  bool allErrors = false;
  std::vector<Code> errors;
  std::vector<Code> silenced;
};

/// Collects messages in the order of their cause. One cause gives one message: the same code at the
/// same place is taken once, and of several errors about one symbol (see `report`) the first stays.
class DiagSink {
public:
  DiagSink() = default;
  explicit DiagSink(WarningPolicy policy) : Policy(std::move(policy)) {}

  /// `cause` names what the error is about (a variable, a statement). Later errors with an equal
  /// non-empty cause are dropped: they follow from the first.
  void report(Diagnostic diagnostic, std::string_view cause = {});

  std::span<const Diagnostic> all() const { return List; }
  bool hasErrors() const { return Errors != 0; }
  unsigned errorCount() const { return Errors; }
  unsigned warningCount() const { return static_cast<unsigned>(List.size()) - Errors; }

private:
  Severity severityUnderPolicy(Code code) const;

  WarningPolicy Policy;
  std::vector<Diagnostic> List;
  std::vector<std::string> Causes;
  unsigned Errors = 0;
};

} // namespace autograft
