// The table behind Code, the formatting of one message and the rules of the sink.
#include "diag/Diag.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <stdexcept>

#include <fmt/args.h>
#include <fmt/format.h>

namespace autograft {

namespace {

constexpr CodeInfo Table[] = {
#define AG_DIAG(number, severity, name, message, cure)                                             \
  {Code::AG##number, Severity::severity, #name, message, cure},
#include "diag/Diagnostics.def"
#undef AG_DIAG
};

constexpr Explanation Explanations[] = {
#include "diag/explain/AG01.inc"
#include "diag/explain/AG02.inc"
#include "diag/explain/AG03.inc"
#include "diag/explain/AG04.inc"
#include "diag/explain/AG05.inc"
};

static_assert(std::ranges::is_sorted(Table, {}, &CodeInfo::code));
static_assert(std::ranges::is_sorted(Explanations, {}, &Explanation::code));

template <class Row> const Row *find(std::span<const Row> rows, Code code) {
  auto it = std::ranges::lower_bound(rows, code, {}, &Row::code);
  return it != rows.end() && it->code == code ? &*it : nullptr;
}

} // namespace

std::span<const CodeInfo> allCodes() { return Table; }

const CodeInfo &info(Code code) {
  if (const CodeInfo *row = find<CodeInfo>(Table, code))
    return *row;
  throw std::logic_error("a diagnostic code that is not in the table");
}

const Explanation *explanation(Code code) { return find<Explanation>(Explanations, code); }

std::optional<Code> parseCode(std::string_view text) {
  if (text.size() > 2 && std::toupper(static_cast<unsigned char>(text[0])) == 'A' &&
      std::toupper(static_cast<unsigned char>(text[1])) == 'G')
    text.remove_prefix(2);
  std::uint16_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  const CodeInfo *row = find<CodeInfo>(Table, static_cast<Code>(number));
  return row ? std::optional(row->code) : std::nullopt;
}

std::string codeName(Code code) { return fmt::format("AG{:04}", static_cast<unsigned>(code)); }

std::string Diagnostic::message() const {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string &arg : args)
    store.push_back(std::cref(arg));
  return fmt::vformat(fmt::string_view(info(code).message.data(), info(code).message.size()),
                      store);
}

Severity DiagSink::severityUnderPolicy(Code code) const {
  const bool raised =
      Policy.allErrors || std::ranges::find(Policy.errors, code) != Policy.errors.end();
  return raised ? Severity::Error : info(code).severity;
}

void DiagSink::report(Diagnostic diagnostic, std::string_view cause) {
  for (const Diagnostic &seen : List)
    if (seen.code == diagnostic.code && seen.at == diagnostic.at)
      return;
  diagnostic.severity = severityUnderPolicy(diagnostic.code);
  const bool isError = diagnostic.severity == Severity::Error;
  if (std::ranges::find(Policy.silenced, diagnostic.code) != Policy.silenced.end())
    return;
  if (isError && !cause.empty()) {
    if (std::ranges::find(Causes, cause) != Causes.end())
      return;
    Causes.emplace_back(cause);
  }
  Errors += isError ? 1 : 0;
  List.push_back(std::move(diagnostic));
}

} // namespace autograft
