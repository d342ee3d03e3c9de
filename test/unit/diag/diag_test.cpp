// The table of diagnostics, the sink's rules, the layout of a message.
#include "diag/Diag.h"
#include "diag/Render.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace autograft;

namespace {

std::size_t placeholders(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = text.find("{}"); at != text.npos; at = text.find("{}", at + 2))
    ++n;
  return n;
}

std::string noLines(const std::string &, unsigned) { return {}; }

} // namespace

TEST_CASE("every code has a unique name, a cure and an explanation with two examples") {
  std::set<std::string_view> names;
  for (const CodeInfo &row : allCodes()) {
    INFO(codeName(row.code));
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.cure.empty());
    CHECK_FALSE(row.cure.ends_with('.'));
    const Explanation *text = explanation(row.code);
    REQUIRE(text != nullptr);
    CHECK_FALSE(text->cause.empty());
    CHECK_FALSE(text->fails.empty());
    CHECK_FALSE(text->works.empty());
    CHECK(text->fails != text->works);
  }
}

TEST_CASE("the family of a code agrees with its severity") {
  for (const CodeInfo &row : allCodes()) {
    INFO(codeName(row.code));
    const unsigned family = static_cast<unsigned>(row.code) / 100;
    CHECK((family >= 1 && family <= 5));
    CHECK((row.severity == Severity::Warning) == (family == 4));
  }
}

TEST_CASE("every message takes as many arguments as it has placeholders") {
  for (const CodeInfo &row : allCodes()) {
    std::vector<std::string> args;
    for (std::size_t i = 0; i < placeholders(row.message); ++i)
      args.push_back("<" + std::to_string(i) + ">");
    const std::string text = makeDiagnostic(row.code, {}, args).message();
    INFO(text);
    for (const std::string &arg : args)
      CHECK(text.find(arg) != text.npos);
    CHECK(text.find("{}") == text.npos);
  }
}

TEST_CASE("a code is found under each of its spellings and under no other") {
  CHECK(parseCode("AG0203") == Code::AG0203);
  CHECK(parseCode("ag0203") == Code::AG0203);
  CHECK(parseCode("203") == Code::AG0203);
  CHECK(codeName(Code::AG0203) == "AG0203");
  for (const char *text : {"", "AG", "AG9999", "AG0203x", "0x203", "-203", "AGAG0203"})
    CHECK_FALSE(parseCode(text));
}

TEST_CASE("one cause gives one error") {
  DiagSink sink;
  sink.report(makeDiagnostic(Code::AG0201, {"a.cpp", 3, 1}, {"y", "why"}), "y");
  sink.report(makeDiagnostic(Code::AG0201, {"a.cpp", 3, 1}, {"y", "again"}));
  sink.report(makeDiagnostic(Code::AG0301, {"a.cpp", 5, 1}, {"y", "index"}), "y");
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].args[1] == "why");

  sink.report(makeDiagnostic(Code::AG0301, {"a.cpp", 5, 1}, {"z", "index"}), "z");
  CHECK(sink.errorCount() == 2);
}

TEST_CASE("warnings follow the policy: silenced, or raised to errors") {
  DiagSink silent({false, {}, {Code::AG0402}});
  silent.report(makeDiagnostic(Code::AG0402, {"a.cpp", 1, 1}, {"output"}));
  CHECK(silent.all().empty());

  DiagSink one({false, {Code::AG0402}, {}});
  one.report(makeDiagnostic(Code::AG0402, {"a.cpp", 1, 1}, {"output"}));
  one.report(makeDiagnostic(Code::AG0403, {"a.cpp", 1, 1}, {"n", "shape"}));
  CHECK(one.errorCount() == 1);
  CHECK(one.warningCount() == 1);
  CHECK(render(one.all()[0], noLines, false).starts_with("a.cpp:1:1: error: "));

  DiagSink silencedFirst({true, {}, {Code::AG0402}});
  silencedFirst.report(makeDiagnostic(Code::AG0402, {"a.cpp", 1, 1}, {"output"}));
  silencedFirst.report(makeDiagnostic(Code::AG0403, {"a.cpp", 1, 1}, {"n", "shape"}));
  CHECK(silencedFirst.all().size() == 1);
  CHECK(silencedFirst.hasErrors());
}

TEST_CASE("a message shows place, code, line, caret, notes and cure") {
  Diagnostic diagnostic = makeDiagnostic(Code::AG0301, {"a.cpp", 7, 3}, {"k", "an index of 'v'"});
  diagnostic.length = 4;
  diagnostic.notes.push_back({{"a.cpp", 2, 5}, "'k' is staged by this write"});
  auto lines = [](const std::string &, unsigned line) {
    return line == 7 ? std::string("\tv[k] = 1;") : std::string("    ++k;");
  };
  const std::string cure = std::string(info(Code::AG0301).cure);
  CHECK(render(diagnostic, lines, false) ==
        "a.cpp:7:3: error: the staged value 'k' is needed on the host: an index of 'v' [AG0301]\n"
        "    7 | \tv[k] = 1;\n"
        "      | \t ^~~~\n"
        "a.cpp:2:5: note: 'k' is staged by this write\n"
        "    2 |     ++k;\n"
        "      |     ^\n"
        "a.cpp:7:3: note: cure: " +
            cure + "\n");
}

TEST_CASE("the caret stays inside its line and under its character") {
  Diagnostic diagnostic = makeDiagnostic(Code::AG0103, {"a.cpp", 1, 5});
  diagnostic.length = 1000;
  auto shortLine = [](const std::string &, unsigned) { return std::string("f(x);"); };
  CHECK(render(diagnostic, shortLine, false).find("|     ^\n") != std::string::npos);

  diagnostic.at.col = 4; // behind a two-byte character
  diagnostic.length = 1;
  auto umlaut = [](const std::string &, unsigned) { return std::string("\xC3\xA4 g"); };
  CHECK(render(diagnostic, umlaut, false).find("|   ^\n") != std::string::npos);

  diagnostic.at.col = 99; // a place that the file does not have
  CHECK(render(diagnostic, shortLine, false).find('^') == std::string::npos);
}

TEST_CASE("colours are only there when asked for") {
  const Diagnostic diagnostic = makeDiagnostic(Code::AG0103, {"a.cpp", 1, 1});
  CHECK(render(diagnostic, noLines, false).find('\033') == std::string::npos);
  CHECK(render(diagnostic, noLines, true).find("\033[1;31merror: ") != std::string::npos);
}

TEST_CASE("a message without a file speaks for the tool") {
  const Diagnostic diagnostic = makeDiagnostic(Code::AG0504, {}, {"a.cpp", "it is a folder"});
  CHECK(render(diagnostic, noLines, false)
            .starts_with("autograft: error: cannot read 'a.cpp': it is a folder [AG0504]\n"));
}

TEST_CASE("the error index has a section for every code") {
  const std::string page = renderErrorIndex();
  for (const CodeInfo &row : allCodes()) {
    CHECK(page.find("\n## " + codeName(row.code) + "\n") != std::string::npos);
    CHECK(renderExplanation(row.code).starts_with(codeName(row.code)));
  }
}
