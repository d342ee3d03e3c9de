// The two machine-readable forms of diagnostics; see Machine.h. SARIF: OASIS Static Analysis
// Results Interchange Format, version 2.1.0 (the numbers in comments are its sections).
#include "diag/Machine.h"

#include <algorithm>

#include <fmt/format.h>

namespace autograft {

namespace {

Severity severityOf(const Diagnostic &diagnostic) {
  return diagnostic.severity.value_or(info(diagnostic.code).severity);
}

std::string_view levelOf(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

void setPlace(Json &json, const Place &at) {
  if (at.file.empty())
    return;
  json.set("file", at.file);
  if (at.line != 0)
    json.set("line", at.line).set("column", at.col);
}

Json plain(const Diagnostic &diagnostic) {
  const CodeInfo &row = info(diagnostic.code);
  Json json = Json::object({{"code", codeName(diagnostic.code)},
                            {"name", row.name},
                            {"severity", levelOf(severityOf(diagnostic))},
                            {"message", diagnostic.message()}});
  setPlace(json, diagnostic.at);
  if (diagnostic.at.line != 0)
    json.set("length", diagnostic.length);
  Json notes = Json::list();
  for (const Note &note : diagnostic.notes) {
    Json entry = Json::object({{"message", note.text}});
    setPlace(entry, note.at);
    notes.add(std::move(entry));
  }
  json.set("notes", std::move(notes));
  if (diagnostic.fixit) {
    Json fix = Json::object({{"text", diagnostic.fixit->text}});
    setPlace(fix, diagnostic.fixit->at);
    json.set("fixit", std::move(fix.set("length", diagnostic.fixit->length)));
  }
  json.set("cure", row.cure);
  return json;
}

/// 3.4.3: a path as a URI reference; relative ones stay relative.
std::string uriOf(const std::string &path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (char c : path) {
    const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') ||
                         std::string_view("-._~/+").find(c) != std::string_view::npos;
    out += isPlain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

class SarifWriter {
public:
  SarifWriter(std::span<const Diagnostic> diagnostics, const LineSource &lines)
      : All(diagnostics), Lines(lines) {
    for (const Diagnostic &diagnostic : All)
      if (std::ranges::find(Codes, diagnostic.code) == Codes.end())
        Codes.push_back(diagnostic.code);
    std::ranges::sort(Codes);
  }

  Json rules() const {
    Json list = Json::list();
    for (Code code : Codes)
      list.add(rule(code));
    return list;
  }

  Json results() const {
    Json list = Json::list();
    for (const Diagnostic &diagnostic : All)
      list.add(result(diagnostic));
    return list;
  }

private:
  static Json rule(Code code) {
    const CodeInfo &row = info(code);
    auto text = [](std::string_view words) { return Json::object({{"text", words}}); };
    const Explanation *more = explanation(code);
    return Json::object(
        {{"id", codeName(code)},
         {"name", row.name},
         {"shortDescription", text(messagePattern(row))},
         {"fullDescription", text(more ? more->cause : row.cure)},
         {"help", text(renderExplanation(code))},
         {"defaultConfiguration", Json::object({{"level", levelOf(row.severity)}})}});
  }

  /// Columns count code points (3.14.17 `columnKind`), ours count bytes.
  unsigned column(const Place &at, unsigned bytes) const {
    const std::string line = Lines(at.file, at.line);
    const std::string_view before = std::string_view(line).substr(0, bytes - 1);
    const auto inside = std::ranges::count_if(
        before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; });
    return bytes - static_cast<unsigned>(inside);
  }

  Json region(const Place &at, unsigned length) const {
    const std::size_t end = Lines(at.file, at.line).size() + 1;
    const auto last = static_cast<unsigned>(std::min<std::size_t>(at.col + length, end));
    return Json::object({{"startLine", at.line},
                         {"startColumn", column(at, at.col)},
                         {"endColumn", column(at, std::max(last, at.col))}});
  }

  Json location(const Place &at, unsigned length) const {
    Json place = Json::object({{"artifactLocation", Json::object({{"uri", uriOf(at.file)}})}});
    if (at.line != 0 && at.col != 0)
      place.set("region", region(at, length));
    return Json::object({{"physicalLocation", std::move(place)}});
  }

  Json fix(const FixIt &fixit) const {
    Json replacement = Json::object({{"deletedRegion", region(fixit.at, fixit.length)},
                                     {"insertedContent", Json::object({{"text", fixit.text}})}});
    Json change = Json::object({{"artifactLocation", Json::object({{"uri", uriOf(fixit.at.file)}})},
                                {"replacements", Json::list(std::move(replacement))}});
    return Json::object(
        {{"description",
          Json::object({{"text", fixText(fixit, Lines(fixit.at.file, fixit.at.line))}})},
         {"artifactChanges", Json::list(std::move(change))}});
  }

  Json result(const Diagnostic &diagnostic) const {
    const CodeInfo &row = info(diagnostic.code);
    std::string message = diagnostic.message();
    Json locations = Json::list(), related = Json::list();
    if (!diagnostic.at.file.empty())
      locations.add(location(diagnostic.at, diagnostic.length));
    int id = 0;
    for (const Note &note : diagnostic.notes) {
      if (note.at.file.empty()) {
        message += "\n" + note.text;
        continue;
      }
      Json entry = location(note.at, 1);
      related.add(entry.set("id", id++).set("message", Json::object({{"text", note.text}})));
    }
    message += fmt::format("\ncure: {}", row.cure);
    const auto index = std::ranges::lower_bound(Codes, diagnostic.code) - Codes.begin();
    Json json = Json::object({{"ruleId", codeName(diagnostic.code)},
                              {"ruleIndex", static_cast<int>(index)},
                              {"level", levelOf(severityOf(diagnostic))},
                              {"message", Json::object({{"text", message}})},
                              {"locations", std::move(locations)},
                              {"relatedLocations", std::move(related)}});
    if (diagnostic.fixit)
      json.set("fixes", Json::list(fix(*diagnostic.fixit)));
    return json;
  }

  std::span<const Diagnostic> All;
  const LineSource &Lines;
  std::vector<Code> Codes; // of the rules, in order
};

} // namespace

Json diagnosticsJson(std::span<const Diagnostic> diagnostics) {
  Json list = Json::list();
  int errors = 0, warnings = 0;
  for (const Diagnostic &diagnostic : diagnostics) {
    ++(severityOf(diagnostic) == Severity::Error ? errors : warnings);
    list.add(plain(diagnostic));
  }
  return Json::object({{"version", 1},
                       {"diagnostics", std::move(list)},
                       {"errors", errors},
                       {"warnings", warnings}});
}

Json sarifLog(std::span<const Diagnostic> diagnostics, const LineSource &lines,
              std::string_view toolVersion, int exitStatus) {
  const SarifWriter writer(diagnostics, lines);
  Json driver =
      Json::object({{"name", "autograft"}, {"version", toolVersion}, {"rules", writer.rules()}});
  Json invocation =
      Json::object({{"executionSuccessful", exitStatus <= 1}, {"exitCode", exitStatus}});
  Json run = Json::object({{"tool", Json::object({{"driver", std::move(driver)}})},
                           {"invocations", Json::list(std::move(invocation))},
                           {"columnKind", "unicodeCodePoints"},
                           {"results", writer.results()}});
  return Json::object({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                       {"version", "2.1.0"},
                       {"runs", Json::list(std::move(run))}});
}

} // namespace autograft
