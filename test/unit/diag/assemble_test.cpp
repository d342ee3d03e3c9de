// The emitted file from source and replacements: which line every piece of text ends up on.
#include "frontend/Assemble.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace autograft::frontend;

namespace {

const std::string Source = "#include <x>\n"
                           "\n"
                           "int f(int a) {\n"
                           "  return a;\n"
                           "}\n"
                           "int last;\n";

Replacement body(const std::string &text) {
  const auto head = static_cast<std::uint32_t>(Source.find("int f"));
  const auto begin = static_cast<std::uint32_t>(Source.find('{'));
  const auto end = static_cast<std::uint32_t>(Source.find('}') + 1);
  return {head, begin, end, text, {}};
}

/// "file:line" of the line of `text` that contains `piece`, as a compiler would report it.
std::string placeOf(const std::string &text, const std::string &piece) {
  std::istringstream in(text);
  std::string line, file = "emitted";
  std::size_t number = 1;
  while (std::getline(in, line)) {
    if (line.starts_with("#line ")) {
      const std::size_t quote = line.find('"');
      number = std::stoul(line.substr(6));
      file = line.substr(quote + 1, line.rfind('"') - quote - 1);
      continue;
    }
    if (line.find(piece) != std::string::npos)
      return file + ":" + std::to_string(number);
    ++number;
  }
  return "absent";
}

const std::string Emitted = "{ AG_FN(\"f\", 3, 5); frame(); body();\n  return a;\n}";

} // namespace

TEST_CASE("--line=source names the user's lines everywhere") {
  const std::string text =
      assemble(Source, {body(Emitted)}, LineMode::Source, "/s.cpp", "/o.cpp").text;
  CHECK(placeOf(text, "#include") == "/s.cpp:1");
  CHECK(placeOf(text, "int f") == "/s.cpp:3");
  CHECK(placeOf(text, "AG_FN") == "/s.cpp:3");
  CHECK(placeOf(text, "return") == "/s.cpp:4");
  CHECK(placeOf(text, "int last") == "/s.cpp:6");
}

TEST_CASE("a replacement that changes its number of lines does not shift what follows") {
  const std::string text =
      assemble(Source, {body("{ one(); }")}, LineMode::Source, "/s.cpp", "/o.cpp").text;
  CHECK(placeOf(text, "int last") == "/s.cpp:6");
}

TEST_CASE("--line=none only replaces") {
  CHECK(assemble(Source, {}, LineMode::None, "/s.cpp", "/o.cpp").text == Source);
  const std::string text =
      assemble(Source, {body(Emitted)}, LineMode::None, "/s.cpp", "/o.cpp").text;
  CHECK(text == Source.substr(0, Source.find('{')) + Emitted + "\nint last;\n");
}

TEST_CASE("--line=generated gives only the function's record a place in the source") {
  const std::string text =
      assemble(Source, {body(Emitted)}, LineMode::Generated, "/s.cpp", "/o.cpp").text;
  CHECK(placeOf(text, "AG_FN") == "/s.cpp:3");
  for (const char *piece : {"frame()", "return a", "int last"}) {
    std::istringstream in(text);
    std::string line;
    std::size_t number = 0, found = 0;
    while (std::getline(in, line) && found == 0) {
      ++number;
      if (line.find(piece) != std::string::npos)
        found = number;
    }
    CHECK(placeOf(text, piece) == "/o.cpp:" + std::to_string(found));
  }
}

TEST_CASE("a byte order mark stays first, a quote in a path is escaped") {
  const std::string text =
      assemble("\xEF\xBB\xBFint x;\n", {}, LineMode::Source, "/a\"b.cpp", "/o.cpp").text;
  CHECK(text.starts_with("\xEF\xBB\xBF//"));
  CHECK(text.find("\n#line 1 \"/a\\\"b.cpp\"\nint x;\n") != std::string::npos);
}

TEST_CASE("a function in the middle of a line gets its directive on a line of its own") {
  const std::string source = "int g; int f() { return 1; }\n";
  const Replacement replacement{7, 15, 28, "{ return 2; }"};
  const std::string text =
      assemble(source, {replacement}, LineMode::Source, "/s.cpp", "/o.cpp").text;
  CHECK(text.find("int g; \n#line 1 \"/s.cpp\"\nint f() { return 2; }\n") != std::string::npos);
  CHECK(text.find("{\"1:;\", nullptr}") != std::string::npos); // its columns are unknown
}

TEST_CASE("replacements that overlap are an internal error, never a wrong file") {
  CHECK_THROWS_AS(assemble(Source, {body("{}"), body("{}")}, LineMode::None, "/s.cpp", "/o.cpp"),
                  std::logic_error);
}

TEST_CASE("the columns of the emitted text lead back to the source's") {
  Replacement replacement = body("{ head();\n  return wrap(a);\n}");
  const std::uint32_t begin = replacement.begin;
  // "{" copied, " head();" put in, "\n  return " copied, "wrap(" put in, "a" copied, ")" put in.
  replacement.map.pieces = {{begin, 0, 1, true},       {begin + 1, 1, 8, false},
                            {begin + 1, 9, 10, true},  {begin + 11, 19, 5, false},
                            {begin + 11, 24, 1, true}, {begin + 12, 25, 1, false},
                            {begin + 12, 26, 3, true}};
  const std::string text =
      assemble(Source, {replacement}, LineMode::Source, "/s.cpp", "/o.cpp").text;
  CHECK(text.find("\"3:1=1,14=14,15@15,23=15;4:1=1,10@10,15=10,16@11,17=11;\"") !=
        std::string::npos);
  CHECK(text.find("ag_columns(\"/s.cpp\"") != std::string::npos);
}
